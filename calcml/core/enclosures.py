"""Oscillating germs, and the smooth germs between which they run.

sin(1/t) has no limit, but it runs between -1 and 1, and that is what the squeeze theorem needs:
``enclosure`` gives two smooth germs that bound an oscillating one for all small `T`.
"""

from collections.abc import Callable
from functools import lru_cache

import sympy as sp

from calcml.core.smooth import larger, smooth_limit, smooth_sign

__all__ = ["Enclosure", "enclosure", "germ_sign", "oscillators", "steady"]

Enclosure = tuple[sp.Expr, sp.Expr]
"""A lower and an upper smooth germ."""

_RISING = (sp.exp, sp.atan, sp.tanh, sp.sinh, sp.asinh, sp.erf)


@lru_cache(maxsize=4096)
def oscillators(germ: sp.Expr) -> frozenset[sp.Expr]:
    """Return the innermost parts that never settle: sin, cos or floor of a diverging germ.

    Parameters
    ----------
    germ : sympy.Expr
        A germ whose branches are resolved.

    Returns
    -------
    frozenset of sympy.Expr

    Examples
    --------
    >>> from calcml.core.evidence import T
    >>> oscillators(T + sp.sin(T)), len(oscillators(T * sp.sin(1 / T)))
    (frozenset(), 1)
    """
    waves = {w: w.args[0] for w in germ.atoms(sp.sin, sp.cos, sp.floor)}
    return frozenset(w for w, u in waves.items() if steady(u) and smooth_limit(u).is_infinite)


def steady(germ: sp.Expr) -> bool:
    """Tell whether a germ is free of oscillation.

    Parameters
    ----------
    germ : sympy.Expr
        A germ whose branches are resolved.

    Returns
    -------
    bool

    Examples
    --------
    >>> from calcml.core.evidence import T
    >>> steady(sp.sin(T)), steady(sp.sin(1 / T))
    (True, False)
    """
    return not oscillators(germ)


def germ_sign(germ: sp.Expr) -> int | None:
    """Return the sign that a germ has for all small `T`.

    Parameters
    ----------
    germ : sympy.Expr
        A germ whose branches are resolved.

    Returns
    -------
    int or None
        -1, 0 or 1; None if it oscillates and its bounds do not decide.

    Examples
    --------
    >>> from calcml.core.evidence import T
    >>> germ_sign(2 + sp.sin(1 / T)), germ_sign(sp.sin(1 / T))
    (1, None)
    """
    if steady(germ):
        return smooth_sign(germ)
    bounds = enclosure(germ)
    if bounds is None:
        return None
    if smooth_sign(bounds[0]) > 0:
        return 1
    return -1 if smooth_sign(bounds[1]) < 0 else None


@lru_cache(maxsize=4096)
def enclosure(germ: sp.Expr) -> Enclosure | None:
    """Bound a germ from below and above by smooth germs.

    Parameters
    ----------
    germ : sympy.Expr
        A germ whose branches are resolved.

    Returns
    -------
    tuple of two sympy.Expr, or None
        For all small `T` the germ is defined and lies between the two; None if no such bounds
        are known.

    Examples
    --------
    >>> from calcml.core.evidence import T
    >>> lower, upper = enclosure(T * sp.sin(1 / T) + 3)
    >>> lower == 3 - T, upper == 3 + T
    (True, True)
    """
    if steady(germ):
        return germ, germ
    parts = [enclosure(a) for a in germ.args]
    known = [p for p in parts if p is not None]
    return _combined(germ, known) if len(known) == len(parts) else None


def _combined(germ: sp.Expr, parts: list[Enclosure]) -> Enclosure | None:
    """Enclose a node, given the enclosures of its arguments."""
    if germ.is_Add:
        return sp.Add(*(p[0] for p in parts)), sp.Add(*(p[1] for p in parts))
    if germ.is_Mul:
        product = parts[0]
        for factor in parts[1:]:
            product = _product(product, factor)
        return product
    if germ.is_Pow:
        return _power(germ.exp, *parts)
    return _function(germ, parts)


def _function(germ: sp.Expr, parts: list[Enclosure]) -> Enclosure | None:
    if isinstance(germ, _RISING):
        return tuple(germ.func(bound) for bound in parts[0])
    rule = _RULES.get(germ.func)
    return rule(*parts) if rule else None


def _logarithm(u: Enclosure) -> Enclosure | None:
    return (sp.log(u[0]), sp.log(u[1])) if smooth_sign(u[0]) > 0 else None


def _largest(u: Enclosure, v: Enclosure) -> Enclosure:
    return larger(u[0], v[0]), larger(u[1], v[1])


def _sine(u: Enclosure) -> Enclosure:
    return _wave(sp.sin, *u)


def _cosine(u: Enclosure) -> Enclosure:
    return _wave(sp.cos, *u)


def _wave(wave: type[sp.Expr], lower: sp.Expr, upper: sp.Expr) -> Enclosure:
    """Bound sin or cos: between -1 and 1, and closer where the argument is squeezed."""
    gap = upper - lower
    if smooth_limit(lower).is_finite and smooth_limit(gap) == 0:
        return wave(lower) - gap, wave(lower) + gap  # |sin u - sin v| <= |u - v|, likewise cos
    return -sp.S.One, sp.S.One


def _product(first: Enclosure, second: Enclosure) -> Enclosure:
    corners = [sp.expand_mul(p * q) for p in first for q in second]
    lower = upper = corners[0]
    for corner in corners[1:]:
        lower, upper = -larger(-lower, -corner), larger(upper, corner)
    return lower, upper


def _power(power: sp.Expr, base: Enclosure, exponent: Enclosure) -> Enclosure | None:
    lower, upper = base
    if smooth_sign(lower) > 0:
        return _positive_power(base, exponent)
    if power.is_positive and power.is_Rational and smooth_sign(lower) == 0:
        return sp.S.Zero, upper**power
    if not power.is_Integer:
        return None
    if smooth_sign(upper) < 0:
        size = _positive_power((-upper, -lower), exponent)
        return size if power.is_even else (-size[1], -size[0])
    return _whole_power(base, power) if power.is_positive else None


def _positive_power(base: Enclosure, exponent: Enclosure) -> Enclosure:
    """Raise positive bounds: b**p = exp(p log b), and exp rises."""
    lower, upper = _product(exponent, (sp.log(base[0]), sp.log(base[1])))
    return sp.exp(lower), sp.exp(upper)


def _whole_power(base: Enclosure, exponent: sp.Integer) -> Enclosure:
    """Raise bounds of both signs to a positive whole power."""
    if exponent.is_odd:
        return base[0] ** exponent, base[1] ** exponent
    return sp.S.Zero, larger(-base[0], base[1]) ** exponent


_RULES: dict[type[sp.Basic], Callable[..., Enclosure | None]] = {
    sp.sin: _sine,
    sp.cos: _cosine,
    sp.log: _logarithm,
    sp.floor: lambda u: (u[0] - 1, u[1]),
    sp.sign: lambda u: (-sp.S.One, sp.S.One),  # noqa: ARG005 - whatever the argument
    sp.Abs: lambda u: (sp.S.Zero, larger(-u[0], u[1])),
    sp.Max: _largest,
}
