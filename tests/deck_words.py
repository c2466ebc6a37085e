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

LONG_DECIMAL = re.compile(r"(?<![\d.])\d+\.\d{3,}(?![\d.])")
"""A number nobody would state without having computed it."""


def flat(value: Any) -> Iterator[Any]:
    """Yield the single values of what was computed."""
    if isinstance(value, tuple | list):
        for item in value:
            yield from flat(item)
    else:
        yield value


def numbers_of(judged: Judged) -> list[sp.Expr]:
    """Return the numbers that were computed about a claim, exactly."""
    found = judged.finding
    values = [
        v
        for part in (found.computed, found.readings)
        for value in part.values()
        for v in flat(value)
    ]
    return [sp.nsimplify(v, rational=True) if isinstance(v, float) else sp.sympify(v)
            for v in values if not isinstance(v, str | bool)]  # fmt: skip


def numbers_in_words(judged: Judged) -> list[tuple[str, bool]]:
    """List the long decimals in what is said, and whether each was computed."""
    claim = judged.claim
    said = f"{claim.correction} {claim.proof} {claim.choice} {claim.note}"
    known = [abs(n) for n in numbers_of(judged) if n.is_number and n.is_real and n.is_finite]
    return [
        (text, any(rounded(n, len(text.partition(".")[2])) == text for n in known))
        for text in LONG_DECIMAL.findall(said)
    ]


@cache
def _lesson(scene: str) -> Lesson:
    (card,) = pick(catalogue(read_lecture_file(built_in_lecture())), (scene,))
    assert card.lesson is not None
    return card.lesson.load()


def agreeing(judged: Judged) -> list[tuple[str, bool]]:
    """List the entries with exact numbers that a claim names, and whether each was computed."""
    known = numbers_of(judged)
    found = []
    for name in judged.claim.entries:
        scene, key = name.split(":")
        exact = _lesson(scene).ledger[key].exact
        if isinstance(exact, sp.Expr):
            found.append((name, any(sp.simplify(n - exact) == 0 for n in known)))
    return found
