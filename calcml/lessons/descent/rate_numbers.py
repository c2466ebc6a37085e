"""Entries about learning rates on a parabola: rates, the law of the factor, numbers of steps."""

import sympy as sp

from calcml.core.floats import nearest
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.descent.legible import compact
from calcml.lessons.entries import Entry, Shown, formula, number, plain, verdict
from calcml.lessons.formulas import written

__all__ = ["count_entry", "factor_shown", "gap_symbol", "law_entry", "rate_entry"]


def gap_symbol(minimum: sp.Expr) -> Shown:
    """Write the distance from the minimum.

    Parameters
    ----------
    minimum : sympy.Expr

    Returns
    -------
    Shown

    Examples
    --------
    >>> gap_symbol(sp.Integer(2)).text, gap_symbol(sp.Integer(0)).text
    ('|x − 2|', '|x|')
    """
    if minimum == 0:
        return Shown("|x|", "abs(x)")
    sign, size = ("+" if minimum < 0 else "-"), plain(abs(minimum))
    return Shown(f"|x {sign.replace('-', '−')} {size.text}|", f"abs(x {sign} {size.typst})")


def factor_shown(curvature: sp.Expr) -> Shown:
    """Write the curvature as it stands before the rate.

    Parameters
    ----------
    curvature : sympy.Expr

    Returns
    -------
    Shown

    Examples
    --------
    >>> [factor_shown(sp.Rational(*c)).text for c in ((1, 1), (2, 1), (2, 3))]
    ['', '2', '(2/3)']
    """
    if curvature == 1:
        return Shown("", "")
    short = compact(curvature)
    if curvature.is_Integer or "." in short.text or "·" in short.text:
        return short
    text = written(Function(curvature, x))
    return Shown(f"({text})" if "/" in text else text, plain(curvature).typst)


def law_entry(curvature: sp.Expr) -> Entry:
    """Return the entry of the law: by what a step multiplies the distance from the minimum.

    Parameters
    ----------
    curvature : sympy.Expr

    Returns
    -------
    Entry
        With the key ``law``.
    """
    before = factor_shown(curvature)
    return formula(
        "law", f"abs(1 - {before.typst} eta)", f"|1 − {before.text}η|",
        source="calcml.contraction_factor",
    )  # fmt: skip


def rate_entry(key: str, rate: sp.Expr) -> Entry:
    """Return the entry of a rate that follows from the curvature.

    Parameters
    ----------
    key : str
    rate : sympy.Expr

    Returns
    -------
    Entry
    """
    return number(
        key, "eta", nearest(rate), exact=rate, formula="a share of 2/f''",
        source="calcml.convergence_bound", style=compact,
    )  # fmt: skip


def count_entry(key: str, count: int | None) -> Entry:
    """Return the entry of a number of steps, which in words is *never* where there is none.

    Parameters
    ----------
    key : str
    count : int or None

    Returns
    -------
    Entry
    """
    text, source = "first k with a small error", "calcml.steps_needed"
    if count is None:
        return verdict(key, '"steps"', value="never", words="never", formula=text, source=source)
    return number(
        key, '"steps"', float(count), exact=sp.Integer(count), formula=text, source=source,
        style=plain,
    )  # fmt: skip
