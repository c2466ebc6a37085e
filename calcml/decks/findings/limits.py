"""What a limit is: approached without a last step, and blind to the point itself."""

from itertools import pairwise

import sympy as sp

from calcml.core.continuity import continuity
from calcml.core.decimals import Number
from calcml.core.epsilon_delta import EpsilonDelta, epsilon_delta
from calcml.core.functions import Function
from calcml.core.limits import Limit, NoLimit, Side, limit
from calcml.core.symbols import h, x
from calcml.decks.findings.finding import Finding, finding

__all__ = [
    "limit_is_approached",
    "limit_leaves_out_the_point",
    "limit_of_twice_x",
    "limit_value",
    "zoom_has_no_last_level",
]

LIMIT_ON_THE_SLIDE = sp.Integer(6)
"""What the slide gives as the limit of 2x at 3."""

_TWICE, _AT = Function(2 * x, x), sp.Integer(3)
_SINC = Function(sp.sin(x) / x, x)
_SWING = Function(sp.sin(1 / x), x)
_SPIKE = Function(sp.Piecewise((1, sp.Eq(x, 0)), (0, True)), x)
_ZOOMS = tuple(sp.Rational(1, 10**k) for k in range(3))
_EIGHTHS = tuple(sp.Rational(k, 8) for k in range(1, 8))
_K = sp.Symbol("k", integer=True, nonnegative=True)


def limit_value(f: Function, to: Number, side: Side = "both") -> sp.Expr | None:
    """Return a limit, or None where there is none.

    Parameters
    ----------
    f : Function
        Of one variable.
    to : number
        The point, or ±oo.
    side : {"both", "left", "right"}, default "both"

    Returns
    -------
    sympy.Expr or None
        An exact constant, or ±oo.
    """
    found = limit(f, to, side)
    return found.value if isinstance(found, Limit) else None


@finding("A-002")
def limit_is_approached() -> Finding:
    """No x other than 3 brings 2x closest to 6; the limit may be a value or no value at all."""
    gap = sp.expand(_TWICE.expression.subs(x, _AT + h) - limit_value(_TWICE, _AT))
    gaps = sp.imageset(sp.Lambda(h, gap), sp.Interval.open(0, 1))
    has_closest = bool(gaps.contains(gaps.inf))
    reached, missed = continuity(_TWICE, _AT), continuity(_SINC, 0)
    arbitrarily_close = gaps.inf == 0 and not has_closest
    return Finding(
        stated=has_closest,
        narrowed=arbitrarily_close,
        corrected=arbitrarily_close
        and reached.limit_equals_value
        and missed.limit_exists
        and not missed.defined,
        computed={
            "infimum of |2x − 6| where x ≠ 3": gaps.inf,
            "is a minimum": has_closest,
            "2x at 3": reached.value,
            "limit of sin(x)/x at 0": limit_value(_SINC, 0),
            "sin(x)/x has a value at 0": missed.defined,
        },
    )


@finding("A-003")
def zoom_has_no_last_level() -> Finding:
    """Each window height asks for a narrower window, and sin(1/x) settles in none."""
    answers = [_answer(_TWICE, _AT, epsilon) for epsilon in _ZOOMS]
    repeated = sum(old.delta == new.delta for old, new in pairwise(answers))
    ratios = {answer.delta / answer.epsilon for answer in answers}
    # For every k, so in every window, however narrow.
    high, low = (_SWING.expression.subs(x, 1 / (n * sp.pi / 2 + 2 * sp.pi * _K)) for n in (1, 3))
    settles = high == low or not isinstance(limit(_SWING, 0), NoLimit)
    answered = all(answer.delta > 0 for answer in answers)
    return Finding(
        stated=repeated > 0,
        narrowed=answered,
        corrected=answered and ratios == {sp.Rational(1, 2)} and not settles,
        computed={
            "levels that change nothing": repeated,
            "δ/ε for 2x at 3": ratios.pop(),
            "δ for ε = 1/100": answers[-1].delta,
            "sin(1/x) at 1/(π/2 + 2πk)": high,
            "sin(1/x) at 1/(3π/2 + 2πk)": low,
        },
    )


@finding("A-004")
def limit_of_twice_x() -> Finding:
    """2x tends to 6 at 3."""
    found = limit_value(_TWICE, _AT)
    return Finding(stated=found == LIMIT_ON_THE_SLIDE, computed={"limit of 2x at 3": found})


@finding("A-010")
def limit_leaves_out_the_point() -> Finding:
    """One value off the curve refutes the definition that lets x be c."""
    answers = {f: _answer(f, at, _ZOOMS[-1]) for f, at in ((_TWICE, _AT), (_SPIKE, 0))}
    kept = all(_is_kept(f, answer) for f, answer in answers.items())
    # Some x close to 0 brings sin(1/x) to 0, but not every one: there is no limit.
    lucky = _SWING.exact(1 / (1000 * sp.pi))
    some_are_not_enough = lucky == 0 and limit_value(_SWING, 0) is None
    return Finding(
        stated=all(_is_kept(f, answer, at_the_point=True) for f, answer in answers.items()),
        narrowed=kept,
        corrected=kept and some_are_not_enough,
        computed={
            "limit at 0 of the function that is 1 at 0 and 0 elsewhere": answers[_SPIKE].limit,
            "its value at 0": _SPIKE.exact(0),
            "δ for 2x at 3 and ε = 1/100": answers[_TWICE].delta,
            "sin(1/x) at 1/(1000π)": lucky,
        },
    )


def _answer(f: Function, at: Number, epsilon: sp.Expr) -> EpsilonDelta:
    answer = epsilon_delta(f, at, epsilon)
    if isinstance(answer, NoLimit):
        raise TypeError(f"{f.expression} must have a limit at {at}: {answer.reason.value}")
    return answer


def _is_kept(f: Function, answer: EpsilonDelta, *, at_the_point: bool = False) -> bool:
    """Try |f(x) − L| < ε at points within δ on both sides, and at c itself if asked for."""
    radius = min(answer.delta, sp.Integer(1))
    places = [answer.at + side * part * radius for part in _EIGHTHS for side in (-1, 1)]
    places += [answer.at] if at_the_point else []
    return all(abs(f.exact(place) - answer.limit) < answer.epsilon for place in places)
