"""What is true of the decks' claims about gradient ascent and descent, step by step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import pairwise

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
from calcml.decks.findings.finding import Finding, finding


@dataclass(frozen=True)
class Slides:
    """What two slides say about five steps uphill or downhill.

    Attributes
    ----------
    sign : int
        +1 uphill, −1 downhill.
    function : Function
    slope : Function
        What the slide says is the derivative.
    rate : str
    lines : tuple of str, length k + 1
        The start, and the results as they are printed.
    program : callable
        A printed line as Python computes it, from the x before; x is an ``int`` at the start.
    """

    sign: int
    function: Function
    slope: Function
    rate: str
    lines: tuple[str, ...]
    program: Callable[[float], float]

    @property
    def run(self) -> Trajectory:
        """The steps as the core walks them."""
        walk = gradient_ascent if self.sign > 0 else gradient_descent
        return walk(self.function, 0, rate=float(self.rate), steps=len(self.lines) - 1)

    @property
    def exact(self) -> tuple[Fraction, ...]:
        """Where the core's steps lead, exactly."""
        return tuple(state.point[0] for state in self.run.exact)

    @property
    def moves(self) -> tuple[Fraction, ...]:
        """How far each step goes, with its sign."""
        return tuple(later - earlier for earlier, later in pairwise(self.exact))

    def slope_at(self, place: Fraction) -> Fraction:
        """Return the exact derivative of the function."""
        return fraction(self.function.derivative(x).exact(place))


UPHILL = Slides(
    sign=1,
    function=MIRRORED,
    slope=Function(-(2 * x - 4), x),
    rate="0.4",
    lines=("0", "1.6", "1.92", "1.984", "1.9968", "1.99936"),
    program=lambda at: at + 0.4 * (-(2 * at - 4)),
)

DOWNHILL = replace(
    UPHILL,
    sign=-1,
    function=PARABOLA,
    slope=Function(2 * x - 4, x),
    program=lambda at: at - 0.4 * (2 * at - 4),
)

STEPS = 5
RATES = ("0.1", "0.2", "0.4")


def derivative_of_the_example(name: str) -> Finding:
    """Differentiate by the limit of the quotient of a polynomial: cancel the step, then drop it."""
    slides = _slides(name)
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


def update_goes_the_right_way(name: str) -> Finding:
    """The stated update, walked in fractions, is the core's run, and each step improves f."""
    slides = _slides(name)
    walked = _walked(slides, Fraction(slides.rate), STEPS)
    heights = [fraction(slides.function.exact(place)) for place in walked]
    return Finding(
        stated=tuple(walked) == slides.exact
        and all(slides.sign * (later - earlier) > 0 for earlier, later in pairwise(heights)),
        computed={"f before": heights[0], "f after five steps": heights[-1]},
    )


def _walked(slides: Slides, rate: Fraction, steps: int) -> list[Fraction]:
    """Walk by the printed formula and the printed slope alone."""
    places = [Fraction(slides.lines[0])]
    for _ in range(steps):
        slope = fraction(slides.slope.exact(places[-1]))
        places.append(places[-1] + slides.sign * rate * slope)
    return places


def rate_is_no_distance(name: str) -> Finding:
    """With the rate fixed the moves shrink; they are the rate times the slope."""
    slides = _slides(name)
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


def number_of_steps_and_rate(name: str) -> Finding:
    """The rate follows from each printed line: how far it goes, over the slope before it."""
    slides = _slides(name)
    places = list(map(Fraction, slides.lines))
    rates = {
        slides.sign * (later - earlier) / slides.slope_at(earlier)
        for earlier, later in pairwise(places)
    }
    return Finding(
        stated=len(places) - 1 == STEPS and rates == {Fraction(slides.rate)},
        computed={"steps": len(places) - 1, "rate": max(rates)},
    )


def step_lands_where_stated(name: str, step: int) -> Finding:
    """A printed line holds exactly, in Python, and for the run from the start."""
    slides = _slides(name)
    before, after = slides.lines[step - 1 : step + 1]
    slope = slides.slope_at(Fraction(before))
    exact = Fraction(before) + slides.sign * Fraction(slides.rate) * slope
    printed = repr(slides.program(int(before) if before.isdigit() else float(before)))
    return Finding(
        stated=exact == slides.exact[step] == Fraction(after) and printed == after,
        computed={"x": exact, "Python prints": printed, "slope before": slope},
    )


