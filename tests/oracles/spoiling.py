"""Ledgers with mistakes in them, which a second opinion must notice."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import sympy as sp

from calcml.lessons.entries import Entry, Ledger
from calcml.lessons.lesson import Lesson
from calcml.oracles import Opinion, agreement, second_opinions

WORTH_ASKING = {"number", "formula", "verdict"}
_NUMERAL = re.compile(r"−?\d+(?:\.(\d+))?(?:·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)|e([+-]\d+))?")
_PLAIN = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


Opinions = Mapping[str, Opinion]


def doubts(lesson: Lesson) -> list[str]:
    """Return what is wrong with second opinions: none, another, or the same on a spoilt entry."""
    opinions = second_opinions(lesson)
    return [
        *(f"there is none on {key}" for key in unheard(lesson, opinions)),
        *(f"another is held on {key}" for key in disagreements(lesson, opinions)),
        *(f"{key} might be {entry}" for key, entry in unnoticed(lesson, opinions)),
    ]


def told_with(lesson: Lesson, *wrong: Entry) -> Lesson:
    """Return the same lesson with some other entries."""
    other = lesson.with_parameters()
    entries = {**lesson.ledger, **{entry.key: entry for entry in wrong}}
    other.__dict__["ledger"] = Ledger(entries.values())
    return other


def holds_if(lesson: Lesson, key: str, **texts: str | tuple[str, str]) -> bool | None:
    """Tell whether an entry would still be confirmed with other texts; None without an opinion.

    Of a pair the first part stands in the text; there the second takes its place once.
    """
    entry = lesson.ledger[key]
    changes: dict[str, Any] = {
        name: text if isinstance(text, str) else getattr(entry, name).replace(*text, 1)
        for name, text in texts.items()
    }
    wrong = replace(entry, **changes)
    assert wrong != entry, f"{texts} leaves {key} as it is"
    said = second_opinions(told_with(lesson, wrong)).get(key)
    return said.holds if said else None


def unheard(lesson: Lesson, opinions: Opinions) -> list[str]:
    """Return the keys of the entries on which there is no opinion."""
    return [k for k, e in lesson.ledger.items() if e.kind in WORTH_ASKING and k not in opinions]


def disagreements(lesson: Lesson, opinions: Opinions) -> list[str]:
    """Return the keys of the entries of which the second opinion is another."""
    return [k for k, said in opinions.items() if not agreement(lesson.ledger[k], said).agrees]


def unnoticed(lesson: Lesson, opinions: Opinions) -> list[tuple[str, Entry]]:
    """Return the spoilt numbers and judgements with which the opinions still agree."""
    return [
        (key, spoilt)
        for key, said in opinions.items()
        for spoilt in _spoilt(lesson.ledger[key])
        if spoilt != lesson.ledger[key] and agreement(spoilt, said).agrees
    ]


def unnoticed_formulas(lesson: Lesson) -> list[tuple[str, str]]:
    """Return the formulas with a wrong digit, on screen or as text, that are still confirmed."""
    missed = []
    for text in ("typst", "shown"):
        for which in range(max(map(_digits, lesson.ledger.values()))):
            wrong = {
                key: _spoilt_formula(entry, text, which)
                for key, entry in lesson.ledger.items()
                if entry.kind == "formula"
            }
            opinions = second_opinions(told_with(lesson, *wrong.values()))
            missed += [
                (key, getattr(entry, text))
                for key, entry in wrong.items()
                if entry != lesson.ledger[key] and key in opinions and opinions[key].holds
            ]
    return missed


def _digits(entry: Entry) -> int:
    return len(re.findall(r"\d", entry.typst)) if entry.kind == "formula" else 0


def _spoilt_formula(entry: Entry, text: str, which: int) -> Entry:
    changed: dict[str, Any] = {text: _with_wrong_digit(getattr(entry, text), which)}
    return replace(entry, **changed)


def _with_wrong_digit(text: str, which: int) -> str:
    """Raise one of the digits behind the name of a formula; the text as it is, if it has fewer."""
    head, equals, body = text.rpartition(" = ")
    places = [match.start() for match in re.finditer(r"[0-9]", body)]
    if which >= len(places):
        return text
    at = places[which]
    return f"{head}{equals}{body[:at]}{(int(body[at]) + 1) % 10}{body[at + 1 :]}"


def _spoilt(entry: Entry) -> Iterator[Entry]:
    if isinstance(entry.value, bool):
        yield replace(entry, value=not entry.value)
    elif entry.kind == "verdict":
        yield replace(entry, value=f"not {entry.value}")
    elif isinstance(entry.value, float):
        yield from _wrong_numbers(entry)


def _wrong_numbers(entry: Entry) -> Iterator[Entry]:
    """Yield the number with a wrong last digit, a wrong thirteenth digit, and the other sign."""
    value, exact, unit = float(entry.value), entry.exact, _last_place(entry.shown)
    if exact is not None and exact.is_infinite:
        yield replace(entry, value=-value, exact=-exact)
        return
    tiny = min(unit, sp.Rational(abs(value)) or unit) / 10**12
    for shift in (unit, -unit):
        yield replace(entry, value=value + float(shift))
    if exact is None:
        return
    for shift in (unit, -unit, tiny):
        yield replace(entry, exact=exact + shift)
        yield replace(entry, exact=exact + shift, value=value + float(shift))
    if exact != 0:
        yield replace(entry, value=-value, exact=-exact)


def _last_place(shown: str) -> sp.Expr:
    """Return one unit of the last digit on screen; of a fraction or a root, a millionth."""
    match = _NUMERAL.fullmatch(shown)
    if match is None:
        return sp.Rational(1, 10**6)
    power = int((match[2] or match[3] or "0").translate(_PLAIN)) - len(match[1] or "")
    return sp.Integer(10) ** power
