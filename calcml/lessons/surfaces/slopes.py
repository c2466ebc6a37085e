"""Slopes of a surface along its axes, as entries, and what a surface without one is told."""

from collections.abc import Callable, Iterable

import numpy as np
import sympy as sp

from calcml.core.derivatives import Derivative, NoDerivative
from calcml.core.errors import CalcmlError, UnfitLesson
from calcml.core.functions import Function
from calcml.core.partials import mixed_partial, partial, slice_at
from calcml.core.symbols import x, y
from calcml.core.typesetting import typst
from calcml.core.window import Window
from calcml.lessons.entries import Entry, Shown, formula, number, readable

__all__ = [
    "SLOPE",
    "Place",
    "cut_entry",
    "has_slopes",
    "is_mixed",
    "is_straight",
    "partial_entry",
    "slope_entry",
    "slope_of",
    "vector_entry",
]

Place = tuple[sp.Expr, sp.Expr]
"""A point of the xy-plane, exact."""

SLOPE = readable(4)
"""How slopes are written."""

_LONGEST = 18  # signs of an exact number in a sentence; longer ones are rounded
_PAIRS = 7  # values of x and of y at which a mixture is looked for
_ROUNDING = 1e-9  # relative to the heights: less is none
_JUMPY = (sp.Heaviside, sp.DiracDelta, sp.Derivative, sp.Subs)


def slope_of(f: Function, variable: sp.Symbol, at: Place, advice: Callable[[], str]) -> Derivative:
    """Return the slope of a surface along an axis, or refuse.

    Parameters
    ----------
    f : Function
        Of x and y.
    variable : sympy.Symbol
        The axis.
    at : tuple of two sympy.Expr
    advice : callable
        Returns what to choose instead; asked only if there is no slope.

    Returns
    -------
    Derivative

    Raises
    ------
    UnfitLesson
        If the surface has no slope there.
    """
    needs = f"the surface needs slopes at x = {at[0]}, y = {at[1]}"
    try:
        found = partial(f, variable, at)
    except CalcmlError as error:
        raise UnfitLesson(f"{needs}, but {error}{advice()}") from error
    if isinstance(found, NoDerivative):
        raise UnfitLesson(
            f"{needs}, but {f.expression} has none by {variable} there: "
            f"{found.reason.value}{advice()}"
        )
    return found


def has_slopes(f: Function, at: Place, variables: Iterable[sp.Symbol] = (x, y)) -> bool:
    """Tell whether a surface has slopes along some axes at a point.

    Parameters
    ----------
    f : Function
        Of x and y.
    at : tuple of two sympy.Expr
    variables : iterable of sympy.Symbol
        The axes; both by default.

    Returns
    -------
    bool
    """
    try:
        return all(isinstance(partial(f, v, at), Derivative) for v in variables)
    except CalcmlError:
        return False


def is_mixed(f: Function, window: Window) -> bool:
    """Tell whether a function is no sum of a function of x and one of y.

    Parameters
    ----------
    f : Function
        Of x and y.
    window : Window
        Where to look first: of a sum, f(a, b) - f(c, b) - f(a, d) + f(c, d) is zero.

    Returns
    -------
    bool

    Examples
    --------
    >>> square = Window((-1, 1), (-1, 1))
    >>> [is_mixed(Function(e, (x, y)), square) for e in (x * y, x**2 + y, sp.Max(x, y))]
    [True, False, True]
    """
    shares = np.modf(np.sqrt(2) * np.arange(1, _PAIRS + 1))[0]
    across, up = (low + shares * (high - low) for low, high in (window.x, window.y))
    z = f.raw(across[:, None], up[None, :])
    with np.errstate(invalid="ignore", over="ignore"):
        mixture = z[1:, 1:] - z[:1, 1:] - z[1:, :1] + z[:1, :1]
        size = np.abs(z[1:, 1:]) + np.abs(z[:1, 1:]) + np.abs(z[1:, :1]) + np.abs(z[:1, :1])
        if (np.abs(mixture) > _ROUNDING * size).any():
            return True
    return bool(sp.simplify(mixed_partial(f, x, y).expression) != 0)


def is_straight(f: Function, variable: sp.Symbol) -> bool:
    """Tell whether a function is a polynomial of degree one, or less, in a variable.

    Parameters
    ----------
    f : Function
        Of x and y.
    variable : sympy.Symbol

    Returns
    -------
    bool
    """
    expression = sp.expand(f.expression)
    return bool(expression.is_polynomial(variable)) and sp.degree(expression, variable) <= 1


def slope_entry(key: str, variable: sp.Symbol, slope: Derivative, where: str) -> Entry:
    """Make the entry of a slope along an axis.

    Parameters
    ----------
    key : str
    variable : sympy.Symbol
        The axis.
    slope : Derivative
    where : str
        The point, as plain text.

    Returns
    -------
    Entry
    """
    return number(
        key,
        f"frac(partial z, partial {variable})",
        slope.value,
        exact=slope.exact,
        formula=f"∂z/∂{variable} at {where}",
        source="calcml.partial",
        style=SLOPE,
    )


def partial_entry(f: Function, variable: sp.Symbol) -> Iterable[Entry]:
    """Yield the partial derivative as a formula, unless the formula jumps.

    Parameters
    ----------
    f : Function
        Of x and y.
    variable : sympy.Symbol

    Yields
    ------
    Entry
        One, or none.
    """
    slope = partial(f, variable)
    if not slope.expression.has(*_JUMPY):
        yield formula(
            f"partial.{variable}",
            f"frac(partial z, partial {variable}) = {slope.typst}",
            f"∂z/∂{variable} = {slope.expression}",
            source="calcml.partial",
        )


def cut_entry(key: str, f: Function, held: sp.Symbol, value: sp.Expr) -> Entry:
    """Make the entry of the curve on which one variable is held.

    Parameters
    ----------
    key : str
    f : Function
        Of x and y.
    held : sympy.Symbol
    value : sympy.Expr
        What it is held at.

    Returns
    -------
    Entry
    """
    curve = slice_at(f, held, value).curve
    return formula(key, curve.typst, f"z = {curve.expression}", source="calcml.slice_at")


def vector_entry(
    key: str, name: str, components: Iterable[sp.Expr], source: str, *, short: int = _LONGEST
) -> Entry:
    """Make the entry of a tuple of exact numbers, which is rounded if one of them is long.

    Parameters
    ----------
    key, name, source : str
        As in `Entry`.
    components : iterable of sympy.Expr
    short : int
        The most signs of a component that is not rounded.

    Returns
    -------
    Entry
        Its symbol is ``name =`` or, if it is rounded, ``name approx``.
    """
    values = tuple(components)
    is_short = all(len(str(v)) <= short for v in values)
    shown = [Shown(str(v), typst(v)) if is_short else SLOPE(v) for v in values]
    sign = "=" if is_short else "approx"
    return Entry(
        key, f"{name} {sign}", str(values), None, 0.0, f"({', '.join(s.text for s in shown)})",
        f"({', '.join(s.typst for s in shown)})", f"{name} = {values}", source, "formula",
    )  # fmt: skip
