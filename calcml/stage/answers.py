"""Answers of a quiz: cards with words, which are found right or wrong."""

from collections.abc import Mapping, Sequence

from manim import Animation, FadeIn, VGroup

from calcml.lessons.entries import Entry
from calcml.stage.layout import Box
from calcml.stage.panels import card
from calcml.stage.signs import sign_of
from calcml.stage.text import words
from calcml.stage.theme import CONFIRMED, GRID, INK, SOFT, colour

__all__ = ["Answers"]

_SIGN = 0.5  # from the left side of a card to its sign, in ems
_SHARE = 0.78  # of a card's width that its words take at most


class Answers(VGroup):
    """Cards with an answer each.

    The sign says what the colour says, so neither is needed alone.

    Parameters
    ----------
    keys : sequence of str
        Entries of verdicts: their words are the answers, their values say which are right.
    boxes : sequence of Box
        One place per answer.
    ledger : mapping of str to Entry
    em : float
        Size of the words in scene units.

    Attributes
    ----------
    cards : tuple of VGroup
        The cards, each with its words.
    signs : VGroup
        Ticks and crosses, one per card.
    """

    def __init__(
        self, keys: Sequence[str], boxes: Sequence[Box], ledger: Mapping[str, Entry], *, em: float
    ) -> None:
        super().__init__()
        self._right = [bool(ledger[key].value) for key in keys]
        self.cards = tuple(
            VGroup(
                card(box, edge=GRID),
                words(
                    ledger[key].shown, em=em, role=INK, width=_SHARE * box.width, entry_keys=(key,)
                ).move_to(box.centre),
            )
            for key, box in zip(keys, boxes, strict=True)
        )
        self.signs = VGroup(
            *(
                sign_of(right=right, em=em).move_to([box.left + 2 * _SIGN * em, box.centre[1], 0])
                for right, box in zip(self._right, boxes, strict=True)
            )
        )
        self.add(*self.cards)

    def judge(self, index: int) -> list[Animation]:
        """Return the animations that mark an answer as right or wrong.

        Parameters
        ----------
        index : int

        Returns
        -------
        list of Animation
        """
        plate, text = self.cards[index]
        sign = FadeIn(self.signs[index], scale=1.6)
        if self._right[index]:
            return [sign, plate.animate.set_stroke(colour(CONFIRMED))]
        return [sign, text.animate.set_fill(colour(SOFT))]
