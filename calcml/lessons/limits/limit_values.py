"""How the chapter *Limits* writes its numbers and samples its curves."""

import sympy as sp

from calcml.core import decimals
from calcml.core.functions import Function
from calcml.core.sampling import Curve, Window, sample_curve
from calcml.lessons.entries import (
    Entry,
    Shown,
    Style,
    number,
    plain,
    readable,
    scientific,
    significant,
)
from calcml.lessons.scales import Frame

__all__ = [
    "WRITTEN",
    "exact_entry",
    "given",
    "in_frame",
    "is_rounded",
    "said",
    "tabulated",
    "titled",
    "window_of",
    "written_exactly",
]

WRITTEN = readable(5)
"""Writes a number in a table."""

_SHORT = 9  # characters of an exact number in a sentence
_SPARE = 1  # for a sign or a point


def written_exactly(value: sp.Expr) -> bool:
    """Tell whether a number is better written exactly: it is short, and no function's value.

    Parameters
    ----------
    value : sympy.Expr

    Returns
    -------
    bool

    Examples
    --------
    >>> [written_exactly(v) for v in (sp.pi / 2, sp.sqrt(2), sp.sin(1), sp.Rational(1, 12345678))]
    [True, True, False, False]
    """
    return len(plain(value).text) <= _SHORT and not value.has(sp.Function)


def said(value: sp.Expr) -> Shown:
    """Write a number for a sentence: exactly if that is short, else with a sign that it is not.

    Parameters
    ----------
    value : sympy.Expr
        May be ±oo.

    Returns
    -------
    Shown

    Examples
    --------
    >>> said(sp.pi / 2).text, said(sp.sin(sp.sqrt(2) + 1)).text, said(sp.Integer(10) ** 9).text
    ('pi/2', '≈ 0.66491', '1·10⁹')
    """
    if value == sp.oo:
        return Shown("+∞", "+infinity")
    if written_exactly(value):
        return plain(value)
    shown = WRITTEN(value)
    rounded = is_rounded(value, WRITTEN)
    return Shown(f"≈ {shown.text}", f'class("normal", approx) {shown.typst}') if rounded else shown


def given(value: sp.Expr) -> Shown:
    """Write a parameter exactly: plainly, or with a power of ten where that is shorter.

    Parameters
    ----------
    value : sympy.Expr

    Returns
    -------
    Shown

    Examples
    --------
    >>> given(sp.Rational(1, 3)).text, given(sp.Rational(1, 10**8)).text
    ('1/3', '1·10⁻⁸')
    """
    if value.is_Rational and "/" in plain(value).text:
        return Shown(plain(value).text, f"{value.p} slash {value.q}")
    return plain(value) if is_rounded(value, WRITTEN) else WRITTEN(value)


def is_rounded(value: sp.Expr, style: Style) -> bool:
    """Tell whether a style writes a number only approximately.

    Parameters
    ----------
    value : sympy.Expr
    style : Style

    Returns
    -------
    bool
    """
    entry = number("a.number", "x", float(value), exact=value, formula="", source="", style=style)
    return entry.rounded


def tabulated(digits: int, mantissa: int) -> Style:
    """Write for a narrow column: exactly if that is short, else with as many digits as fit.

    Parameters
    ----------
    digits : int
        Significant digits of what is neither very large nor very small.
    mantissa : int
        Significant digits, at most, before a power of ten.

    Returns
    -------
    Style

    Examples
    --------
    >>> write = tabulated(7, 3)
    >>> [write(v).text for v in (sp.Rational(-1, 8), 10**6 * sp.pi, sp.exp(30), sp.Integer(10**11))]
    ['−0.125', '3141593', '1.07·10¹³', '1·10¹¹']
    """

    def style(value: sp.Expr) -> Shown:
        shown = plain(value)
        if value.is_Rational and "/" not in shown.text and len(shown.text) <= digits + _SPARE:
            return shown
        if sp.Rational(1, 1000) <= abs(value) < 10**digits:
            return significant(digits)(value)
        counts = range(1, mantissa)
        exact = (n for n in counts if sp.Rational(decimals.scientific(value, n)) == value)
        return scientific(next(exact, mantissa))(value)

    return style


def exact_entry(
    key: str, symbol: str, value: sp.Expr, text: str, *, source: str, style: Style = WRITTEN
) -> Entry:
    """Make the entry of an exact number.

    Parameters
    ----------
    key, symbol, source : str
        As in `Entry`.
    value : sympy.Expr
        May be ±oo.
    text : str
        How it arises.
    style : Style

    Returns
    -------
    Entry
    """
    return number(key, symbol, float(value), exact=value, formula=text, source=source, style=style)


def titled(name: str, f: Function) -> str:
    """Write a function with its name, as plain text.

    Parameters
    ----------
    name : str
    f : Function

    Returns
    -------
    str
    """
    return f"{name}(x) = {f.expression}"


def window_of(frame: Frame) -> Window:
    """Return what a frame shows.

    Parameters
    ----------
    frame : Frame

    Returns
    -------
    Window
    """
    return Window(x=frame.x.limits, y=frame.y.limits)


def in_frame(f: Function, frame: Frame) -> Curve:
    """Sample a curve in its frame.

    Parameters
    ----------
    f : Function
    frame : Frame

    Returns
    -------
    Curve
    """
    return sample_curve(f, window_of(frame))
