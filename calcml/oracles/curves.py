"""Whether a curve's formula on screen is the function: read back and tried around a point.

Besides what `calcml.oracles.formulas` reads there are lists of cases, of Typst as of SymPy; they
are tried at the places as well where one case gives way to another.
"""

import operator
import re
from collections.abc import Callable, Mapping
from itertools import chain, islice

import mpmath as mp
import sympy as sp

from calcml.lessons.entries import Entry
from calcml.oracles.evaluation import DIGITS, Coordinate, Formula, NoValueError, floating
from calcml.oracles.formulas import PLACES, confirmation, places_about
from calcml.oracles.numerals import components
from calcml.oracles.opinions import Opinion
from calcml.oracles.readings import UnreadableError, reading

__all__ = ["curve_opinion", "is_the_curve", "places_on"]

_METHOD = "values at points, 60 digits"
_NAME = re.compile(r"^[a-z]\([a-z]\) = ")
_RELATION = re.compile(r"(.+?) (=|eq\.not|<=|>=|<|>|lt\.eq|gt\.eq|≤|≥) (.+)")
_CALLED = re.compile(r"(Eq|Ne)(\(.+\))")
_SIGNS: Mapping[str, Callable[[mp.mpf, mp.mpf], bool]] = {
    "=": operator.eq, "Eq": operator.eq, "eq.not": operator.ne, "Ne": operator.ne,
    "<": operator.lt, ">": operator.gt,
    "<=": operator.le, "lt.eq": operator.le, "≤": operator.le,
    ">=": operator.ge, "gt.eq": operator.ge, "≥": operator.ge,
}  # fmt: skip
_TOLERANCE = mp.mpf(10) ** -50


def curve_opinion(entry: Entry, f: Formula, at: Coordinate) -> Opinion | None:
    """Try a curve's formula, as Typst and as plain text.

    Parameters
    ----------
    entry : Entry
        The formula; a name such as ``f(x) =`` may stand before it.
    f : Formula
        Of one variable.
    at : Coordinate
        It is tried around there.

    Returns
    -------
    Opinion or None
        None if the formula cannot be read.
    """
    if not f.expression.has(sp.Piecewise):
        return confirmation(
            entry, f, (f.variables[0].name,), places_about((floating(at),)), _METHOD
        )
    holds = all(is_the_curve(_NAME.sub("", text), f, at) for text in (entry.typst, entry.shown))
    return Opinion(f"tried at {PLACES} points", _METHOD, float(_TOLERANCE), holds=holds)


def is_the_curve(text: str, f: Formula, at: Coordinate) -> bool:
    """Tell whether a text, without a name before it, is the formula of a function.

    Parameters
    ----------
    text : str
    f : Formula
    at : Coordinate

    Returns
    -------
    bool

    Raises
    ------
    UnreadableError
        If the text is no formula.
    """
    name = f.variables[0].name
    with mp.workdps(DIGITS):
        return all(
            abs(_read(text, {name: x}) - f(x)) <= _TOLERANCE * (1 + abs(f(x)))
            for x in places_on(f, at)
        )


def places_on(f: Formula, at: Coordinate) -> list[mp.mpf]:
    """Choose eight places around a point, and the point itself, where the function has a value.

    Parameters
    ----------
    f : Formula
        Of one variable.
    at : Coordinate

    Returns
    -------
    list of mpmath.mpf
    """
    centre = floating(at)
    around = (place for (place,) in places_about((centre,)))
    return list(islice((x for x in chain([centre], around) if _has_value(f, x)), PLACES + 1))


def _has_value(f: Formula, x: mp.mpf) -> bool:
    try:
        f(x)
    except NoValueError:
        return False
    return True


def _read(text: str, values: Mapping[str, mp.mpf]) -> mp.mpf:
    head, bracket, _ = text.partition("(")
    if not bracket or head not in {"cases", "Piecewise"}:
        return reading(text, values)
    for part in components(text[len(head) :]):
        case = part.partition(" & ")[::2] if head == "cases" else components(part)
        if _holds(case[1].replace('"if "', "").strip(' "'), values):
            return reading(case[0], values)
    raise UnreadableError(f"one of the cases must hold, got {text}")


def _holds(condition: str, values: Mapping[str, mp.mpf]) -> bool:
    if condition in {"otherwise", "True"}:
        return True
    if called := _CALLED.fullmatch(condition):
        sign, sides = called[1], components(called[2])
    elif related := _RELATION.fullmatch(condition):
        sign, sides = related[2], (related[1], related[3])
    else:
        raise UnreadableError(f"a condition must compare two numbers, got {condition}")
    left, right = (reading(side, values) for side in sides)
    return bool(_SIGNS[sign](left, right))
