"""Second opinions on the step √ε: the square rounded by hand, and the model's step searched for."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any

import mpmath as mp
import sympy as sp

from calcml.lessons.entries import Entry
from calcml.lessons.numerics import SqrtEpsilonStep
from calcml.oracles.applications import tried
from calcml.oracles.cancellation import Steps
from calcml.oracles.doubles import next_double, rounded
from calcml.oracles.evaluation import DIGITS, Formula
from calcml.oracles.opinions import Opinion, Work, found, given, worked_out
from calcml.oracles.step_errors import LEFT, StepErrors

__all__ = ["lucky"]

_ROUNDED = "fractions, each rounded to 53 bits by hand"
_BITS = "the double whose bits are one more"
_BEST = "golden section on measured truncation and round-off"
_COPIED = "the slide's line, sign by sign"
_VALUES = "values, 60 digits"
_x = sp.Symbol("x", real=True)
_SQUARE = Formula(_x**2, (_x,))
_POINT = 3
_EPSILON = Fraction(1, 2**52)
_STEP = Fraction(1, 2**26)  # its square is ε
_PROGRAM = {
    "f": "def f(x): return x**2",
    "x": "x = 3",
    "step": "h = np.sqrt(np.finfo(float).eps)",
    "forward": "print((f(x + h) - f(x)) / h)",
    "expected": "print(2 * x)",
}
_PARTS: Mapping[str, Callable[[Any], Any]] = {
    "quotient.name": lambda h: 6 + h,
    "quotient": lambda h: 6 + h,
    "square": lambda h: (_POINT + h) ** 2,
    "terms": lambda h: (_POINT + h) ** 2,
    "tick": lambda h: (_POINT + h) ** 2 - h * h,
    "small": lambda h: h * h,
}


def lucky(lesson: SqrtEpsilonStep) -> Mapping[str, Opinion]:
    """Work out the numbers of a `SqrtEpsilonStep`.

    Parameters
    ----------
    lesson : SqrtEpsilonStep

    Returns
    -------
    mapping of str to Opinion
    """
    return worked_out(lesson.ledger, _of_the_lesson(lesson))


def _of_the_lesson(lesson: SqrtEpsilonStep) -> Work:
    ledger = lesson.ledger
    for name, line in _PROGRAM.items():
        yield f"code.{name}", partial(_copied, ledger[f"code.{name}"], line)
    yield "best", _best
    yield "root", lambda: _number(_STEP, "the fraction whose square is ε")
    yield "root.printed", partial(Opinion, float(_STEP), "the fraction whose square is ε")
    for key, truth in _PARTS.items():
        yield key, partial(_part, ledger[key], truth)
    stored = rounded((_POINT + _STEP) ** 2)
    gap = Fraction(next_double(float(stored))) - stored
    yield "gap", lambda: _number(gap, _BITS)
    yield "share", lambda: _number(_EPSILON / gap, _BITS)
    yield "expected", lambda: _number(Fraction(_POINT + _POINT), "a sum of whole numbers")
    for i, _ in enumerate(lesson.quotients):
        at, step = (Fraction(str(given(ledger[f"{name}.{i}"]))) for name in ("x", "step"))
        quotient = Steps(rounded(at), step).quotient
        yield f"printed.{i}", partial(Opinion, float(quotient), _ROUNDED)
        yield f"error.{i}", partial(_number, quotient - 2 * at, _ROUNDED)


def _number(value: Fraction, method: str) -> Opinion:
    with mp.workdps(DIGITS):
        return found(mp.mpf(value.numerator) / value.denominator, method)


def _best() -> Opinion:
    best = StepErrors(_SQUARE, sp.Integer(_POINT), central=False).best
    return Opinion(best, _BEST, float(LEFT * best))


def _part(entry: Entry, truth: Callable[[Any], Any]) -> Opinion:
    with mp.workdps(DIGITS):
        steps = (mp.sqrt(2), mp.mpf(1) / 7, mp.pi)
        return tried(entry, [({"h": h}, truth(h)) for h in steps], _VALUES)


def _copied(entry: Entry, line: str) -> Opinion:
    holds = entry.shown == line and entry.typst == f'#raw("{line}")'
    return Opinion("sign by sign", _COPIED, holds=holds)
