"""Second opinions on the fit of a line: the run is walked again in 160 digits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from itertools import chain, islice, pairwise
from typing import TypeAlias

import mpmath as mp

from calcml.lessons.descent import LinearRegressionDescent
from calcml.lessons.entries import Ledger
from calcml.oracles.descents import DIGITS
from calcml.oracles.evaluation import exact, floating
from calcml.oracles.line_costs import LineCost
from calcml.oracles.opinions import Opinion, Work, found, worked_out

__all__ = ["fit_opinions"]

_WALK = "the update rule, central differences of the cost, 160 digits"
_ORTHOGONAL = "least squares by QR, 160 digits"
_POWER = "power iteration on a Hessian of differences, 160 digits"
_MOST = 20_000
_NOTHING = mp.mpf(10) ** -80  # what is left of zero in a difference of 160 digits is less

Line: TypeAlias = tuple[mp.mpf, mp.mpf]


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
    points = tuple((exact(x), exact(y)) for x, y in lesson.data)
    others = [exact(c) for c in (*lesson.start, lesson.rate, *lesson.near)]
    if not all(isinstance(number, Fraction) for number in chain(others, *points)):
        return {}
    with mp.workdps(DIGITS):
        a, b, rate, *near = map(floating, others)
        run = _Run(LineCost(points), (a, b), rate, lesson.steps, tuple(near))
        return worked_out(lesson.ledger, run.work(lesson.ledger))


@dataclass(frozen=True)
class _Run:
    """A descent on the cost; inside ``mp.workdps`` all numbers have their digits."""

    cost: LineCost
    start: Line
    rate: mp.mpf
    steps: int
    near: tuple[mp.mpf, ...]

    def work(self, ledger: Ledger) -> Work:
        yield "cost_function", lambda: self.cost.formula_opinion(ledger["cost_function"])
        for key in self._rows:
            yield f"step.{key}", partial(self._count, key)
            yield f"slope.{key}", partial(self._part, key, 0)
            yield f"intercept.{key}", partial(self._part, key, 1)
            yield f"cost.{key}", partial(self._height, key)
        a, b = self._goal
        yield "best.slope", lambda: found(a, _ORTHOGONAL)
        yield "best.intercept", lambda: found(b, _ORTHOGONAL)
        yield "best.cost", lambda: found(self.cost(a, b), _ORTHOGONAL)
        yield "largest_rate", lambda: found(2 / self.cost.largest_bend(), _POWER)
        yield "valley", lambda: Opinion(self._way, f"{_WALK}, signs of what is left")

    def _count(self, key: str) -> Opinion:
        return Opinion(self._rows[key], _WALK)

    def _part(self, key: str, index: int) -> Opinion:
        return found(self._path[self._rows[key]][index], _WALK)

    def _height(self, key: str) -> Opinion:
        return found(self.cost(*self._path[self._rows[key]]), _WALK)

    @cached_property
    def _goal(self) -> Line:
        return self.cost.lowest()

    def _walk(self) -> Iterator[Line]:
        """Step against the slopes on and on; the differences of a quadratic are its slopes."""
        (u, v), (p, q, r) = (
            map(floating, numbers) for numbers in (self.cost.slopes, self.cost.bends)
        )
        a, b = self.start
        while True:
            yield a, b
            a, b = a - self.rate * (u + p * a + q * b), b - self.rate * (v + q * a + r * b)

    @cached_property
    def _path(self) -> tuple[Line, ...]:
        """The lines until one is near enough in all respects, and no fewer than are told."""
        enough, path = min(self.near), []
        for k, line in enumerate(islice(self._walk(), _MOST)):
            path.append(line)
            if k >= self.steps and (self._away(line) < enough or self._is_lost):
                break
        return tuple(path)

    @cached_property
    def _is_lost(self) -> bool:
        """Whether the rate is too large to arrive."""
        return bool(self.rate * self.cost.largest_bend() >= 2)  # noqa: PLR2004 - below 2/L

    def _away(self, line: Line) -> mp.mpf:
        """Return how far slope and intercept are from the best, the larger distance of both."""
        return _NOTHING + max(abs(c - g) for c, g in zip(line, self._goal, strict=True))

    @cached_property
    def _rows(self) -> Mapping[str, int]:
        """The steps in the table, by the last part of their keys."""
        told = {str(k): k for k in range(self.steps + 1)}
        away = [self._away(line) for line in self._path]
        stops = {next((k for k, gap in enumerate(away) if gap < near), 0) for near in self.near}
        far = sorted(k for k in stops if k > self.steps)
        return told | dict(zip(("near", "last")[2 - len(far) :], far, strict=True))

    @property
    def _way(self) -> str:
        """Say what the slope does on its way, up to the last row."""
        shown = self._path[: max(self._rows.values()) + 1]
        left = [a - self._goal[0] for a, _ in shown]
        signs = [mp.sign(gap) for gap in left if abs(gap) > _NOTHING]
        turns = sum(one != other for one, other in pairwise(signs))
        if not signs:
            return "is right from the start"
        if turns:
            return "overshoots and then creeps back" if turns == 1 else "swings to both sides"
        if any(abs(later) > abs(earlier) + _NOTHING for earlier, later in pairwise(left)):
            return "moves away first, then turns and closes in"
        return "closes in from one side"
