"""The lesson of the four kinds of error: where doubles end, and what exact numbers leave."""

import math
import sys
from fractions import Fraction

import pytest
import sympy as sp

from calcml.lessons.numerics import ErrorTaxonomy


@pytest.fixture(scope="module")
def lesson():
    return ErrorTaxonomy()


def shown(lesson, *keys):
    return [lesson.ledger[key].shown for key in keys]


def test_the_numbers_of_the_outline(lesson):
    lesson.require_claims()
    assert shown(lesson, "pi.error", "tenth.stored", "sum") == [
        "1.2246·10⁻¹⁶", "3602879701896397/36028797018963968", "0.9999999999999999",
    ]  # fmt: skip
    assert shown(lesson, "edge.smallest", "edge.normal", "edge.largest") == [
        "5e-324", repr(sys.float_info.min), repr(sys.float_info.max),
    ]  # fmt: skip
    assert shown(lesson, "rising.end", "falling.end", "tail") == ["inf", "-inf", "9.948·10⁻³"]


def test_python_agrees_at_both_ends(lesson):
    value = 1.234567890123e-308
    for i in range(len(lesson.sinking)):
        assert shown(lesson, f"sinking.{i}")[0] == repr(value)
        value /= 100_000
    assert lesson.rising[-1] == 1e308 * 10 == math.inf


def test_the_loop_is_pythons(lesson):
    total, errors = 0.0, []
    for k in range(1, 11):
        total += 0.1
        errors.append(float(Fraction(total) - Fraction(k, 10)))
    assert lesson.loop.sums[-1] == total
    assert lesson.places.drift[:, 1].tolist() == errors


def test_the_series_stops_short_of_e(lesson):
    assert lesson.parts[-1] == sp.Rational(65, 24)  # 1 + 1 + 1/2 + 1/6 + 1/24
    below = lesson.places.sums[:, 1]
    assert (below < math.e).all()
    assert lesson.ledger["tail"].exact == sp.E - sp.Rational(65, 24)


def test_everything_stays_on_its_line(lesson):
    places = lesson.places
    for frame, values in (
        (places.under, [*lesson.sinking[:-1], *places.edges[:2]]),
        (places.over, [*lesson.rising[:-1], places.edges[2]]),
    ):
        for value in values:
            assert frame.x.low < places.on(value)[0] < frame.x.high
    assert places.beyond(places.under, -1)[0] < places.on(places.edges[0])[0]
    assert places.beyond(places.over, 1)[0] > places.on(places.edges[2])[0]
    assert lesson.dart.place(lesson.dart.settled)[0] == 0
    # π lies 1.22e-16 above its double, and the gap is 2**-51.
    assert lesson.dart.landing[0] == pytest.approx(1.2246467991473532e-16 * 2**51, rel=1e-12)
