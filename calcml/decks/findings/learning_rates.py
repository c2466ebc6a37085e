"""What is true of the decks' claims about the learning rate, on the function they descend."""

from fractions import Fraction
from itertools import pairwise

import sympy as sp

from calcml.core.descent import Stop, gradient_ascent, gradient_descent
from calcml.core.functions import Function
from calcml.core.rates import Regime, contraction_factor, convergence_bound, steps_needed
from calcml.core.symbols import x
from calcml.decks.findings.descent_examples import COST, MIRRORED, PARABOLA, fraction
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.monotone import falls, rises

GOAL = sp.Integer(2)
NEAR = sp.Rational(1, 100)
STEPS = 5
LARGE, SMALL = "0.9", "0.1"
RATES = ("0.01", "0.1", "0.4", "0.5", "0.6", "0.9", "0.99")


def _iterates(rate: str, f: Function = PARABOLA, start: int = 0) -> tuple[Fraction, ...]:
    run = gradient_descent(f, start, rate=sp.Rational(rate), steps=STEPS)
    return tuple(state.point[0] for state in run.exact)


def _errors(rate: str) -> tuple[Fraction, ...]:
    return tuple(abs(place - int(GOAL)) for place in _iterates(rate))


def _values(rate: str) -> tuple[Fraction, ...]:
    return tuple(fraction(PARABOLA.exact(place)) for place in _iterates(rate))


def _steps(rate: str | sp.Rational) -> int | None:
    return steps_needed(PARABOLA, 0, rate=sp.Rational(rate), tolerance=NEAR)


def _regime(rate: str) -> Regime:
    return contraction_factor(PARABOLA, rate=sp.Rational(rate)).regime


@finding("A-186")
def the_rate_decides() -> Finding:
    """At each step the error is multiplied by 1 − 2η; η alone leads to five different fates."""
    eta = sp.Symbol("eta", positive=True)
    factor = sp.cancel((x - eta * PARABOLA.derivative(x).expression - GOAL) / (x - GOAL))
    fates = {rate: _regime(rate) for rate in ("0.1", "0.5", "0.9", "1", "1.1")}
    follows = all(
        place - GOAL == factor.subs(eta, sp.Rational(rate)) ** k * (0 - GOAL)
        for rate in fates
        for k, place in enumerate(_iterates(rate))
    )
    return Finding(
        stated=follows and set(fates.values()) == set(Regime),
        computed={
            "factor": str(factor),
            **{f"η = {rate}": fate.name.lower().replace("_", " ") for rate, fate in fates.items()},
        },
    )


@finding("A-187")
def higher_is_faster_up_to_a_point() -> Finding:
    """Up to η = 1/f'' ever fewer steps are needed, beyond it more; η and 1 − η need as many."""
    best = 1 / sp.diff(PARABOLA.expression, x, 2)
    counts = {rate: _steps(rate) or 0 for rate in RATES}
    below, above = ([counts[r] for r in RATES if _is_on(sp.Rational(r), best, side)]
                    for side in (-1, 1))  # fmt: skip
    return Finding(
        stated=falls(counts.values()),
        narrowed=falls(below),
        corrected=falls(below)
        and rises(above)
        and all(count == _steps(1 - sp.Rational(rate)) for rate, count in counts.items()),
        computed={"best rate": best, **{f"steps at η = {r}": n for r, n in counts.items()}},
    )


def _is_on(rate: sp.Expr, best: sp.Expr, side: int) -> bool:
    """Tell whether a rate is at the best one or on a side of it."""
    return bool(side * (rate - best) >= 0)


@finding("A-188")
def too_large_a_rate_misses() -> Finding:
    """With η = 1 the iterates go round in circles, beyond they run away."""
    limit = convergence_bound(PARABOLA)
    runs = {rate: gradient_descent(PARABOLA, 0, rate=sp.Rational(rate), steps=STEPS)
            for rate in ("0.99", "1", "1.1")}  # fmt: skip
    stops = {rate: run.stop for rate, run in runs.items()}
    return Finding(
        stated=stops["1"] is Stop.CYCLES
        and stops["1.1"] is Stop.DIVERGED
        and rises(_errors("1.1"))
        and falls(_errors("0.99")),
        computed={
            "largest rate": limit,
            "η = 1": _iterates("1"),
            "η = 1.1": _iterates("1.1"),
        },
    )


@finding("A-189")
def too_small_a_rate_is_slow() -> Finding:
    """With η = 0.01 five steps leave nine tenths of the way, and 0.01 is reached after hundreds."""
    slow, quick = _steps("0.01"), _steps("0.4")
    left = _errors("0.01")[-1] / _errors("0.01")[0]
    return Finding(
        stated=slow is not None and quick is not None and slow > 10 * quick and left > NEAR,
        computed={
            "x after five steps": _iterates("0.01")[-1],
            "part of the way left": left,
            "steps at η = 0.01": slow,
            "steps at η = 0.4": quick,
        },
    )


