"""What is true of the decks' claims about gradient ascent and descent, step by step."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

import sympy as sp

from calcml.core.critical_points import critical_points
from calcml.core.descent import Trajectory, gradient_ascent, gradient_descent
from calcml.core.functions import Function
from calcml.core.gradients import gradient
from calcml.core.symbols import x
from calcml.decks.findings.descent_examples import (
    COST,
    EXPECTED_REWARD,
    MIRRORED,
    PARABOLA,
    fraction,
    opposite,
)
from calcml.decks.findings.descent_slides import SLIDES, Slides
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.monotone import falls, rises

STEPS = 5
RATES = ("0.1", "0.2", "0.4")


def derivative_of_the_example(direction: str) -> Finding:
    """Differentiate by the limit of the quotient of a polynomial: cancel the step, then drop it."""
    slides = SLIDES[direction]
    f, step = slides.function.expression, sp.Symbol("h", real=True)
    quotient = sp.cancel((f.subs(x, x + step) - f) / step)
    return Finding(
        stated=sp.expand(quotient.subs(step, 0) - slides.slope.expression) == 0
        and slides.function.derivative(x).expression == sp.expand(slides.slope.expression),
        computed={
            "slope": str(slides.function.derivative(x).expression),
            "difference quotient": str(quotient),
        },
    )


def update_goes_the_right_way(direction: str) -> Finding:
    """Walk in fractions: the stated update is the core's run, and each step improves f."""
    slides = SLIDES[direction]
    walked = _walked(slides, Fraction(slides.rate), STEPS)
    heights = [fraction(slides.function.exact(place)) for place in walked]
    return Finding(
        stated=tuple(walked) == slides.exact and rises(slides.sign * height for height in heights),
        computed={"f before": heights[0], "f after five steps": heights[-1]},
    )


def _walked(slides: Slides, rate: Fraction, steps: int) -> list[Fraction]:
    """Walk by the printed formula and the printed slope alone."""
    places = [Fraction(slides.lines[0])]
    for _ in range(steps):
        slope = fraction(slides.slope.exact(places[-1]))
        places.append(places[-1] + slides.sign * rate * slope)
    return places


def rate_is_no_distance(direction: str) -> Finding:
    """With the rate fixed the moves shrink; they are the rate times the slope."""
    slides = SLIDES[direction]
    rate = Fraction(slides.rate)
    moves = [abs(move) for move in slides.moves]
    slopes = [abs(slides.slope_at(place)) for place in slides.exact[:-1]]
    first = {each: abs(_walked(slides, Fraction(each), 1)[1]) for each in RATES}
    return Finding(
        stated=all(move == rate for move in moves),
        narrowed=all(first[each] / first[RATES[0]] == Fraction(each) / Fraction(RATES[0])
                     for each in RATES),
        corrected=all(move == rate * slope for move, slope in zip(moves, slopes, strict=True)),
        computed={"rate": rate, "moves": tuple(moves), "slope at the start": slopes[0]},
    )  # fmt: skip


def number_of_steps_and_rate(direction: str) -> Finding:
    """Each printed line tells the rate: how far it goes, over the slope before it."""
    slides = SLIDES[direction]
    places = list(map(Fraction, slides.lines))
    rates = {
        slides.sign * (later - earlier) / slides.slope_at(earlier)
        for earlier, later in pairwise(places)
    }
    return Finding(
        stated=len(places) - 1 == STEPS and rates == {Fraction(slides.rate)},
        computed={"steps": len(places) - 1, "rate": max(rates)},
    )


def step_lands_where_stated(direction: str, step: int) -> Finding:
    """Each printed line holds exactly, in Python, and for the run from the start."""
    slides = SLIDES[direction]
    before, after = slides.lines[step - 1 : step + 1]
    slope = slides.slope_at(Fraction(before))
    exact = Fraction(before) + slides.sign * Fraction(slides.rate) * slope
    printed = repr(slides.program(int(before) if before.isdigit() else float(before)))
    return Finding(
        stated=exact == slides.exact[step] == Fraction(after) and printed == after,
        computed={"x": exact, "Python prints": printed, "slope before": slope},
    )


def _register(direction: str, ids: Sequence[str]) -> None:
    """Register what both directions claim: derivative, update, rate, number of steps, steps."""
    common = (
        derivative_of_the_example,
        update_goes_the_right_way,
        rate_is_no_distance,
        number_of_steps_and_rate,
    )
    for compute, claim in zip(common, ids, strict=False):
        finding(claim)(partial(compute, direction))
    for step, claim in enumerate(ids[len(common) :], start=1):
        finding(claim)(partial(step_lands_where_stated, direction, step))


