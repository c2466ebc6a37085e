"""One-sided limits of expressions: what a formula does as its variable comes close to a point.

The formula is turned into a germ, an expression in a small positive quantity `T`; its branch valid
there is chosen (`branches`); a smooth germ has its limit from `smooth`, and an oscillating one is
either squeezed between smooth bounds (`enclosures`) or shown to take different limits along two
sequences of points.
"""

import math
from enum import Enum
from functools import lru_cache

import sympy as sp

from calcml.core.branches import branch
from calcml.core.decimals import exact
from calcml.core.enclosures import enclosure, oscillators, steady
from calcml.core.errors import UnsupportedFunction
from calcml.core.evidence import T
from calcml.core.smooth import smooth_limit

__all__ = ["Reason", "germ", "germ_limit", "with_exact_numbers"]

_PHASES = 8  # to a period, and one more at an angle that shares no symmetry
_DISTINCT = sp.Float(10) ** -20


class Reason(Enum):
    """Why a limit does not exist, as a sentence."""

    SIDES_DIFFER = "the limits from the left and from the right differ"
    OSCILLATES = "the values oscillate without settling"
    UNDEFINED_NEARBY = "the function is not defined on a whole neighbourhood of the point"
    SIGNS_DIFFER = "the values are unbounded with different signs on the two sides"


def germ(expression: sp.Expr, variable: sp.Symbol, to: sp.Expr, direction: int) -> sp.Expr:
    """Write the branch of a formula near a point in the small positive distance `T` from it.

    Parameters
    ----------
    expression : sympy.Expr
        A formula in ``variable``; its floats are read as decimals.
    variable : sympy.Symbol
    to : sympy.Expr
        A real constant, or ±oo, where ``T`` is the reciprocal of the size of the variable.
    direction : int
        1 to come from above, -1 from below; of no effect at ±oo.

    Returns
    -------
    sympy.Expr
        An expression in `T`; ``nan`` if the formula has no real value for all small `T`.

    Raises
    ------
    UnsupportedFunction
        If the branch cannot be decided.

    Examples
    --------
    >>> x = sp.Symbol("x", real=True)
    >>> germ(sp.Abs(x), x, sp.Integer(0), -1) == T, germ(sp.sqrt(x), x, sp.Integer(0), -1)
    (True, nan)
    """
    place = sp.sign(to) / T if to.is_infinite else to + direction * T
    return branch(with_exact_numbers(expression), {variable: place})


def with_exact_numbers(expression: sp.Expr) -> sp.Expr:
    """Read the floats of a formula as the decimals they are written as.

    Parameters
    ----------
    expression : sympy.Expr

    Returns
    -------
    sympy.Expr

    Examples
    --------
    >>> with_exact_numbers(0.1 * sp.Symbol("x"))
    x/10
    """
    return expression.xreplace({number: exact(number) for number in expression.atoms(sp.Float)})


@lru_cache(maxsize=4096)
def germ_limit(of: sp.Expr) -> sp.Expr | Reason:
    """Return the limit of a germ as `T` shrinks to zero.

    Parameters
    ----------
    of : sympy.Expr
        An expression in `T`.

    Returns
    -------
    sympy.Expr or Reason
        An exact constant or ±oo; or that the germ oscillates or is undefined however close.

    Raises
    ------
    UnsupportedFunction
        If neither a limit nor its absence can be shown.

    Examples
    --------
    >>> germ_limit(T * sp.sin(1 / T)), germ_limit(sp.sin(1 / T)).name
    (0, 'OSCILLATES')
    """
    chosen = branch(of)
    if chosen is sp.nan:
        return Reason.UNDEFINED_NEARBY
    if steady(chosen):
        return smooth_limit(chosen)
    squeezed = _squeezed(chosen)
    return _compared(chosen) if squeezed is None else squeezed


def _squeezed(wave: sp.Expr) -> sp.Expr | None:
    """Apply the squeeze theorem."""
    bounds = enclosure(wave)
    if bounds is None:
        return None
    lower, upper = (smooth_limit(b) for b in bounds)
    if lower is sp.oo or upper is -sp.oo:
        return lower if lower is sp.oo else upper
    return lower if lower == upper else None


def _compared(wave: sp.Expr) -> sp.Expr | Reason:
    """Compare the limits along sequences of points at which every oscillator stands still."""
    frozen = [branch(wave, {T: T, **phases}) for phases in _frozen_phases(wave)]
    if sp.nan in frozen:
        return Reason.UNDEFINED_NEARBY
    if not all(steady(g) for g in frozen):
        raise UnsupportedFunction(f"oscillations must not be nested, got {_shown(wave)}")
    first, *others = (smooth_limit(g) for g in frozen)
    if any(_differ(first, other) for other in others):
        return Reason.OSCILLATES
    plain = sp.trigsimp(wave)
    if steady(plain):
        return smooth_limit(plain)
    raise UnsupportedFunction(
        f"an oscillation must be bounded or seen to differ, but {_shown(wave)} has the same "
        f"limit {first} along every sequence tried as t shrinks to zero"
    )


def _differ(first: sp.Expr, second: sp.Expr) -> bool:
    if first.is_infinite or second.is_infinite:
        return bool(first != second)
    return bool(abs((first - second).evalf(50)) > _DISTINCT)


def _frozen_phases(wave: sp.Expr) -> list[dict[sp.Expr, sp.Expr]]:
    """Return what the oscillators become along sequences of points with a common fixed phase.

    If h diverges continuously, it passes through c + n p for every large n, whatever c, where p
    is a period common to all oscillators; there sin(q h + r) is sin(q c + r).
    """
    parts = sorted(oscillators(wave), key=sp.default_sort_key)
    arguments = [p.args[0] for p in parts]
    shares = [_share(a, arguments[0]) for a in arguments]
    known = [s for s in shares if s is not None]
    kinds = {isinstance(p, sp.floor) for p in parts}
    if len(known) < len(parts) or len(kinds) > 1:
        listed = ", ".join(_shown(p) for p in parts)
        raise UnsupportedFunction(f"oscillations must share one period, got {listed}")
    turns = math.lcm(*(int(q.q) for q, _ in known))
    period = sp.Integer(turns) if kinds == {True} else 2 * sp.pi * turns
    phases = [period * sp.Rational(k, _PHASES) for k in range(_PHASES)] + [sp.Integer(turns)]
    return [
        {p: branch(_frozen(p, q * c + r)) for p, (q, r) in zip(parts, known, strict=True)}
        for c in phases
    ]


def _share(argument: sp.Expr, base: sp.Expr) -> tuple[sp.Rational, sp.Expr] | None:
    """Write an argument as q * base + r with a rational q and a germ r of finite limit."""
    ratio = smooth_limit(argument / base)
    if not ratio.is_Rational or ratio == 0:
        return None
    rest = sp.expand(argument - ratio * base)
    return (ratio, rest) if smooth_limit(rest).is_finite else None


def _frozen(oscillator: sp.Expr, phase: sp.Expr) -> sp.Expr:
    if isinstance(oscillator, sp.floor):
        return oscillator.args[0] - phase + sp.floor(phase)
    return oscillator.func(phase)


def _shown(germ: sp.Expr) -> str:
    return str(germ.xreplace({T: sp.Symbol("t")}))
