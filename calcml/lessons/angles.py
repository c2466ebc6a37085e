"""Angles as they are written on a line of numbers: as parts of π where they are some."""

import sympy as sp

from calcml.lessons.entries import Shown, readable

__all__ = ["angle"]

_LARGEST = 99  # numerator or denominator of a part of π
_DECIMALS = 4  # of any other angle


def angle(value: sp.Expr) -> Shown:
    r"""Write an angle on one line.

    Parameters
    ----------
    value : sympy.Expr
        In radians.

    Returns
    -------
    Shown

    Examples
    --------
    >>> angle(sp.pi / 9).text, angle(-2 * sp.pi / 3).typst, angle(sp.sqrt(2)).text
    ('π/9', '-2 pi\\/3', '1.4142')
    """
    part = value / sp.pi
    if not part.is_Rational or max(abs(part.p), part.q) > _LARGEST:
        return readable(_DECIMALS)(value)
    if not part:
        return Shown("0", "0")
    sign = "-" if part < 0 else ""
    times = "" if abs(part.p) == 1 else str(abs(part.p))
    over = "" if part.q == 1 else f"/{part.q}"
    text = f"{sign}{times}π{over}".replace("-", "−")
    return Shown(text, f"{sign}{times and times + ' '}pi" + over.replace("/", "\\/"))
