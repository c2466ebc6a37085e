"""The largest δ that answers an ε.

L is the limit of f at a if for every ε > 0 some δ > 0 has |f(x) - L| < ε for all x with
0 < |x - a| < δ. The largest such δ reaches from a to the nearest point that breaks the promise.
"""

from dataclasses import dataclass

import numpy as np
import sympy as sp

from calcml.core.decimals import Number, exact
from calcml.core.enclosures import germ_sign
from calcml.core.errors import InvalidArgument, OutsideDomain, UnsupportedFunction
from calcml.core.functions import Function, checked_function
from calcml.core.germs import germ, with_exact_numbers
from calcml.core.limits import NoLimit, limit
from calcml.core.smooth import constant_sign, vanishes
from calcml.core.zero_sets import zero_set

__all__ = ["EpsilonDelta", "epsilon_delta"]

_NEAREST, _FARTHEST = -20, 40  # powers of two
_PER_OCTAVE = 64
_DIGITS = 60
_ROUNDING = 1e-12
_HALVINGS = 150
_FEW_HALVINGS = 30  # enough to choose among the exact points
_SAME = sp.Rational(1, 10**30)
_NEARBY = sp.Integer(64)
_D = sp.Dummy("d", real=True)


@dataclass(frozen=True)
class EpsilonDelta:
    """An ε and the largest δ that answers it.

    Attributes
    ----------
    at : sympy.Expr
        The point a.
    limit : sympy.Expr
        The limit L of the function at a, a finite number.
    epsilon : sympy.Expr
        The tolerance ε.
    delta : sympy.Expr
        The largest δ with |f(x) - L| < ε wherever 0 < |x - a| < δ; may be oo.
    left, right : sympy.Expr
        The largest distances on each side alone; δ is the smaller one.
    is_exact : bool
        True if both distances are exact; False if one is a root found to 40 digits, or an oo
        that rests on the search alone.
    """

    at: sp.Expr
    limit: sp.Expr
    epsilon: sp.Expr
    delta: sp.Expr
    left: sp.Expr
    right: sp.Expr
    is_exact: bool


def epsilon_delta(f: Function, to: Number, epsilon: Number) -> EpsilonDelta | NoLimit:
    r"""Find the largest δ that answers an ε.

    .. math:: 0 < |x - a| < \delta \implies |f(x) - L| < \varepsilon

    Parameters
    ----------
    f : Function
        Of one variable.
    to : number
        The point a.
    epsilon : number
        The tolerance ε, positive.

    Returns
    -------
    EpsilonDelta or NoLimit
        The distances; or, where there is no limit, the reason.

    Raises
    ------
    InvalidArgument
        If ``epsilon`` is not positive, the point is not finite or the limit is infinite.
    UnsupportedFunction
        If the limit cannot be decided, or no break is seen and its absence cannot be shown.

    Notes
    -----
    A first break is searched for outwards at 64 distances per octave, from 2**-20 to 2**40, and
    closed in on by bisection, to 40 digits if need be. The points where f(x) = L ± ε, where f
    breaks and where its domain ends are solved for exactly and take its place if they confirm it or
    lie nearer. A violation that is narrower than the search and not found by solving is missed.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> epsilon_delta(Function(x**2, x), 2, 1).delta
    -2 + sqrt(5)
    """
    checked_function(f)
    tolerance = exact(epsilon)
    if not tolerance > 0:
        raise InvalidArgument(f"epsilon must be positive, got {epsilon}")
    at = exact(to)
    found = limit(f, at)
    if isinstance(found, NoLimit):
        return found
    if found.value.is_infinite:
        raise InvalidArgument(
            f"epsilon needs a finite limit, got {found.value} for {f.expression} at {at}"
        )
    (left, left_exact), (right, right_exact) = (
        _reach(_Promise(f, at, found.value, tolerance, d)) for d in (-1, 1)
    )
    delta = min(left, right, key=lambda d: d.evalf(_DIGITS))
    is_exact = left_exact and right_exact
    if delta is sp.oo and not is_exact:
        raise UnsupportedFunction(
            f"a break of |f - L| < {tolerance} must be found or excluded, got neither for "
            f"{f.expression}; choose a smaller epsilon"
        )
    return EpsilonDelta(at, found.value, tolerance, delta, left, right, is_exact)


@dataclass(frozen=True)
class _Promise:
    """|f(x) - L| < ε on one side of a."""

    f: Function
    at: sp.Expr
    limit: sp.Expr
    epsilon: sp.Expr
    direction: int

    @property
    def formula(self) -> sp.Expr:
        return with_exact_numbers(self.f.expression)

    @property
    def margin(self) -> sp.Expr:
        return self.epsilon - sp.Abs(self.formula - self.limit)

    def x(self, distance: sp.Expr) -> sp.Expr:
        return self.at + self.direction * distance


