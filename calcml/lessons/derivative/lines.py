"""Equations of straight lines as they are written: exactly where that is short, else rounded."""

import sympy as sp

from calcml.core.typesetting import typst
from calcml.lessons.entries import Entry, Shown, formula, parameter_entry, readable

__all__ = ["line_entry"]

_LONGEST = 11  # characters of an equation's right-hand side that is shown exactly
_SIGNS = str.maketrans({"E": "e", "*": "·", "-": "−"})
_DECIMALS = 4  # of slope and intercept otherwise


def line_entry(
    key: str, slope: sp.Expr, intercept: sp.Expr, variable: sp.Symbol, *, source: str
) -> Entry:
    """Make the entry of the equation y = m x + c.

    Parameters
    ----------
    key : str
    slope, intercept : sympy.Expr
        The constants m and c, exactly.
    variable : sympy.Symbol
    source : str
        The routine that found the line.

    Returns
    -------
    Entry
        With ``≈`` for ``=`` where a constant is rounded.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> line_entry("tangent", sp.Integer(6), sp.Integer(-9), x, source="").shown
    'y = 6x − 9'
    >>> line_entry("tangent", sp.cos(1), sp.sin(1) - sp.cos(1), x, source="").shown
    'y ≈ 0.5403x + 0.3012'
    """
    write = readable(_DECIMALS)
    parts = [parameter_entry(key, "", constant, style=write) for constant in (slope, intercept)]
    if any(part.rounded for part in parts):
        exactly = sp.expand(slope * variable + intercept)
        if len(str(exactly)) <= _LONGEST:
            text = (
                str(exactly)
                .replace("E", "e")
                .replace("**", "^")
                .replace("*", "·")
                .replace("-", "−")
            )
            return formula(key, f"y = {typst(exactly)}", f"y = {text}", source=source)
        sign, code = "≈", "approx"
    else:
        sign = code = "="
    first, last = (Shown(part.shown, part.typst) for part in parts)
    right = _sum(first, last, variable.name)
    return formula(key, f"y {code} {right.typst}", f"y {sign} {right.text}", source=source)


def _sum(slope: Shown, intercept: Shown, variable: str) -> Shown:
    """Write m x + c without a factor of one and without a zero."""
    if slope.text == "0":
        return intercept
    head = {"1": Shown(variable, variable), "−1": Shown(f"−{variable}", f"-{variable}")}.get(
        slope.text, Shown(f"{slope.text}{variable}", f"{slope.typst} {variable}")
    )
    if intercept.text == "0":
        return head
    if intercept.text.startswith("−"):
        return Shown(f"{head.text} − {intercept.text[1:]}", f"{head.typst} - {intercept.typst[1:]}")
    return Shown(f"{head.text} + {intercept.text}", f"{head.typst} + {intercept.typst}")