_register("up", ("A-163", "A-164", "A-165", "A-166", *(f"A-{n}" for n in range(167, 172))))
_register("down", ("A-172", "A-173", "A-174", "A-175", *(f"A-{n}" for n in range(177, 182))))


@finding("A-176")
def descent_goes_against_the_slope() -> Finding:
    """Every move has the sign opposite to the slope and lowers f; the other way raises it."""
    slides = SLIDES["down"]
    slopes = [slides.slope_at(place) for place in slides.exact[:-1]]
    along = [place + Fraction(slides.rate) * slope
             for place, slope in zip(slides.exact, slopes, strict=False)]  # fmt: skip
    values = [state.value for state in slides.run.exact]
    return Finding(
        stated=all(m * s < 0 for m, s in zip(slides.moves, slopes, strict=True))
        and falls(values)
        and all(PARABOLA.exact(p) > value for p, value in zip(along, values, strict=False)),
        computed={"slope at 0": slopes[0], "first move": slides.moves[0]},
    )


@finding("A-182")
def one_minimises_the_other_maximises() -> Finding:
    """Descent on f ends near its minimum, ascent on −f near its maximum, of the opposite value."""
    (low,), (high,) = critical_points(PARABOLA), critical_points(MIRRORED)
    down, up = SLIDES["down"].run.exact[-1].value, SLIDES["up"].run.exact[-1].value
    return Finding(
        stated=low.value == -high.value
        and (low.kind.name, high.kind.name) == ("MINIMUM", "MAXIMUM")
        and bool(0 < down - low.value == high.value - up < sp.Rational(1, 10**6)),
        computed={"least value": low.value, "largest value of −f": high.value,
                  "f after five steps": down, "−f after five steps": up},
    )  # fmt: skip


@finding("A-183")
def opposite_directions() -> Finding:
    """Against the gradient goes the first move of a descent, along it that of an ascent."""
    functions = (PARABOLA, Function(sp.sin(x), x), COST, EXPECTED_REWARD)
    start = sp.Rational(1, 2)
    signs = {walk.__name__: {_sense(f, walk, start) for f in functions}
             for walk in (gradient_descent, gradient_ascent)}  # fmt: skip
    return Finding(
        stated=signs == {"gradient_descent": {-1}, "gradient_ascent": {1}},
        computed={
            f"{way} on {f.expression}": _sense(f, walk, start)
            for f in functions[:2]
            for way, walk in (("descent", gradient_descent), ("ascent", gradient_ascent))
        },
    )


def _sense(f: Function, walk: Callable[..., Trajectory], start: sp.Expr) -> int:
    """Return +1 if the first move points along the gradient, −1 if against it, else 0."""
    place = (start,) * f.arity
    slope = gradient(f, place).exact
    run = walk(f, place, rate=0.1, steps=1)
    move = run.points[1] - run.points[0]
    along = sum(float(s) * m for s, m in zip(slope, move, strict=True))
    lengths = sp.sqrt(sp.Add(*(s**2 for s in slope))) * sp.sqrt(sum(m * m for m in move))
    is_parallel = abs(abs(along) - lengths) < 1e-12  # noqa: PLR2004 - the moves are doubles near 0.1
    return int(sp.sign(along)) if is_parallel else 0


@finding("A-184")
def both_formulas_give_the_same_places() -> Finding:
    """Descent on f and ascent on −f visit the same places, to the last fraction."""
    others = (Function(x**4 - 3 * x, x), COST)
    pairs: list[tuple[Sequence[Any], Sequence[Any]]] = [(SLIDES["down"].exact, SLIDES["up"].exact)]
    for f in others:
        start = (sp.Rational(1, 4),) * f.arity
        down = gradient_descent(f, start, rate=0.05, steps=4)
        up = gradient_ascent(opposite(f), start, rate=0.05, steps=4)
        pairs.append(([s.point for s in down.exact], [s.point for s in up.exact]))
    return Finding(
        stated=all(down == up and len(set(down)) == len(down) for down, up in pairs)
        and tuple(map(Fraction, SLIDES["up"].lines)) == tuple(map(Fraction, SLIDES["down"].lines)),
        computed={"places of both": SLIDES["down"].exact[1:]},
    )


@finding("A-185")
def losses_fall_and_rewards_rise() -> Finding:
    """Descent lowers the cost of a line at every step, ascent raises an agent's expected reward."""
    losses = gradient_descent(COST, (0, 0), rate=0.1, steps=20).values
    rewards = gradient_ascent(EXPECTED_REWARD, (0, 0), rate=1, steps=20).values
    return Finding(
        stated=falls(losses) and rises(rewards),
        computed={
            "loss before and after": (float(losses[0]), float(losses[-1])),
            "reward before and after": (float(rewards[0]), float(rewards[-1])),
        },
    )
