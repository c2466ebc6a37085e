"""Second opinions on the chapter *Chain rule*: the composition's own differences, no rule used."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import mpmath as mp
import sympy as sp

from calcml.lessons.chain import ChainOfManyFunctions, ChainRuleSine, ChainRuleWorkedExample
from calcml.lessons.entries import Ledger
from calcml.oracles.evaluation import Coordinate, evaluate
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.opinions import Opinion, Work, found, given, worked_out
from calcml.oracles.partials import DIFFERENCES, slope_opinion
from calcml.oracles.slopes import derivative

__all__ = ["OPINIONS"]

_VALUES = "the functions, 60 digits"
_SLOPES = f"{DIFFERENCES}, at points"

_SLIDE = "the slide's formula, 60 digits"
_SLIDES_SINE, _COSINE = -64, -72  # as printed on it
_QUOTIENT = re.compile(r"frac\(dif( \w+)?, dif (\w+)\)")
_MANY = 120  # digits, as differences lose half of them

Line = Callable[[mp.mpf], mp.mpf]

_LINKS: Mapping[str, Line] = {"u": lambda x: x * x, "v": mp.exp, "w": mp.sin}


def _sine(lesson: ChainRuleSine) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_sine(lesson))


def _path(lesson: ChainRuleWorkedExample) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_path(lesson))


def _nest(lesson: ChainOfManyFunctions) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_nest(lesson))


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {
    "ChainRuleSine": _sine,
    "ChainRuleWorkedExample": _path,
    "ChainOfManyFunctions": _nest,
}


def _of_sine(lesson: ChainRuleSine) -> Work:
    ledger = lesson.ledger

    def inner(at: Coordinate) -> mp.mpf:
        return evaluate(lesson.factor) * _float(at)

    def whole(at: Coordinate) -> mp.mpf:
        return mp.sin(inner(at))

    yield "inner", partial(_formula, ledger, "inner", inner, "x", _VALUES)
    yield "outer", partial(_formula, ledger, "outer", mp.sin, "u", _VALUES)
    yield "composite", partial(_formula, ledger, "composite", whole, "x", _VALUES)
    yield "derivative", partial(_formula, ledger, "derivative", _slope_of(whole), "x", _SLOPES)
    yield "rate.inner", partial(slope_opinion, inner, 0)
    for i, _ in enumerate(lesson.stops):
        at = given(ledger[f"x.{i}"])
        yield f"u.{i}", partial(_value, inner, at)
        yield f"rate.{i}", partial(_rate, mp.sin, inner, at)
        yield f"slope.{i}", partial(slope_opinion, whole, at)


def _of_path(lesson: ChainRuleWorkedExample) -> Work:
    ledger, at = lesson.ledger, given(lesson.ledger["at"])
    slopes = _slope_of(_z), partial(_wave, _SLIDES_SINE)
    for key, truth, names, method in (
        ("function", _f, "xy", _VALUES),
        ("path.x", _x, "t", _VALUES),
        ("path.y", _y, "t", _VALUES),
        ("outer.x", lambda a, b: derivative(lambda x: _f(x, b), a).value, "xy", _SLOPES),
        ("outer.y", lambda a, b: derivative(lambda y: _f(a, y), b).value, "xy", _SLOPES),
        ("inner.x", _slope_of(_x), "t", _SLOPES),
        ("inner.y", _slope_of(_y), "t", _SLOPES),
        ("derivative", slopes[0], "t", _SLOPES),
        ("slide", slopes[1], "t", _SLIDE),
    ):
        yield key, partial(_tried, ledger, key, truth, names, method)
    for name, along in (("x", _x), ("y", _y)):
        yield f"by.{name}", partial(_across, name, at)
        yield f"rate.{name}", partial(slope_opinion, along, at)
        yield f"product.{name}", partial(slope_opinion, partial(_z_with_only, name, at), at)
    # Where 4t is a right angle there is nothing but the factor of the sine.
    yield "rule.factor", partial(slope_opinion, _z, sp.pi / 8)
    yield "slide.factor", partial(_value_of, slopes[1], sp.pi / 8, _SLIDE)
    for i, _ in enumerate(lesson.stops):
        then = given(ledger[f"t.{i}"])
        yield f"slope.{i}", partial(slope_opinion, _z, then)
        yield f"slide.{i}", partial(_value_of, partial(_wave, _SLIDES_SINE), then, _SLIDE)


def _of_nest(lesson: ChainOfManyFunctions) -> Work:
    ledger, at = lesson.ledger, given(lesson.ledger["at"])
    yield "composite", partial(_tried, ledger, "composite", partial(_fed, "uvw"), "x", _VALUES)
    yield "speed.x", partial(slope_opinion, _float, at)
    for done, (name, before) in enumerate(zip("uvw", "xuv", strict=True)):
        line, inner, until = _LINKS[name], partial(_fed, "uvw"[:done]), "uvw"[: done + 1]
        for key, truth, method in (
            ("function", line, _VALUES), ("local", _slope_of(line), _SLOPES),
        ):  # fmt: skip
            yield f"{key}.{name}", partial(_tried, ledger, f"{key}.{name}", truth, before, method)
        yield f"value.{name}", partial(_value_of, partial(_fed, until), at, _VALUES)
        yield f"speed.{name}", partial(slope_opinion, partial(_fed, until), at)
        yield f"rate.{name}", partial(_rate, line, inner, at)
    # The slide's product is how fast w moves with u.
    yield "slide.w", partial(_rate, partial(_fed, "vw"), partial(_fed, "u"), at)
    yield "rule", lambda: _cancels(ledger, "rule", "f_1", "x")
    yield "slide.rule", lambda: _cancels(ledger, "slide.rule", "", "f_n")


def _fed(names: str, start: Coordinate) -> mp.mpf:
    """Feed a number through some of the functions."""
    value = _float(start)
    for name in names:
        value = _LINKS[name](value)
    return value


def _cancels(ledger: Ledger, key: str, top: str, bottom: str) -> Opinion:
    """Cancel what stands above and below in a product of quotients, and see what is left."""
    body = ledger[key].typst.rpartition(" = ")[2].replace("f_(n-1)", "f_m")
    pairs = [(one.strip(), other) for one, other in _QUOTIENT.findall(body)]
    above, below = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    above["f_2"] += 1  # the dots stand for all from df_2 to df_(n-1)
    below["f_m"] += 1
    left = list((above - below).elements()), list((below - above).elements())
    return Opinion("what is left", "cancelling the quotients", holds=left == ([top], [bottom]))


def _x(t: Coordinate) -> mp.mpf:
    return 3 * mp.sin(2 * _float(t))


def _y(t: Coordinate) -> mp.mpf:
    return 4 * mp.cos(2 * _float(t))


def _f(x: mp.mpf, y: mp.mpf) -> mp.mpf:
    return (x - y) * (x - 2 * y)


def _z(t: Coordinate) -> mp.mpf:
    return _f(_x(t), _y(t))


def _z_with_only(name: str, at: Coordinate, t: Coordinate) -> mp.mpf:
    """Return the height when only one coordinate moves on; the other waits where it is."""
    return _f(_x(t), _y(at)) if name == "x" else _f(_x(at), _y(t))


def _wave(sine: int, t: Coordinate) -> mp.mpf:
    """Return what the slide has for the slope, with its factor of the sine."""
    return sine * mp.sin(4 * _float(t)) + _COSINE * mp.cos(4 * _float(t))


def _across(name: str, at: Coordinate) -> Opinion:
    """Differentiate the surface along an axis, at the place of the path."""
    with mp.workdps(_MANY):
        a, b = _x(at), _y(at)
        line, start = ((lambda x: _f(x, b)), a) if name == "x" else ((lambda y: _f(a, y)), b)
        return slope_opinion(line, start)


def _tried(
    ledger: Ledger, key: str, truth: Callable[..., mp.mpf], names: str, method: str
) -> Opinion | None:
    return confirmation(
        ledger[key], truth, tuple(names), places_about([mp.mpf(0) for _ in names]), method
    )


def _value_of(line: Line, at: Coordinate, method: str) -> Opinion:
    with mp.workdps(70):
        return found(line(at), method)


def _float(at: Coordinate) -> mp.mpf:
    return at if isinstance(at, mp.mpf) else evaluate(at)


def _formula(ledger: Ledger, key: str, truth: Line, name: str, method: str) -> Opinion | None:
    return _tried(ledger, key, truth, name, method)


def _slope_of(line: Line) -> Line:
    return lambda at: derivative(line, at).value


def _value(line: Line, at: Coordinate) -> Opinion:
    return _value_of(line, at, _VALUES)


def _rate(outer: Line, inner: Line, at: Coordinate) -> Opinion:
    """Differentiate the outer function where the inner one puts its variable."""
    with mp.workdps(_MANY):
        return slope_opinion(outer, inner(at))
