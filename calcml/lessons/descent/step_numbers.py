"""Numbers of single steps: how short they are written, and the rule with numbers in it."""

import sympy as sp

from calcml.lessons.descent.legible import compact
from calcml.lessons.entries import Entry, Shown, formula, readable, scientific

__all__ = ["cell", "substitution"]

_WIDE = 9  # signs of a power of ten that a column of a table holds


def cell(value: sp.Expr) -> Shown:
    """Write a number with five decimals, or so shortly that a column of a table holds it.

    Parameters
    ----------
    value : sympy.Expr

    Returns
    -------
    Shown

    Examples
    --------
    >>> cell(sp.Rational("1.6")).text, cell(sp.Rational(1, 3) / 10**6).text
    ('1.6', '3.3·10⁻⁷')
    """
    shown = readable(5)(value)
    return scientific(2)(value) if "·" in shown.text and len(shown.text) > _WIDE else shown


def substitution(
    key: str, *, here: sp.Expr, rate: sp.Expr, slope: sp.Expr, uphill: bool, source: str
) -> Entry:
    """Return the entry of the update rule with the numbers of a step.

    Parameters
    ----------
    key : str
    here, rate, slope : sympy.Expr
    uphill : bool
        Whether the step goes along the slope.
    source : str
        The routine that took the step.

    Returns
    -------
    Entry
    """
    at, eta, rise = cell(here), compact(rate), cell(slope)
    inner = f"({rise.typst})" if slope < 0 else rise.typst
    sign, dash = ("+", "+") if uphill else ("-", "−")
    return formula(
        key, f"{at.typst} {sign} {eta.typst} dot {inner}",
        f"{at.text} {dash} {eta.text}·({rise.text})", source=source,
    )  # fmt: skip
