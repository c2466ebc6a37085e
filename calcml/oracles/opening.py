"""Second opinions on the chapter *Opening*: derivatives are counted as a descent asks for them."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any

import sympy as sp

from calcml.lessons.opening import MotivationEngine
from calcml.oracles.opinions import Opinion, Work, worked_out

__all__ = ["OPINIONS"]

_METHOD = "counting the calls of a descent of its own"
_PRODUCT = re.compile(r"(\d+) (?:dot|·) (\d+) = (\d+)")
_RATE = Fraction(1, 100)  # how far it goes does not matter


class _Counted:
    """The partial derivatives of the cost of a line, and how often one was asked for."""

    def __init__(self, data: tuple[tuple[sp.Expr, ...], ...]) -> None:
        self._data = [tuple(Fraction(str(float(c))) for c in point) for point in data]
        self.asked = 0

    def cost(self, line: list[Fraction]) -> Fraction:
        slope, height = line
        misses = (slope * x + height - y for x, y in self._data)
        return sum((miss * miss for miss in misses), Fraction()) / (2 * len(self._data))

    def partial(self, line: list[Fraction], which: int) -> Fraction:
        """Take the quotient to both sides, which has no error on a parabola."""
        self.asked += 1
        ends = []
        for step in (1, -1):
            moved = list(line)
            moved[which] += step
            ends.append(self.cost(moved))
        return (ends[0] - ends[1]) / 2


def _engine(lesson: MotivationEngine) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_engine(lesson))


def _of_engine(lesson: MotivationEngine) -> Work:
    counted = _counts(lesson)
    yield "each", partial(_number, counted[1])
    for moment, taken in enumerate(counted):
        last = moment == len(counted) - 1
        yield "total" if last else f"taken.{moment}", partial(_number, taken)
    yield "product", partial(_product, lesson, counted[1], counted[-1])


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {"MotivationEngine": _engine}


def _counts(lesson: MotivationEngine) -> list[int]:
    """Walk downhill, and note after each step how many derivatives were asked for."""
    cost, line = _Counted(lesson.data), [Fraction(), Fraction()]
    counts = [0]
    for _ in range(lesson.steps):
        slopes = [cost.partial(line, which) for which in range(len(line))]
        line = [old - _RATE * slope for old, slope in zip(line, slopes, strict=True)]
        counts.append(cost.asked)
    return counts


def _number(count: int) -> Opinion:
    return Opinion(count, _METHOD)


def _product(lesson: MotivationEngine, each: int, total: int) -> Opinion:
    entry = lesson.ledger["product"]
    read = [_PRODUCT.fullmatch(text) for text in (entry.typst, entry.shown)]
    wanted = (each, lesson.steps, total)
    holds = all(found and tuple(map(int, found.groups())) == wanted for found in read)
    return Opinion("its factors and the product", _METHOD, holds=holds)
