"""Tables whose columns are as wide as what stands in them."""

from collections.abc import Sequence

from calcml.stage.layout import Box
from calcml.stage.panels import NumberTable
from calcml.stage.scene import LessonScene
from calcml.stage.theme import NUMBER, SMALLEST

__all__ = ["fitted_table"]

_BETWEEN = 0.6  # ems between two columns


def fitted_table(
    scene: LessonScene,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    room: Box,
    *,
    shares: Sequence[float] | None = None,
    spare: int | None = None,
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
    shares : sequence of float, optional
        Widths of the columns against each other, if all cells have room in them; else the
        columns are as wide as their cells.
    spare : int, optional
        The column to leave out if even the smallest text is too wide.

    Returns
    -------
    NumberTable
    """
    parts = list(shares or [1.0] * len(heads))
    em, least = scene.em(NUMBER), scene.em(SMALLEST)
    needs = [
        max(scene.readout(key).width for key in column) + _BETWEEN * em
        for column in zip(*rows, strict=True)
    ]
    given = [room.width * part / sum(parts) for part in parts]
    if all(need <= width for need, width in zip(needs, given, strict=True)):
        return scene.table(list(heads), [list(row) for row in rows], room, shares=parts)
    size = em * room.width / sum(needs)
    if size >= least or spare is None:
        return scene.table(
            list(heads), [list(row) for row in rows], room, shares=needs,
            em=min(em, max(size, least)),
        )  # fmt: skip
    kept = [i for i in range(len(heads)) if i != spare]
    return fitted_table(
        scene, [heads[i] for i in kept], [[row[i] for i in kept] for row in rows], room,
        shares=[parts[i] for i in kept],
    )  # fmt: skip
