"""Tables whose columns are as wide as what stands in them."""

from collections.abc import Sequence
from typing import Any

from calcml.stage.fitting import em_within
from calcml.stage.layout import Box
from calcml.stage.panels import NumberTable
from calcml.stage.scene import LessonScene
from calcml.stage.theme import NUMBER, SMALLEST

__all__ = ["fitted_table", "table_in_ems"]

_BETWEEN = 0.6  # ems between two columns
_LEADING = 1.55  # ems from row to row, as of every table


def fitted_table(
    scene: LessonScene,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    room: Box,
    *,
    size: float = NUMBER,
    shares: Sequence[float] | None = None,
    spare: str | None = None,
    leading: float = _LEADING,
) -> NumberTable:
    """Return a table that keeps to its room, with smaller numbers if there is no other way.

    Parameters
    ----------
    scene : LessonScene
    heads : sequence of str
        Typst mathematics without digits.
    rows : sequence of sequence of str
        Entry keys.
    room : Box
    size : float
        One of the theme's sizes, where there is room for it.
    shares : sequence of float, optional
        Widths of the columns against each other, if all cells have room in them; else the
        columns are as wide as their cells.
    spare : str, optional
        The head of the column to leave out if even the smallest text is too wide, or the rows
        are too high.
    leading : float
        Ems from row to row, if the cells are no higher than that.

    Returns
    -------
    NumberTable
    """
    parts = list(shares or [1.0] * len(heads))
    usual, least = scene.em(size), scene.em(SMALLEST)
    cells = [[scene.readout(key, size=size) for key in row] for row in rows]
    needs = [max(c.width for c in column) + _BETWEEN * usual for column in zip(*cells, strict=True)]
    given = [room.width * part / sum(parts) for part in parts]
    if all(need <= width for need, width in zip(needs, given, strict=True)):
        em, widths = usual, parts
    else:
        em, widths = min(usual, usual * room.width / sum(needs)), needs
    leading = max(leading, *(1.1 * c.height / usual for row in cells for c in row))
    is_high = leading * max(em, least) * (len(rows) + 1.2) > room.height
    if spare in heads and (em < least or (is_high and leading > _LEADING)):
        kept = [i for i, head in enumerate(heads) if head != spare]
        return fitted_table(
            scene, [heads[i] for i in kept], [[row[i] for i in kept] for row in rows], room,
            size=size, shares=[parts[i] for i in kept],
        )  # fmt: skip
    return scene.table(
        list(heads), [list(row) for row in rows], room, shares=widths, em=max(em, least),
        leading=leading,
    )  # fmt: skip


def table_in_ems(
    scene: LessonScene,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    room: Box,
    *,
    shares: Sequence[float],
    size: float = NUMBER,
    **settings: Any,
) -> NumberTable:
    """Return a table whose columns are so many ems wide, smaller where that is too much.

    Parameters
    ----------
    scene : LessonScene
    heads : sequence of str
        Typst mathematics without digits.
    rows : sequence of sequence of str
        Entry keys.
    room : Box
    shares : sequence of float
        Widths of the columns in ems.
    size : float
        One of the theme's sizes, where there is room for it.
    **settings
        As for `NumberTable`.

    Returns
    -------
    NumberTable
    """
    em = em_within(room.width, shares, scene.em(size))
    return scene.table(
        list(heads), [list(row) for row in rows], room, shares=shares, em=em, **settings
    )
