"""Second opinions on two walks down a mountain: both are walked again, their valleys bracketed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial

import mpmath as mp

from calcml.lessons.descent import MountainDescent
from calcml.oracles.descents import DIGITS, WALK, Stand, flat_place, walk
from calcml.oracles.evaluation import Formula, UnknownError, evaluate
from calcml.oracles.opinions import Opinion, Work, found, worked_out

__all__ = ["mountain_opinions"]

_VALLEY = "the slope's change of sign, bracketed and halved, 160 digits"
_CERTIFIED = mp.mpf(10) ** -33  # relative: of what is no fraction, a ledger certifies 35 digits


def mountain_opinions(lesson: MountainDescent) -> Mapping[str, Opinion]:
    """Work out the numbers of `MountainDescent`.

    Parameters
    ----------
    lesson : MountainDescent

    Returns
    -------
    mapping of str to Opinion
    """
    with mp.workdps(DIGITS):
        mountain = _Mountain(
            Formula.of(lesson.function), tuple(map(evaluate, lesson.starts)),
            evaluate(lesson.rate), lesson.steps,
        )  # fmt: skip
        return worked_out(lesson.ledger, mountain.work())


@dataclass(frozen=True)
class _Mountain:
    """Two walks; inside ``mp.workdps`` all their numbers have their digits."""

    f: Formula
    starts: tuple[mp.mpf, ...]
    rate: mp.mpf
    steps: int

    def work(self) -> Work:
        first = self.walks[0][0]
        yield "slope", lambda: _told(first.slope)
        yield "uphill", lambda: Opinion(bool(first.slope > 0), WALK)
        for name, sign in (("here", 0), ("wrong", 1), ("right", -1)):
            yield f"height.{name}", partial(self._height, sign)
        for k in (0, 1):
            yield f"valley.{k}", partial(self._valley, k)
            yield f"depth.{k}", partial(self._depth, k)

    @cached_property
    def walks(self) -> tuple[tuple[Stand, ...], ...]:
        return tuple(walk(self.f, at, rate=self.rate, steps=self.steps) for at in self.starts)

    def _height(self, sign: int) -> Opinion:
        first = self.walks[0][0]
        return _told(self.f(first.at + sign * self.rate * first.slope))

    def _goal(self, k: int) -> mp.mpf:
        goal = flat_place(self.f, self.walks[k][-1], rate=self.rate)
        if goal is None:
            raise UnknownError("it is open where the walk arrives")
        return goal

    def _valley(self, k: int) -> Opinion:
        return _told(self._goal(k), _VALLEY)

    def _depth(self, k: int) -> Opinion:
        return _told(self.f(self._goal(k)), _VALLEY)


def _told(value: mp.mpf, method: str = WALK) -> Opinion:
    return found(value, method, error=_CERTIFIED * (1 + abs(value)))
