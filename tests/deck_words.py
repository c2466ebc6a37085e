"""Whether what is said about a claim, and what a scene shows of it, is what was computed."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import sympy as sp

from calcml.core.decimals import rounded
from calcml.decks import Judged
from calcml.lessons.lesson import Lesson
from calcml.studio.catalogue import catalogue, pick
from calcml.studio.lecture_file import built_in_lecture, read_lecture_file

LONG_DECIMAL = re.compile(r"(?<![\d.])(?!0\.0*1\b)\d+\.\d{3,}(?!\d|\.\d)")
"""A number nobody would state without having computed it; a power of ten may be a step."""

ULPS = 1e-15
"""How far, relatively, a double that was computed lies from the exact number at most."""


def _flat(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple | list):
        for item in value:
            yield from _flat(item)
    else:
        yield value


def _values_of(judged: Judged) -> list[Any]:
    found = judged.finding
    return [v for part in (found.computed, found.readings) for v in _flat(list(part.values()))]


def numbers_of(judged: Judged) -> list[sp.Expr]:
    """Return the numbers that were computed about a claim, exactly."""
    return [
        sp.nsimplify(value, rational=True) if isinstance(value, float) else sp.sympify(value)
        for value in _values_of(judged)
        if not isinstance(value, str | bool)
    ]


def texts_of(judged: Judged) -> list[str]:
    """Return what was computed as it is printed."""
    return [str(value) for value in _values_of(judged) if isinstance(value, str | float)]


def numbers_in_words(judged: Judged) -> list[tuple[str, bool]]:
    """List the long decimals in what is said, and whether each was computed."""
    claim = judged.claim
    said = f"{claim.correction} {claim.proof} {claim.choice} {claim.note}"
    known = [abs(n) for n in numbers_of(judged) if n.is_number and n.is_real and n.is_finite]
    known += [abs(sp.Rational(text)) for text in texts_of(judged) if _is_decimal(text)]
    return [
        (
            text,
            any(rounded(n, len(text.partition(".")[2])) == text for n in known)
            or any(text in printed for printed in texts_of(judged)),
        )
        for text in LONG_DECIMAL.findall(said)
    ]


def _is_decimal(text: str) -> bool:
    return re.fullmatch(r"-?\d+\.\d+", text) is not None


@cache
def _lesson(scene: str) -> Lesson:
    (card,) = pick(catalogue(read_lecture_file(built_in_lecture())), (scene,))
    assert card.lesson is not None
    return card.lesson.load()


def agreeing(judged: Judged) -> list[tuple[str, bool]]:
    """List the entries with exact numbers that a claim names, and whether each was computed."""
    found = []
    for name in judged.claim.entries:
        scene, key = name.split(":")
        entry = _lesson(scene).ledger[key]
        if isinstance(entry.exact, sp.Expr):
            is_shown = any(entry.shown in text.split() for text in texts_of(judged))
            found.append((name, is_shown or _is_computed(entry.exact, judged)))
    return found


def _is_computed(exact: sp.Expr, judged: Judged) -> bool:
    """Tell whether an entry's number is among those computed, but for rounding."""
    same = (n == exact or sp.simplify(n - exact) == 0 for n in numbers_of(judged))
    doubles = (value for value in _values_of(judged) if isinstance(value, float))
    near = (exact.is_finite and abs(d - float(exact)) <= ULPS * abs(d) for d in doubles)
    return any(same) or any(near)