def _reach(promise: _Promise) -> tuple[sp.Expr, bool]:
    """Return the distance to the nearest point that breaks the promise, and if it is exact."""
    seen = _seen(promise)
    if seen is None:
        near, near_complete = _nearest(promise, _NEARBY)
        return (near, True) if near_complete and near.is_finite else _nearest(promise, sp.oo)
    kept, broken = _closer(promise, *seen, halvings=_FEW_HALVINGS)
    nearest, _ = _nearest(promise, sp.Rational(float(2 * broken)))
    if nearest < broken * (1 + _SAME):
        return nearest, True
    _, broken = _closer(promise, kept, broken, halvings=_HALVINGS - _FEW_HALVINGS)
    return sp.Float(broken, 40), False


def _seen(promise: _Promise) -> tuple[sp.Expr, sp.Expr] | None:
    """Search outwards for the first break: return a distance before it and one behind."""
    distances = np.exp2(np.arange(_NEAREST, _FARTHEST, 1 / _PER_OCTAVE))
    values = promise.f.raw(float(promise.at) + promise.direction * distances)
    allowed = float(promise.epsilon) + _ROUNDING * float(promise.epsilon + abs(promise.limit))
    doubtful = ~(np.abs(values - float(promise.limit)) < allowed)
    # Doubles cancel close to a, so every doubt is checked to many digits.
    checked = ((i, sp.Float(distances[i], _DIGITS)) for i in np.flatnonzero(doubtful))
    first, broken = next((c for c in checked if _margin(promise, c[1]) < -_SAME), (0, None))
    if broken is None:
        return None
    inner = (sp.Float(d, _DIGITS) for d in distances[:first][::-1])
    return next((d for d in inner if _margin(promise, d) > 0), sp.S.Zero), broken


def _closer(
    promise: _Promise, kept: sp.Expr, broken: sp.Expr, *, halvings: int
) -> tuple[sp.Expr, sp.Expr]:
    """Close in on a break by bisection."""
    for _ in range(halvings):
        middle = (kept + broken) / 2
        kept, broken = (middle, broken) if _margin(promise, middle) > 0 else (kept, middle)
    return kept, broken


def _margin(promise: _Promise, distance: sp.Expr) -> sp.Expr:
    """Return by how much the promise is kept at a distance, as a fraction of ε."""
    x = promise.x(distance).evalf(_DIGITS)
    value = promise.formula.xreplace({promise.f.variable: x}).evalf(_DIGITS)
    if not value.is_comparable:
        return -sp.oo
    return 1 - abs(value - promise.limit).evalf(_DIGITS) / promise.epsilon


def _nearest(promise: _Promise, within: sp.Expr) -> tuple[sp.Expr, bool]:
    """Return the exact distance to the nearest break, or oo, and whether none can be missing."""
    span = sp.imageset(sp.Lambda(_D, promise.x(_D)), sp.Interval.open(0, within))
    levels = (promise.limit - promise.epsilon, promise.limit + promise.epsilon)
    reached = [zero_set(promise.formula - v, promise.f.variable, span) for v in levels]
    others = [s.intersect(span) for s in (promise.f.discontinuities, _edges(promise))]
    breaks = [d for d in _distances(promise, reached) if abs(_margin(promise, d)) < _SAME]
    breaks += [d for d in _distances(promise, others) if _is_broken(promise, d)]
    complete = all(_is_listed(s) for s in (*reached, *others))
    return min(breaks, key=lambda d: d.evalf(_DIGITS), default=sp.oo), complete


def _distances(promise: _Promise, families: list[sp.Set]) -> list[sp.Expr]:
    return [promise.direction * (p - promise.at) for s in families if _is_listed(s) for p in s]


def _is_listed(family: sp.Set) -> bool:
    return family.is_empty or isinstance(family, sp.FiniteSet | sp.Range)


def _edges(promise: _Promise) -> sp.Set:
    """Return the ends of the intervals of the domain; the holes between are discontinuities."""
    domain = promise.f.domain
    parts = domain.args if isinstance(domain, sp.Union) else (domain,)
    return sp.Union(*(p.boundary for p in parts if isinstance(p, sp.Interval)))


def _is_broken(promise: _Promise, distance: sp.Expr) -> bool:
    """Tell whether the promise is broken at a distance or just beyond it."""
    at = promise.x(distance)
    try:
        margin = promise.epsilon - sp.Abs(promise.f.exact(at) - promise.limit)
    except OutsideDomain:
        return True
    if vanishes(margin) or constant_sign(margin) < 0:
        return True
    beyond = germ(promise.margin, promise.f.variable, at, promise.direction)
    return beyond is sp.nan or germ_sign(beyond) != 1
