"""Second opinions on the quiz: each term by itself, and both slices at the place."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import mpmath as mp

from calcml.lessons.entries import Entry, Ledger
from calcml.lessons.partials import PartialDerivativeQuiz
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.opinions import Opinion, Work, worked_out
from calcml.oracles.partials import DIFFERENCES, slope_opinion, tuple_opinion
from calcml.oracles.slopes import derivative

__all__ = ["OPINIONS"]

_HEIGHTS = "heights, 60 digits"
_SLOPES = f"{DIFFERENCES}, at points"
_PLACE = mp.mpf(1), mp.mpf(2)
_COLOURED = re.compile(r"(?:moving|soft)\(([^()]*)\)")
_HELD = re.compile(r"^f\((x|[−-]?\d+), (y|[−-]?\d+)\) = ")

Height = Callable[[mp.mpf, mp.mpf], mp.mpf]

_TERMS: tuple[Height, ...] = (
    lambda x, y: 3 * x * x * y,
    lambda x, y: 2 * x * y * y,
    lambda x, _: x,
)


def _quiz(lesson: PartialDerivativeQuiz) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_quiz(lesson.ledger))


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {"PartialDerivativeQuiz": _quiz}


def _of_quiz(ledger: Ledger) -> Work:
    for i, term in enumerate(_TERMS):
        for key in (f"term.{i}", f"term_x.{i}", f"term_y.{i}"):
            yield key, partial(_tried, ledger[key], term, _HEIGHTS)
        yield f"by_x.{i}", partial(_tried, ledger[f"by_x.{i}"], _by_x(term), _SLOPES)
        yield f"by_y.{i}", partial(_tried, ledger[f"by_y.{i}"], _by_y(term), _SLOPES)
    yield "place", partial(tuple_opinion, ledger["place"], _PLACE, "the question's place")
    a, b = _PLACE
    for name, line, at in (("x", lambda x: _f(x, b), a), ("y", lambda y: _f(a, y), b)):
        yield f"cut.{name}", partial(_slice, ledger[f"cut.{name}"], name, line)
        yield f"slope.{name}", partial(slope_opinion, line, at)


def _f(x: mp.mpf, y: mp.mpf) -> mp.mpf:
    return mp.fsum(term(x, y) for term in _TERMS)


def _by_x(term: Height) -> Height:
    return lambda x, y: derivative(lambda moved: term(moved, y), x).value


def _by_y(term: Height) -> Height:
    return lambda x, y: derivative(lambda moved: term(x, moved), y).value


def _tried(entry: Entry, truth: Height, method: str) -> Opinion | None:
    """Try a formula, whatever its colours."""
    plain = Entry(**{**vars(entry), "typst": _COLOURED.sub(r"\1", entry.typst)})
    return confirmation(plain, truth, ("x", "y"), places_about(_PLACE), method)


def _slice(entry: Entry, free: str, line: Callable[[mp.mpf], mp.mpf]) -> Opinion | None:
    """Try a slice, and compare what its name holds with the place."""
    index = "xy".index(free)
    names = (_HELD.match(text) for text in (entry.typst, entry.shown))
    held = [(name[1 + index], name[2 - index]) if name else ("", "") for name in names]
    if any(moving != free or mp.mpf(value) != _PLACE[1 - index] for moving, value in held):
        return Opinion("the place", "read back", holds=False)
    return confirmation(entry, line, (free,), places_about([mp.mpf(0)]), _HEIGHTS)
