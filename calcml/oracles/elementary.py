"""Second opinions on the *Differentiation rules*: differences and inverses, no rule used."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import mpmath as mp

from calcml.lessons.entries import Entry, Ledger
from calcml.lessons.rules import BasicRules, ExpLogRules, ProductQuotientRules, TrigTanhDerivatives
from calcml.oracles.evaluation import DIGITS, Coordinate, evaluate
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.opinions import Opinion, Work, found, given, worked_out
from calcml.oracles.partials import DIFFERENCES, slope_opinion
from calcml.oracles.slopes import derivative

__all__ = ["OPINIONS"]

_SLOPES = f"{DIFFERENCES}, at points"
_INTERVAL = re.compile(r"\\?([\[(])(.+), (.+?)\\?([\])])")
_CLAIM = re.compile(r"(.+?) (?:≤|<=) f\(x\) (?:≤|<=) (.+)")
_SHORT_OF = mp.mpf("1e-30")
_VALUES = "the functions, 60 digits"

_ZERO = mp.mpf(0)
_BASE_AND_EXPONENT = mp.mpf(2), mp.mpf(3)

Line = Callable[[mp.mpf], mp.mpf]

_PRODUCTS: Mapping[str, Line] = {
    "f": lambda x: x - 2,
    "g": lambda x: x + 3,
    "product": lambda x: x * x + x - 6,
}


def _ratio(x: mp.mpf) -> mp.mpf:
    return x - 1 + 1 / (x + 1)


_TURNS: Mapping[str, tuple[Line, Callable[[mp.mpf], Any]]] = {
    "sin": (mp.sin, mp.asin),
    "cos": (mp.cos, mp.acos),
    "tan": (lambda x: mp.sin(x) / mp.cos(x), mp.atan),
    "tanh": (lambda x: 1 - 2 / (mp.exp(2 * x) + 1), mp.atanh),
}
"""Each function with its inverse."""


def _sums(lesson: BasicRules) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_sums(lesson))


def _products(lesson: ProductQuotientRules) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_products(lesson))


def _growth_rules(lesson: ExpLogRules) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_growth(lesson))


def _turns(lesson: TrigTanhDerivatives) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_turns(lesson))


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {
    "BasicRules": _sums,
    "ProductQuotientRules": _products,
    "ExpLogRules": _growth_rules,
    "TrigTanhDerivatives": _turns,
}


def _of_sums(lesson: BasicRules) -> Work:
    ledger, c, k, n = lesson.ledger, lesson.constant, lesson.factor, lesson.exponent
    lines: Mapping[str, Line] = {
        "constant": lambda _: mp.mpf(c),
        "power": lambda x: mp.mpf(x) ** n,
        "multiple": lambda x: k * mp.mpf(x) ** n,
        "sum": lambda x: k * mp.mpf(x) ** n + 4 * x,
    }
    for name, line in lines.items():
        yield f"function.{name}", partial(_value_tried, ledger, f"function.{name}", line)
        yield f"slope.{name}", partial(_slope_tried, ledger, f"slope.{name}", line)
    yield "line", partial(_value_tried, ledger, "line", lambda x: 4 * x)
    yield "line.slope", partial(_slope_tried, ledger, "line.slope", lambda x: 4 * x)
    yield "rule.constant", partial(_slope_tried, ledger, "rule.constant", lines["constant"])
    yield "rule.power", lambda: confirmation(
        ledger["rule.power"], _slope_of_power, ("x", "n"), places_about(_BASE_AND_EXPONENT, 1),
        _SLOPES,
    )  # fmt: skip


def _slope_of_power(base: mp.mpf, exponent: mp.mpf) -> mp.mpf:
    return derivative(lambda x: x**exponent, base).value


def _value_tried(ledger: Ledger, key: str, line: Line) -> Opinion | None:
    return confirmation(ledger[key], line, ("x",), places_about((_ZERO,)), _VALUES)


def _of_products(lesson: ProductQuotientRules) -> Work:
    ledger, at = lesson.ledger, given(lesson.ledger["at"])
    for name, line in _PRODUCTS.items():
        key = f"factor.{name}"
        yield key, partial(_value_tried, ledger, key, line)
        yield f"side.{name}", partial(_value, line, at)
    product = _PRODUCTS["product"]
    for i, _ in enumerate(lesson.steps):
        yield f"growth.{i}", partial(_growth, product, at, given(ledger[f"step.{i}"]))
    yield "slope.value", partial(slope_opinion, product, at)
    yield "product.slope", partial(_slope_tried, ledger, "product.slope", product)
    yield "quotient.function", partial(_value_tried, ledger, "quotient.function", _ratio)
    for key in ("quotient.terms", "quotient.slope"):
        yield key, partial(_slope_tried, ledger, key, _ratio)


def _of_growth(lesson: ExpLogRules) -> Work:
    ledger, base = lesson.ledger, evaluate(given(lesson.ledger["base"]))
    lines: Mapping[str, Callable[[mp.mpf, mp.mpf], mp.mpf]] = {
        "exp": lambda x, _: mp.exp(x),
        "power": lambda x, a: a**x,
        "base": lambda x, _: base**x,
        "ln": lambda x, _: mp.log(x),
        "log": mp.log,
        "quadratic": lambda x, a: mp.log(2 * x * x + 4 * x, a),
    }
    for name, line in lines.items():
        yield f"slope.{name}", partial(_slope_by_x, ledger[f"slope.{name}"], line)
    yield "run.e", partial(_run, mp.exp)
    yield "run.base", partial(_run, lambda x: base**x)
    yield "ln.base", partial(slope_opinion, lambda x: base**x, 0)
    yield "function.base", partial(_value_tried, ledger, "function.base", lambda x: base**x)
    yield "quadratic", partial(_value_tried, ledger, "quadratic", lambda x: 2 * x * (x + 2))


def _slope_by_x(entry: Entry, line: Callable[[mp.mpf, mp.mpf], mp.mpf]) -> Opinion | None:
    """Try a slope by x at points where x and a are positive."""
    return confirmation(
        entry,
        lambda x, a: derivative(lambda at: line(at, a), x).value,
        ("x", "a"),
        places_about(_BASE_AND_EXPONENT, 1),
        _SLOPES,
    )


def _run(line: Line) -> Opinion:
    """Divide height by slope, where the height is one."""
    with mp.workdps(DIGITS + 10):
        rise = derivative(line, 0)
        return found(1 / rise.value, DIFFERENCES, error=10 * rise.error / rise.value**2)


def _growth(line: Line, at: Coordinate, step: Coordinate) -> Opinion:
    with mp.workdps(2 * DIGITS):
        a, h = evaluate(at), evaluate(step)
        return found((line(a + h) - line(a)) / h, "the quotient, 120 digits")


def _of_turns(lesson: TrigTanhDerivatives) -> Work:
    ledger = lesson.ledger
    for name, (line, _) in _TURNS.items():
        yield f"slope.{name}", partial(_slope_tried, ledger, f"slope.{name}", line)
        yield f"range.{name}", partial(_range, ledger[f"range.{name}"], name)
    yield "slope.bell", partial(_slope_tried, ledger, "slope.bell", _TURNS["tanh"][0])
    yield "slide.range", partial(_as_on_the_slide, ledger["slide.range"])
    yield "tan.value", lambda: _value(_TURNS["tan"][0], given(ledger["at"]))


def _slope_tried(ledger: Ledger, key: str, line: Line, reach: float = 3) -> Opinion | None:
    """Try a formula of a slope against differences of the function."""
    return confirmation(
        ledger[key],
        lambda at: derivative(line, at).value,
        ("x",),
        places_about((_ZERO,), reach),
        _SLOPES,
    )


def _value(line: Line, at: Coordinate) -> Opinion:
    with mp.workdps(DIGITS + 10):
        return found(line(evaluate(at)), _VALUES)


def _range(entry: Entry, name: str) -> Opinion:
    """Ask the inverse function which numbers are values, about the ends and far out."""
    with mp.workdps(DIGITS):
        sizes = [mp.mpf(1) / 2, 1 - _SHORT_OF, mp.mpf(1), 1 + _SHORT_OF, mp.mpf(2), mp.mpf(10) ** 6]
        numbers = [mp.mpf(0), *sizes, *(-size for size in sizes)]
        holds = all(
            _contains(text, number) == _is_taken(name, number)
            for text in (entry.shown, entry.typst)
            for number in numbers
        )
    return Opinion("numbers that are values", "the inverse function", holds=holds)


def _is_taken(name: str, number: mp.mpf) -> bool:
    line, inverse = _TURNS[name]
    with mp.workdps(2 * DIGITS):
        where = inverse(number)
        if not (isinstance(where, mp.mpf) and mp.isfinite(where)):
            return False
        return bool(abs(line(where) - number) < _SHORT_OF * _SHORT_OF * (1 + abs(number)))


def _contains(text: str, number: mp.mpf) -> bool:
    """Read an interval, and tell whether it contains a number."""
    if text in {"ℝ", "RR"}:
        return True
    match = _INTERVAL.fullmatch(text)
    if match is None:
        return False
    opening, low, high, closing = match.groups()
    left, right = (mp.mpf(end.replace("−", "-")) for end in (low, high))
    at_an_end = (number == left and opening == "[") or (number == right and closing == "]")
    return bool(left < number < right or at_an_end)


def _as_on_the_slide(entry: Entry) -> Opinion:
    ends = [_CLAIM.fullmatch(text) for text in (entry.shown, entry.typst)]
    holds = all(
        end is not None and [int(e.replace("−", "-")) for e in end.groups()] == [-1, 1]
        for end in ends
    )
    return Opinion("as printed", "the slide's text", holds=holds)
