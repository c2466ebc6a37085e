"""Checklists: verdicts on conditions, each shown as a tick or a cross."""

from collections.abc import Mapping, Sequence

from manim import Animation, FadeIn, VGroup

from calcml.lessons.entries import Entry
from calcml.stage.layout import Box
from calcml.stage.signs import sign_of

__all__ = ["Checklist"]


class Checklist(VGroup):
    """A column of ticks and crosses.

    The shape says what the colour says, so neither is needed alone.

    Parameters
    ----------
    keys : sequence of str
        Entries of verdicts, whose values are true or false.
    boxes : sequence of Box
        One place per verdict.
    ledger : mapping of str to Entry
    em : float
        Size of the marks in scene units.

    Attributes
    ----------
    signs : VGroup
        The ticks and crosses, in order.
    """

    def __init__(
        self, keys: Sequence[str], boxes: Sequence[Box], ledger: Mapping[str, Entry], *, em: float
    ) -> None:
        super().__init__()
        self.signs = VGroup(
            *(
                sign_of(right=bool(ledger[key].value), em=em, entry_keys=(key,)).move_to(box.centre)
                for key, box in zip(keys, boxes, strict=True)
            )
        )
        self.add(self.signs)

    def show(self, index: int) -> list[Animation]:
        """Return the animation that sets one sign.

        Parameters
        ----------
        index : int

        Returns
        -------
        list of Animation
        """
        return [FadeIn(self.signs[index], scale=1.6)]
