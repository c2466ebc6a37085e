"""Second opinions on 1/x from the right: fractions, and doubles as fractions rounded."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial

import mpmath as mp

from calcml.lessons.limits import ReciprocalFromRight
from calcml.oracles.approaches import approach
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.opinions import Opinion, Work, found, given, worked_out
from calcml.oracles.readings import UnreadableError

__all__ = ["reciprocal"]

_VALUES = "division, 60 digits"
_FRACTIONS = "fractions"
_ROUNDED = "fractions rounded to doubles"


def reciprocal(lesson: ReciprocalFromRight) -> Mapping[str, Opinion]:
    """Work out the numbers of a `ReciprocalFromRight`.

    Parameters
    ----------
    lesson : ReciprocalFromRight

    Returns
    -------
    mapping of str to Opinion
    """
    return worked_out(lesson.ledger, _of_the_reciprocal(lesson))


def _of_the_reciprocal(lesson: ReciprocalFromRight) -> Work:
    ledger = lesson.ledger
    for key in ("function", "reciprocal"):
        yield key, partial(_tried, lesson, key, "x", _inverse)
    yield "step.every", partial(_tried, lesson, "step.every", "k", lambda k: 1 / mp.mpf(10) ** k)
    yield "value.every", partial(_tried, lesson, "value.every", "k", lambda k: mp.mpf(10) ** k)
    for k in (lesson.outset, *lesson.levels):
        yield f"value.{k}", partial(_value, given(ledger[f"step.{k}"]))
    for code, result in lesson.printouts:
        yield code, partial(_typed, ledger[code].shown, ledger[code].typst)
        yield result, partial(_printed, ledger[code].shown)
    yield "limit.right", lambda: approach(_inverse, 0, 1).opinion


def _inverse(x: mp.mpf) -> mp.mpf:
    return 1 / x


def _tried(
    lesson: ReciprocalFromRight, key: str, name: str, truth: Callable[[mp.mpf], mp.mpf]
) -> Opinion | None:
    places = places_about((mp.mpf(0),))
    return confirmation(lesson.ledger[key], truth, (name,), places, _VALUES)


def _value(place: object) -> Opinion:
    inverse = 1 / Fraction(str(place))
    return found(mp.mpf(inverse.numerator) / inverse.denominator, _FRACTIONS)


def _typed(text: str, code: str) -> Opinion:
    """Judge whether what is typed is a power of ten, or one divided by it, and shown as it is."""
    fraction = _read(text)[1]
    holds = code == f'#raw("{text}")' and fraction.numerator == 1
    return Opinion("a power of ten", _FRACTIONS, holds=holds and set(str(1 / fraction)) == {*"10"})


def _read(text: str) -> tuple[bool, Fraction]:
    """Return whether one is divided by it, and the power of ten that is typed."""
    head, slash, power = text.rpartition("/")
    if not Fraction(power):
        raise UnreadableError(f"a power of ten is not zero, got {text}")
    return bool(slash) and head == "1", Fraction(power)


def _printed(text: str) -> Opinion:
    """Round the number typed to a double, and then what one divided by it is."""
    divided, power = _read(text)
    stored = float(power)
    if not (divided and stored):
        return Opinion(stored, _ROUNDED)
    try:
        return Opinion(float(1 / Fraction(stored)), _ROUNDED)
    except OverflowError:
        return Opinion(float("inf"), _ROUNDED)