def _slides(name: str) -> Slides:
    """Look the slides up when they are needed, so that what they say can be replaced."""
    found: Slides = globals()[name]
    return found


def _register(name: str, ids: Sequence[str]) -> None:
    """Register what both directions claim: derivative, update, rate, number of steps, steps."""
    common = (
        derivative_of_the_example,
        update_goes_the_right_way,
        rate_is_no_distance,
        number_of_steps_and_rate,
    )
    for compute, claim in zip(common, ids, strict=False):
        finding(claim)(partial(compute, name))
    for step, claim in enumerate(ids[len(common) :], start=1):
        finding(claim)(partial(step_lands_where_stated, name, step))


_register("UPHILL", ("A-163", "A-164", "A-165", "A-166", *(f"A-{n}" for n in range(167, 172))))
_register("DOWNHILL", ("A-172", "A-173", "A-174", "A-175", *(f"A-{n}" for n in range(177, 182))))


@finding("A-176")
def descent_goes_against_the_slope() -> Finding:
    """Every move has the sign opposite to the slope and lowers f; the other way raises it."""
    slides = DOWNHILL
    slopes = [slides.slope_at(place) for place in slides.exact[:-1]]
    along = [place + Fraction(slides.rate) * slope
             for place, slope in zip(slides.exact, slopes, strict=False)]  # fmt: skip
    values = [state.value for state in slides.run.exact]
    return Finding(
        stated=all(m * s < 0 for m, s in zip(slides.moves, slopes, strict=True))
        and all(later < earlier for earlier, later in pairwise(values))
        and all(PARABOLA.exact(p) > value for p, value in zip(along, values, strict=False)),
        computed={"slope at 0": slopes[0], "first move": slides.moves[0]},
    )


@finding("A-182")
def one_minimises_the_other_maximises() -> Finding:
    """Descent on f ends near its minimum, ascent on −f near its maximum, of the opposite value."""
    (low,), (high,) = critical_points(PARABOLA), critical_points(MIRRORED)
    down, up = DOWNHILL.run.exact[-1].value, UPHILL.run.exact[-1].value
    return Finding(
        stated=low.value == -high.value
        and (low.kind.name, high.kind.name) == ("MINIMUM", "MAXIMUM")
        and 0 < down - low.value == high.value - up < sp.Rational(1, 10**6),
        computed={"least value": low.value, "largest value of −f": high.value,
                  "f after five steps": down, "−f after five steps": up},
    )  # fmt: skip


@finding("A-183")
def opposite_directions() -> Finding:
    """The first move of a descent is against the gradient, that of an ascent along it."""
    functions = (PARABOLA, Function(sp.sin(x), x), COST, EXPECTED_REWARD)
    start = sp.Rational(1, 2)
    signs = {walk.__name__: {_sense(f, walk, start) for f in functions}
             for walk in (gradient_descent, gradient_ascent)}  # fmt: skip
    return Finding(
        stated=signs == {"gradient_descent": {-1}, "gradient_ascent": {1}},
        computed={"functions": len(functions)},
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
    pairs = [(DOWNHILL.exact, UPHILL.exact)]
    for f in others:
        start = (sp.Rational(1, 4),) * f.arity
        down = gradient_descent(f, start, rate=0.05, steps=4)
        up = gradient_ascent(opposite(f), start, rate=0.05, steps=4)
        pairs.append(tuple(tuple(s.point for s in run.exact) for run in (down, up)))
    return Finding(
        stated=all(down == up and len(set(down)) == len(down) for down, up in pairs)
        and tuple(map(Fraction, UPHILL.lines)) == tuple(map(Fraction, DOWNHILL.lines)),
        computed={"places of both": DOWNHILL.exact[1:]},
    )


@finding("A-185")
def losses_fall_and_rewards_rise() -> Finding:
    """Descent lowers the cost of a line at every step, ascent raises an agent's expected reward."""
    losses = gradient_descent(COST, (0, 0), rate=0.1, steps=20).values
    rewards = gradient_ascent(EXPECTED_REWARD, (0, 0), rate=1, steps=20).values
    return Finding(
        stated=all(later < earlier for earlier, later in pairwise(losses))
        and all(later > earlier for earlier, later in pairwise(rewards)),
        computed={
            "loss before and after": (float(losses[0]), float(losses[-1])),
            "reward before and after": (float(rewards[0]), float(rewards[-1])),
        },
    )
