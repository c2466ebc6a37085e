"""Second opinions on limits that fail, by values ever nearer, and on bounds by trying them."""

from collections.abc import Callable, Mapping
from functools import partial

import mpmath as mp
import sympy as sp

from calcml.lessons.entries import Entry
from calcml.lessons.limits import LimitFailureModes
from calcml.oracles.approaches import approach, both_sides
from calcml.oracles.evaluation import DIGITS
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.opinions import Opinion, Work, worked_out
from calcml.oracles.readings import reading

__all__ = ["failing"]

Line = Callable[[mp.mpf], mp.mpf]

_VALUES = "the functions, 60 digits"
_TRIED = "bounds at 400 places"
_CASES: Mapping[str, tuple[Line, sp.Expr]] = {
    "jump": (lambda x: x / abs(x), sp.Integer(0)),
    "kink": (lambda x: max(x, -x), sp.Integer(0)),
    "wave": (mp.sin, sp.oo),
    "decay": (lambda x: mp.sin(x) / x, sp.oo),
}
_PLACES = 400
_APART = 0.13  # of two places: no share of a period
_CLOSE = 0.01  # so near each bound is come


def failing(lesson: LimitFailureModes) -> Mapping[str, Opinion]:
    """Work out the numbers of a `LimitFailureModes`.

    Parameters
    ----------
    lesson : LimitFailureModes

    Returns
    -------
    mapping of str to Opinion
    """
    return worked_out(lesson.ledger, _of_the_cases(lesson))


def _of_the_cases(lesson: LimitFailureModes) -> Work:
    ledger = lesson.ledger
    for name, (line, to) in _CASES.items():
        yield f"{name}.function", partial(_formula, ledger[f"{name}.function"], line)
        if to.is_finite:
            yield f"{name}.left", partial(_side, line, to, -1)
            yield f"{name}.right", partial(_side, line, to, 1)
        yield f"{name}.both", partial(_both, line, to)
    for name in ("wave", "decay"):
        yield f"{name}.bounds", partial(_bounds, ledger[f"{name}.bounds"], _CASES[name][0])


def _formula(entry: Entry, line: Line) -> Opinion | None:
    return confirmation(entry, line, ("x",), places_about((mp.mpf(0),)), _VALUES)


def _side(line: Line, to: sp.Expr, side: int) -> Opinion:
    return approach(line, to, side).opinion


def _both(line: Line, to: sp.Expr) -> Opinion:
    """Say where a function leads; at infinity there is one side only."""
    return (both_sides(line, to) if to.is_finite else approach(line, to, 1)).opinion


def _bounds(entry: Entry, line: Line) -> Opinion:
    """Try whether a curve keeps between two bounds, and comes close to both."""
    with mp.workdps(DIGITS):
        places = [mp.mpf(_APART * k) for k in range(1, _PLACES + 1)]
        holds = all(_keeps(text, line, places) for text in (entry.typst, entry.shown))
    return Opinion(f"tried at {_PLACES} places", _TRIED, holds=holds)


def _keeps(text: str, line: Line, places: list[mp.mpf]) -> bool:
    low, name, high = text.replace("<=", "≤").split(" ≤ ")
    below = [line(x) - reading(low, {"x": x}) for x in places]
    above = [reading(high, {"x": x}) - line(x) for x in places]
    return name == "f(x)" and all(0 <= min(gaps) < _CLOSE for gaps in (below, above))
