"""Panels: the quiet card beside the picture, and the table of numbers on it."""

from collections.abc import Mapping, Sequence

from manim import DOWN, Animation, FadeIn, Line, RoundedRectangle, VGroup

from calcml.lessons.entries import Entry
from calcml.stage.layout import Box
from calcml.stage.text import line_up, maths
from calcml.stage.theme import INK, PANEL, SECANT, SOFT, Role, colour

__all__ = ["NumberTable", "card"]

_EDGE_WIDTH = 2


def card(box: Box, *, edge: Role = PANEL) -> RoundedRectangle:
    """Return the panel's background.

    Parameters
    ----------
    box : Box
    edge : Role
        Colour of the outline.

    Returns
    -------
    RoundedRectangle
    """
    shape = RoundedRectangle(corner_radius=0.12, width=box.width, height=box.height)
    shape.set_fill(colour(PANEL), opacity=1).set_stroke(colour(edge), width=_EDGE_WIDTH)
    return shape.move_to(box.centre)


class NumberTable(VGroup):
    """A table of entries whose rows appear as the motion reaches them.

    Parameters
    ----------
    heads : sequence of str
        Typst mathematics, one per column.
    rows : sequence of sequence of str
        Entry keys, row by row.
    box : Box
        The space; columns share its width, rows its height.
    ledger : mapping of str to Entry
    em : float
        Size of the numbers in scene units.
    shares : sequence of float, optional
        Widths of the columns against each other.
    leading : float
        Distance of the rows in ems, when the box is higher than needed.
    flush : bool
        Whether the cells of a column begin below one another, so that decimals line up,
        instead of being centred.

    Attributes
    ----------
    head : VGroup
        The column heads and the rule under them.
    rows : tuple of VGroup
    """

    def __init__(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        box: Box,
        ledger: Mapping[str, Entry],
        *,
        em: float,
        shares: Sequence[float] | None = None,
        leading: float = 1.55,
        flush: bool = False,
    ) -> None:
        super().__init__()
        columns = box.columns(*(shares or [1.0] * len(heads)), gap=0.0)
        step = min(leading * em, box.height / (len(rows) + 1.2))
        middle = [c.centre[0] for c in columns]
        top = box.top - 0.8 * em
        titles = VGroup(*(maths(h, em=em, role=SOFT) for h in heads))
        for title, x in zip(titles, middle, strict=True):
            title.move_to([x, 0, 0]).on_baseline(top)
        level = top - 0.5 * em
        rule = Line([box.left, level, 0], [box.right, level, 0])
        self.head = VGroup(titles, rule.set_stroke(colour(SOFT), width=1.5))
        self.rows = tuple(
            VGroup(
                *(
                    maths(ledger[key].typst, em=em, role=INK, entry_keys=(key,))
                    .move_to([x, 0, 0])
                    .on_baseline(level - 0.15 * em - (i + 0.8) * step)
                    for key, x in zip(row, middle, strict=True)
                )
            )
            for i, row in enumerate(rows)
        )
        if flush:
            for column in zip(*self.rows, strict=True):
                line_up(column)
        self.add(self.head)

    def show(self, index: int, role: Role = SECANT, *, of: Sequence[str] = ()) -> list[Animation]:
        """Return the animations that write a row in its colour and let earlier rows step back.

        Parameters
        ----------
        index : int
        role : Role
            Colour of the thing that the row measures.
        of : sequence of str
            First words of the entries' keys, for a part of the row; the whole row by default.

        Returns
        -------
        list of Animation
        """

        def part(row: VGroup) -> VGroup:
            chosen = (cell for cell in row if cell.entry_keys[0].split(".")[0] in of)
            return VGroup(*chosen) if of else row

        written = part(self.rows[index]).set_fill(colour(role))
        back = [part(row).animate.set_fill(colour(SOFT)) for row in self.rows[:index]]
        return [FadeIn(written, shift=0.1 * DOWN), *back]