@finding("A-190")
def the_pair_is_equally_fast() -> Finding:
    """With 0.9 and 0.1 the error is the same at every step; 1.1 would miss and 0.01 would creep."""
    large, small = _errors(LARGE), _errors(SMALL)
    sides = {rate: [bool(place > GOAL) for place in _iterates(rate)[1:]] for rate in (LARGE, SMALL)}
    doubles = [abs(gradient_descent(PARABOLA, 0, rate=float(rate), steps=STEPS).points - int(GOAL))
               for rate in (LARGE, SMALL)]  # fmt: skip
    misses, creeps = rises(_errors("1.1")), (_steps("0.01") or 0) > 10 * (_steps(SMALL) or 1)
    return Finding(
        stated=large[-1] > small[-1] or not falls(large),
        narrowed=misses and creeps,
        corrected=large == small
        and _values(LARGE) == _values(SMALL)
        and falls(large)
        and _regime("1") is Regime.CYCLES
        and rises(_iterates(SMALL))
        and sides == {LARGE: [True, False, True, False, True], SMALL: [False] * STEPS},
        computed={
            "size of both factors": contraction_factor(PARABOLA, rate=sp.Rational(SMALL)).factor,
            "errors of both": large,
            "values of both": _values(LARGE),
            "x where both coincide": tuple(
                p for p, q in zip(_iterates(LARGE), _iterates(SMALL), strict=True) if p == q
            ),
            "their doubles are equal": bool((doubles[0] == doubles[1]).all()),
        },
    )


def _unstated_start(rate: str, *, climbs: bool) -> Finding:
    """Walk from the start of the slides before, and from others that the slide allows as well."""
    places = _iterates(rate)
    factor = contraction_factor(PARABOLA, rate=sp.Rational(rate)).factor
    uphill = gradient_ascent(MIRRORED, 0, rate=sp.Rational(rate), steps=STEPS)
    same = tuple(state.point[0] for state in uphill.exact) == places
    law = all(later - GOAL == factor * (earlier - GOAL)
              for earlier, later in pairwise(places))  # fmt: skip
    return Finding(
        stated=law and falls(_errors(rate)),
        corrected=law and same and rises(places) is climbs,
        readings={
            "x₅ of x² − 4x + 4 from 0": places[-1],
            "x₅ of x² − 4x + 4 from 1": _iterates(rate, start=1)[-1],
            "x₅ of x² from 1": _iterates(rate, Function(x**2, x), start=1)[-1],
        },
        computed={
            "factor": factor,
            "x": places,
            "doubles": tuple(_doubles(rate)),
        },
    )


def _doubles(rate: str) -> list[float]:
    run = gradient_descent(PARABOLA, 0, rate=float(rate), steps=STEPS)
    points: list[float] = run.points[:, 0].tolist()
    return points


@finding("A-191")
def five_steps_with_the_large_rate() -> Finding:
    """From 0 the iterates jump across the minimum and come closer."""
    return _unstated_start(LARGE, climbs=False)


@finding("A-192")
def five_steps_with_the_small_rate() -> Finding:
    """From 0 the iterates creep towards the minimum from one side."""
    return _unstated_start(SMALL, climbs=True)


@finding("B-35")
def slow_good_and_divergent_rates() -> Finding:
    """For the cost of a line the rate decides too: slow, good, and beyond 2/λ none arrives."""
    bound = convergence_bound(COST)
    rates = {"slow": "0.01", "good": "0.25", "too high": "0.3"}
    counts = {name: steps_needed(COST, (0, 0), rate=sp.Rational(rate), tolerance=NEAR)
              for name, rate in rates.items()}  # fmt: skip
    slow, good, none = counts.values()
    curvature = max(contraction_factor(COST, rate=sp.Rational(rates["good"])).curvatures)
    return Finding(
        stated=slow is not None
        and good is not None
        and slow > 10 * good
        and none is None
        and bool(sp.Rational(rates["good"]) < bound < sp.Rational(rates["too high"])),
        computed={
            "largest curvature": curvature,
            "largest rate": bound,
            "largest rate on x² − 4x + 4": convergence_bound(PARABOLA),
            "steps at α = 0.01": slow,
            "steps at α = 0.25": good,
        },
    )


@finding("B-36")
def a_small_rate_converges_slowly() -> Finding:
    """With η = 0.01, 0.1 and 0.4 it takes ever fewer steps, and every one of them arrives."""
    counts = {rate: _steps(rate) for rate in ("0.01", "0.1", "0.4")}
    return Finding(
        stated=None not in counts.values() and falls(counts.values()),
        computed={f"steps at η = {rate}": count for rate, count in counts.items()},
    )


@finding("B-37")
def a_high_rate_overshoots() -> Finding:
    """From η > 1/2 on the iterates jump across the minimum: closer, in circles, or away."""
    fates = {rate: _regime(rate) for rate in (LARGE, "1", "1.1")}
    crosses = all(
        (earlier - GOAL) * (later - GOAL) < 0
        for rate in fates
        for earlier, later in pairwise(_iterates(rate))
    )
    return Finding(
        stated=crosses
        and list(fates.values()) == [Regime.ZIG_ZAGS, Regime.CYCLES, Regime.DIVERGES],
        computed={
            **{f"η = {rate}": fate.name.lower().replace("_", " ") for rate, fate in fates.items()},
            "errors at η = 1.1": _errors("1.1"),
        },
    )
