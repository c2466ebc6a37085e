"""Second opinions on the fit of a line: the cost is summed up from the points, in fractions.

The cost is a quadratic of slope and intercept, so its central differences are its derivatives
exactly, whatever the step. Runs that go on for long are walked in 160 digits.

======  =====================================
letter  meaning
======  =====================================
a b     slope and intercept of the line
J       the cost of a line
m       the number of points
======  =====================================
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import count, islice, pairwise
from typing import TypeAlias

import mpmath as mp

from calcml.lessons.descent import LinearRegressionDescent
from calcml.lessons.entries import Entry
from calcml.oracles.descents import DIGITS
from calcml.oracles.evaluation import exact
from calcml.oracles.formulas import PLACES, places_about
from calcml.oracles.opinions import Opinion
from calcml.oracles.readings import UnreadableError, reading

__all__ = ["fit_opinions"]

_WALK = "the update rule, central differences of the cost"
_ORTHOGONAL = "least squares by QR, 160 digits"
_POWER = "power iteration on a Hessian of differences, 160 digits"
_LONGEST = 200  # steps in fractions, which grow with every step
_MOST = 20_000
_SQUARINGS = 60
_CERTIFIED = mp.mpf(10) ** -50  # relative: what is compared in 60 digits

Number: TypeAlias = Fraction | mp.mpf
Line: TypeAlias = tuple[Fraction, Fraction]
Said = Iterator[tuple[str, Opinion | None]]


def fit_opinions(lesson: LinearRegressionDescent) -> Mapping[str, Opinion]:
    """Work out the numbers of `LinearRegressionDescent`.

    Parameters
    ----------
    lesson : LinearRegressionDescent

    Returns
    -------
    mapping of str to Opinion
        Empty if a number is no fraction.
    """
    numbers = [exact(c) for c in (*lesson.start, lesson.rate, *sum(lesson.data, ()), *lesson.near)]
    if not all(isinstance(number, Fraction) for number in numbers):
        return {}
    (a, b), rate, *near = tuple(numbers[:2]), numbers[2], *numbers[-2:]
    points = tuple(zip(numbers[3:-2:2], numbers[4:-2:2], strict=True))
    fit = _Fit(points, (a, b), rate, lesson.steps, tuple(near))
    with mp.workdps(DIGITS):
        return {key: said for key, said in fit.said(lesson.ledger) if said and key in lesson.ledger}


@dataclass(frozen=True)
class _Fit:
    """A descent on the cost of a line."""

    points: tuple[Line, ...]
    start: Line
    rate: Fraction
    steps: int
    near: tuple[Fraction, ...]

    def said(self, ledger: Mapping[str, Entry]) -> Said:
        yield "cost_function", self._formula(ledger["cost_function"])
        for key, k in self.rows.items():
            a, b = self._path[k]
            yield f"step.{key}", Opinion(k, _WALK)
            yield f"slope.{key}", _opinion(a, _WALK)
            yield f"intercept.{key}", _opinion(b, _WALK)
            yield f"cost.{key}", _opinion(self.cost(a, b), _WALK)
        a, b = self._orthogonal
        yield "best.slope", _opinion(a, _ORTHOGONAL)
        yield "best.intercept", _opinion(b, _ORTHOGONAL)
        yield "best.cost", _opinion(self.cost(a, b), _ORTHOGONAL)
        yield "largest_rate", _opinion(2 / self._largest_bend, _POWER)
        yield "valley", Opinion(self._way, f"{_WALK}, signs of what is left")

    def cost(self, a: Number, b: Number) -> Number:
        """Sum up the squared residuals, in fractions or in mpmath's numbers."""
        total: Number = sum((a * _like(a, x) + b - _like(a, y)) ** 2 for x, y in self.points)
        return total / (2 * len(self.points))

    @cached_property
    def _slopes(self) -> tuple[Fraction, Fraction]:
        """The slopes of the cost at the zero line."""
        zero, one = Fraction(0), Fraction(1)
        across = self.cost(one, zero) - self.cost(-one, zero)
        return across / 2, (self.cost(zero, one) - self.cost(zero, -one)) / 2

    @cached_property
    def _bends(self) -> tuple[Fraction, Fraction, Fraction]:
        """The second derivatives of the cost: by a twice, by a and b, by b twice."""
        zero, one = Fraction(0), Fraction(1)
        floor = 2 * self.cost(zero, zero)
        across = self.cost(one, zero) - floor + self.cost(-one, zero)
        up = self.cost(zero, one) - floor + self.cost(zero, -one)
        rising = self.cost(one, one) + self.cost(-one, -one)
        falling = self.cost(one, -one) + self.cost(-one, one)
        return across, (rising - falling) / 4, up

    @cached_property
    def _lowest(self) -> Line:
        """The line of least cost, by one step of Newton's method."""
        (u, v), (p, q, r) = self._slopes, self._bends
        det = p * r - q * q
        return (q * v - r * u) / det, (q * u - p * v) / det

    def _steps(self) -> Iterator[tuple[Number, Number]]:
        """Walk on and on: in fractions first, which grow, and in 160 digits from then on."""
        a, b = self.start
        u, v, p, q, r, rate = numbers = (*self._slopes, *self._bends, self.rate)
        for k in count():
            if k == _LONGEST:
                a, b, u, v, p, q, r, rate = (_like(mp.mpf(0), n) for n in (a, b, *numbers))
            yield a, b
            a, b = a - rate * (u + p * a + q * b), b - rate * (v + q * a + r * b)

    @cached_property
    def _stops(self) -> tuple[int, ...]:
        """After how many steps slope and intercept are near enough; never, if the run is lost."""
        if _like(mp.mpf(0), self.rate) * self._largest_bend >= 2:  # noqa: PLR2004 - 2/L
            return ()
        found = (next(self._arrivals(near), None) for near in self.near)
        return tuple(k for k in found if k is not None)

    def _arrivals(self, near: Fraction) -> Iterator[int]:
        for k, line in enumerate(islice(self._steps(), _MOST)):
            gaps = (abs(c - _like(c, g)) for c, g in zip(line, self._lowest, strict=True))
            if all(gap < _like(gap, near) for gap in gaps):
                yield k

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The steps in the table, by the last part of their keys."""
        told = {str(k): k for k in range(self.steps + 1)}
        far = sorted({k for k in self._stops if k > self.steps})
        return told | dict(zip(("near", "last")[2 - len(far) :], far, strict=True))

    @cached_property
    def _path(self) -> tuple[tuple[Number, Number], ...]:
        """The lines, up to the last one in the table."""
        return tuple(islice(self._steps(), max(self.rows.values()) + 1))

    @cached_property
    def _orthogonal(self) -> tuple[mp.mpf, mp.mpf]:
        """Slope and intercept by Householder's reflections."""
        rows = [[_like(mp.mpf(0), c) for c in point] for point in self.points]
        turned, upper = mp.qr(mp.matrix([[x, 1] for x, _ in rows]), mode="skinny")
        right = turned.T * mp.matrix([y for _, y in rows])
        b = right[1] / upper[1, 1]
        return (right[0] - upper[0, 1] * b) / upper[0, 0], b

    @cached_property
    def _largest_bend(self) -> mp.mpf:
        """The larger eigenvalue of the Hessian: by a matrix squared again and again."""
        p, q, r = (_like(mp.mpf(0), c) for c in self._bends)
        bends = mp.matrix([[p, q], [q, r]])
        power = bends
        for _ in range(_SQUARINGS):
            power = power * power / mp.mnorm(power) ** 2
        towards = power * mp.matrix([1, mp.sqrt(2)])
        return (towards.T * bends * towards)[0] / (towards.T * towards)[0]

    @property
    def _way(self) -> str:
        """Say what the slope does on its way."""
        left = [a - _like(a, self._lowest[0]) for a, _ in self._path]
        signs = [mp.sign(gap) for gap in left if gap]
        turns = sum(one != other for one, other in pairwise(signs))
        if not signs:
            return "is right from the start"
        if turns:
            return "overshoots and then creeps back" if turns == 1 else "swings to both sides"
        if any(abs(later) > abs(earlier) for earlier, later in pairwise(left)):
            return "moves away first, then turns and closes in"
        return "closes in from one side"

    def _formula(self, entry: Entry) -> Opinion | None:
        """Try the formula of the cost, summand by summand, at lines."""
        texts = [text.rpartition(" = ")[2].split(" sum ") for text in (entry.typst, entry.shown)]
        lines = islice(places_about((mp.mpf(1), mp.mpf(1))), PLACES)
        try:
            holds = all(
                abs(self._summed(head, summand, line) - self.cost(*line)) < _CERTIFIED
                for line in lines
                for head, summand in texts
            )
        except (UnreadableError, ValueError):
            return None
        return Opinion(f"tried at {PLACES} lines", "summed over the points", holds=holds)

    def _summed(self, head: str, summand: str, line: tuple[mp.mpf, mp.mpf]) -> mp.mpf:
        a, b = line
        terms = (
            reading(summand, {"a": a, "b": b, "x_i": _like(a, x), "y_i": _like(a, y)})
            for x, y in self.points
        )
        return reading(head, {"m": mp.mpf(len(self.points))}) * sum(terms)


def _like(example: Number, number: Number) -> Number:
    """Return a number as an mpmath number if the example is one."""
    if isinstance(number, Fraction) and not isinstance(example, Fraction):
        return mp.mpf(number.numerator) / number.denominator
    return number


def _opinion(value: Number, method: str) -> Opinion:
    number = _like(mp.mpf(0), value)
    return Opinion(number, method, float(_CERTIFIED * (1 + abs(number))))
