"""Vectors and matrices made of entries, with columns or rows in colours of their own."""

from collections.abc import Sequence

from manim import Rectangle, VGroup, VMobject

from calcml.core.errors import InvalidArgument
from calcml.stage.scene import LessonScene
from calcml.stage.text import Typeset, maths
from calcml.stage.theme import FORMULA, INK, Role, colour

__all__ = ["Grid", "composed", "matrix"]

_PLACE = "VALUE"
_LEADING, _APART = 1.5, 0.9  # ems from row to row, and between columns
_EDGE = 0.55  # ems between a bracket and the entries
_FLAT, _SINK = 1.1, 0.32  # ems: what is no higher stands on a line, so far below the middle


def composed(
    scene: LessonScene,
    template: str,
    keys: Sequence[str],
    role: Role = INK,
    *,
    size: float = FORMULA,
) -> Typeset:
    """Return mathematics with several entries in it.

    Parameters
    ----------
    scene : LessonScene
    template : str
        Typst mathematics without digits, with ``VALUE`` for each entry in turn; an
        equals sign becomes ≈ if one of them is rounded.
    keys : sequence of str
        Of the entries.
    role : Role
    size : float
        One of the theme's sizes.

    Returns
    -------
    Typeset
    """
    ledger = scene.lesson.ledger
    if any(ledger[key].rounded for key in keys):
        template = template.replace("=", "approx")
    first, *rest = template.split(_PLACE)
    if len(rest) != len(keys) or any(c.isdigit() for c in template):
        raise InvalidArgument(
            f"a template must have a place for each of {len(keys)} entries and no digits, "
            f"got {template!r}"
        )
    parts = (ledger[key].typst + words for key, words in zip(keys, rest, strict=True))
    return maths(first + "".join(parts), em=scene.em(size), role=role, entry_keys=tuple(keys))


def matrix(
    scene: LessonScene,
    rows: Sequence[Sequence[str]],
    *,
    name: str = "",
    columns: Sequence[Role] | None = None,
    lines: Sequence[Role] | None = None,
    size: float = FORMULA,
) -> Typeset:
    """Return a matrix of entries.

    Parameters
    ----------
    scene : LessonScene
    rows : sequence of sequence of str
        Keys of the entries; rows of one make a vector.
    name : str
        What stands before it, without digits.
    columns, lines : sequence of Role, optional
        Colours of its columns, or of its rows; ink by default.
    size : float
        One of the theme's sizes.

    Returns
    -------
    Typeset
    """
    cells = [
        [f"{_role(i, j, columns, lines).value}(VALUE)" for j in range(len(row))]
        for i, row in enumerate(rows)
    ]
    body = "; ".join(", ".join(row) for row in cells)
    keys = [key for row in rows for key in row]
    return composed(scene, f'{name} display(mat(delim: "[", {body}))', keys, size=size)


class Grid(VGroup):
    """A matrix whose entries can come in one by one.

    Parameters
    ----------
    scene : LessonScene
    rows : sequence of sequence of str
        Keys of the entries.
    columns : sequence of Role
        Colours of its columns.
    size : float
        One of the theme's sizes.

    Attributes
    ----------
    brackets : VGroup
    cells : tuple of VGroup
        The entries, row by row.
    """

    def __init__(
        self,
        scene: LessonScene,
        rows: Sequence[Sequence[str]],
        *,
        columns: Sequence[Role],
        size: float = FORMULA,
    ) -> None:
        super().__init__()
        em = scene.em(size)
        self.cells = tuple(
            VGroup(*(scene.readout(key, columns[j], size=size) for j, key in enumerate(row)))
            for row in rows
        )
        widths = [max(cell.width for cell in column) for column in zip(*self.cells, strict=True)]
        step = max(_LEADING * em, *(1.15 * cell.height for row in self.cells for cell in row))
        for i, row in enumerate(self.cells):
            left = 0.0
            for cell, width in zip(row, widths, strict=True):
                cell.move_to([left + width / 2, -i * step, 0])
                if cell.height < _FLAT * em:
                    cell.on_baseline(-i * step - _SINK * em)
                left += width + _APART * em
        ends = -_EDGE * em, sum(widths) + (_APART * (len(widths) - 1) + _EDGE) * em
        top, bottom = step / 2, -(len(rows) - 0.5) * step
        self.brackets = VGroup(
            *(
                VMobject()
                .set_points_as_corners([[x + lip, top, 0], [x, top, 0], [x, bottom, 0],
                                        [x + lip, bottom, 0]])
                .set_stroke(colour(INK), width=2.5)
                for x, lip in zip(ends, (0.2 * em, -0.2 * em), strict=True)
            )
        )  # fmt: skip
        self.add(self.brackets, *self.cells)

    def column(self, index: int) -> VGroup:
        """Return a column's entries."""
        return VGroup(*(row[index] for row in self.cells))

    def frame_of_row(self, index: int, role: Role) -> Rectangle:
        """Return a frame around a row, between the brackets."""
        left, right = (bracket.get_center()[0] for bracket in self.brackets)
        height = self.brackets.height / len(self.cells)
        level = self.brackets.get_top()[1] - (index + 0.5) * height
        frame = Rectangle(width=right - left - 0.12 * height, height=0.92 * height)
        return frame.move_to([(left + right) / 2, level, 0]).set_stroke(colour(role), width=3)


def _role(i: int, j: int, columns: Sequence[Role] | None, lines: Sequence[Role] | None) -> Role:
    if columns is not None:
        return columns[j]
    return lines[i] if lines is not None else INK
