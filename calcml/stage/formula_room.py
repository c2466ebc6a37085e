"""Formulas that find room: as large as they may be, smaller, over several lines, or not at all."""

from calcml.stage.layout import Box
from calcml.stage.text import Typeset, maths, words
from calcml.stage.theme import INK, Role

__all__ = ["formula_in"]

_STEPS = 6  # sizes that are tried


def formula_in(
    room: Box,
    source: str,
    *,
    em: float,
    least: float,
    role: Role = INK,
    display: bool = False,
    entry_keys: tuple[str, ...] = (),
) -> Typeset | None:
    """Return a formula in the middle of a room.

    Parameters
    ----------
    room : Box
    source : str
        Typst mathematics.
    em : float
        The size that it has if there is room.
    least : float
        The least size.
    role : Role
    display : bool
        Whether fractions are set in full size if there is room.
    entry_keys : tuple of str
        Entries whose numbers it shows.

    Returns
    -------
    Typeset or None
        On one line if it can be, else broken at its signs; None where it has no room at all.
    """
    sizes = [em + (least - em) * k / (_STEPS - 1) for k in range(_STEPS)]
    for each in (True, False) if display else (False,):
        for size in sizes:
            line = maths(source, em=size, role=role, display=each, entry_keys=entry_keys)
            if line.width <= room.width and line.height <= room.height:
                return _placed(line, room)
    broken = words(f"${source}$", em=least, role=role, width=room.width, entry_keys=entry_keys)
    if broken.width <= room.width and broken.height <= room.height:
        return _placed(broken, room)
    return None


def _placed(text: Typeset, room: Box) -> Typeset:
    text.move_to(room.centre)
    return text
