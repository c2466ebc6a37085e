"""Vectors and matrices made of entries, with columns or rows in colours of their own."""

from collections.abc import Sequence

from calcml.core.errors import InvalidArgument
from calcml.stage.scene import LessonScene
from calcml.stage.text import Typeset, maths
from calcml.stage.theme import FORMULA, INK, Role

__all__ = ["composed", "matrix"]

_PLACE = "VALUE"


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


def _role(i: int, j: int, columns: Sequence[Role] | None, lines: Sequence[Role] | None) -> Role:
    if columns is not None:
        return columns[j]
    return lines[i] if lines is not None else INK
