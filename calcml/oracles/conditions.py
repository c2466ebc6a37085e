"""Second opinions on the three conditions of continuity."""

import re
from collections.abc import Mapping
from functools import partial

import mpmath as mp
import sympy as sp

from calcml.lessons.entries import Entry
from calcml.lessons.limits import ContinuityConditions
from calcml.oracles.approaches import NEARNESS, Approach, approach, both_sides
from calcml.oracles.curves import curve_opinion, is_the_curve
from calcml.oracles.evaluation import DIGITS, Formula, NoValueError, UnknownError, evaluate, exact
from calcml.oracles.numerals import numeral
from calcml.oracles.opinions import Opinion, Work, found, worked_out
from calcml.oracles.readings import UnreadableError

__all__ = ["conditions"]

_VALUES = "the formula's value, 60 digits"
_BOTH = f"{NEARNESS}, and at the point"
_SAME = mp.mpf("1e-30")  # a step that is smaller would not be seen in the limit either
_PLACES = 5  # of a number that is rounded for a sentence
_X = sp.Symbol("x", real=True)
_SQUARE = Formula(_X**2, (_X,)), sp.Integer(2)
_NAMED = re.compile(r'(.+) (?:at|"at") (.+)')
_FAR = re.compile(r"limit at infinity: (.+)|display\(lim_\(x -> infinity\)\) .+ = (\S+)")
_INFINITIES = {"∞": mp.inf, "infinity": mp.inf, "−∞": -mp.inf, "-infinity": -mp.inf}

Case = tuple[Formula, sp.Expr]


def conditions(lesson: ContinuityConditions) -> Mapping[str, Opinion]:
    """Work out the limits, values and verdicts of `ContinuityConditions`.

    Parameters
    ----------
    lesson : ContinuityConditions

    Returns
    -------
    mapping of str to Opinion
    """
    pairs = zip(map(Formula.of, lesson.functions), lesson.points, strict=True)
    cases = dict(zip(lesson.names, pairs, strict=True))
    work = [each for name, case in cases.items() for each in _of_a_case(lesson, name, case)]
    return worked_out(lesson.ledger, (*work, *_of_the_refuted(lesson, list(cases.values()))))


def _of_a_case(lesson: ContinuityConditions, name: str, case: Case) -> Work:
    f, a = case
    key = f"{name}.function"
    yield key, lambda: curve_opinion(lesson.ledger[key], f, a)
    yield f"{name}.left", lambda: _led(approach(f, a, -1))
    yield f"{name}.right", lambda: _led(approach(f, a, 1))
    yield f"{name}.limit", lambda: _led(both_sides(f, a))
    yield f"{name}.value", lambda: found(f(exact(a)), _VALUES)
    yield f"{name}.defined", lambda: Opinion(_value(case) is not None, _VALUES)
    yield f"{name}.exists", lambda: Opinion(both_sides(f, a).is_finite, NEARNESS)
    yield f"{name}.equal", lambda: Opinion(_is_continuous(case), _BOTH)


def _led(led: Approach) -> Opinion:
    if led.value is None:
        raise NoValueError("there is no limit")
    return found(led.value, NEARNESS, error=led.error)


def _value(case: Case) -> mp.mpf | None:
    f, a = case
    try:
        return f(exact(a))
    except NoValueError:
        return None


def _is_continuous(case: Case) -> bool:
    value, led = _value(case), both_sides(*case)
    if value is None or led.value is None or not led.is_finite:
        return False
    with mp.workdps(DIGITS):
        return bool(abs(led.value - value) <= led.error + _SAME)


def _of_the_refuted(lesson: ContinuityConditions, cases: list[Case]) -> Work:
    """Yield what is said of a continuous function that the slides' wording rejects."""
    ledger = lesson.ledger
    named = next((c for c in (*cases, _SQUARE) if _is_named(ledger["refuted.name"], c)), None)
    if named is None:
        yield "refuted.name", lambda: Opinion("none of them", _VALUES, holds=False)
        return
    yield "refuted.name", lambda: Opinion("tried at points", _BOTH, holds=_is_continuous(named))
    yield "refuted.exists", partial(_far_away, ledger["refuted.exists"], named[0])
    yield "refuted.equal", partial(_unequal, ledger["refuted.equal"], named)


def _is_named(entry: Entry, case: Case) -> bool:
    f, a = case
    parts = [_NAMED.fullmatch(text) for text in (entry.typst, entry.shown)]
    try:
        return all(
            part and is_the_curve(part[1], f, a) and _shows(part[2], evaluate(a)) for part in parts
        )
    except (UnreadableError, UnknownError):
        return False


def _shows(text: str, number: mp.mpf) -> bool:
    """Tell whether a number is written so, rounded where that is said."""
    bare = text.replace('class("normal", approx) ', "≈ ")
    read = numeral(bare.removeprefix("≈ "), places=_PLACES if bare.startswith("≈ ") else None)
    return read.shows(number)


def _far_away(entry: Entry, f: Formula) -> Opinion:
    """Compare where a function leads at infinity with what is said of it."""
    led = approach(f, sp.oo, -1)
    told = [_FAR.fullmatch(text) for text in (entry.shown, entry.typst)]
    if led.value is None:
        holds = not any(told)
    else:
        ends = [part and (part[1] or part[2]) for part in told]
        holds = all(end is not None and _is_end(end, led) for end in ends)
    return Opinion("at 1e128", "values up to a distance of 1e128", holds=holds)


def _is_end(text: str, led: Approach) -> bool:
    if text in _INFINITIES or not led.is_finite:
        return bool(_INFINITIES.get(text) == led.value)
    return _shows(text, led.value)


def _unequal(entry: Entry, case: Case) -> Opinion:
    value, a = _value(case), evaluate(case[1])
    sides = entry.shown.split(" != "), entry.typst.split(" eq.not ")
    if value is None:
        raise NoValueError("there is no value")
    with mp.workdps(DIGITS):
        differ = bool(abs(value - a) > _SAME)
    holds = differ and all(_shows(left, value) and _shows(right, a) for left, right in sides)
    return Opinion("both sides", _VALUES, holds=holds)
