"""Surds as they are written on one line: multiples of the root of two with their root."""

import sympy as sp

from calcml.lessons.entries import Shown, up_to

__all__ = ["surd"]

_LARGEST = 99  # numerator or denominator of what stands before the root
_DECIMALS = 2  # of any other number
_ROOT = sp.sqrt(2)


def surd(value: sp.Expr) -> Shown:
    r"""Write a number on one line.

    Parameters
    ----------
    value : sympy.Expr

    Returns
    -------
    Shown

    Examples
    --------
    >>> surd(-3 * sp.sqrt(2)).text, surd(7 / sp.sqrt(2)).typst, surd(sp.sqrt(3)).text
    ('−3√2', '7 sqrt(2)\\/2', '1.73')
    """
    part = sp.nsimplify(value / _ROOT) if value.has(_ROOT) else sp.nan
    if not part.is_Rational or max(abs(part.p), part.q) > _LARGEST:
        return up_to(_DECIMALS)(value)
    sign = "-" if part < 0 else ""
    times = "" if abs(part.p) == 1 else str(abs(part.p))
    over = "" if part.q == 1 else f"/{part.q}"
    text = f"{sign}{times}√2{over}".replace("-", "−")
    return Shown(text, f"{sign}{times and times + ' '}sqrt(2)" + over.replace("/", "\\/"))
