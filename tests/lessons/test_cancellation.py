"""Digits that cancel: registers as Python writes them, wrong digits, and the step that is lost."""

from decimal import Decimal
from fractions import Fraction

import pytest

from calcml.lessons.numerics import CatastrophicCancellation

STEPS = (1e-8, 1e-12, 1e-15, 1e-16)


@pytest.fixture(scope="module")
def lesson():
    return CatastrophicCancellation()


def test_the_numbers_are_pythons_own(lesson):
    printed = [lesson.ledger[f"printed.{i}"].shown for i in range(4)]
    assert printed == [repr(((3 + h) ** 2 - 3**2) / h) for h in STEPS]
    assert lesson.ledger["effective"].shown == repr((3 + 1e-15) - 3) == "8.881784197001252e-16"
    assert lesson.ledger["gap"].shown == "4.440892098500626e-16"
    assert [lesson.ledger[f"printed.{i}"].shown for i in (2, 3)] == ["5.329070518200751", "0.0"]


@pytest.mark.parametrize("i", range(3))
def test_registers_are_the_doubles_with_sixteen_decimals(lesson, i):
    h = STEPS[i]
    values = {"minuend": (3 + h) ** 2, "subtrahend": 9.0, "difference": (3 + h) ** 2 - 9.0}
    for name, value in values.items():
        assert lesson.ledger[f"{name}.{i}"].shown == f"{value:.16f}"


def test_so_many_digits_agree(lesson):
    assert [lesson.ledger[f"agree.{i}"].shown for i in range(4)] == ["8", "12", "15", "17"]
    for i in lesson.shrinking:
        one, other = (lesson.ledger[f"{name}.{i}"].shown for name in ("minuend", "subtrahend"))
        same = lesson.agreeing(i)
        assert one[same] == other[same]
        assert one[same.stop] != other[same.stop]


@pytest.mark.parametrize("i", range(3))
def test_digits_are_called_wrong_from_where_the_difference_is_off(lesson, i):
    # Exactly, (3 + h)² - 9 = 6h + h².
    h = Fraction(str(Decimal(repr(STEPS[i]))))
    shown, wrong = lesson.ledger[f"difference.{i}"].shown, lesson.wrong(i)
    exact, unit = 6 * h + h**2, Fraction(10) ** (wrong.start - len("0."))
    assert round(Fraction(shown) * unit) == round(exact * unit)
    assert round(Fraction(shown) * 10**16) != round(exact * 10**16)
    assert wrong.stop == len(shown)


def test_what_spoils_each_quotient(lesson):
    spoilers = [lesson.ledger[f"spoiler.{i}"].shown for i in range(4)]
    assert spoilers == ["cancellation"] * 3 + ["absorption"]


def test_every_claim_holds(lesson):
    assert [claim.key for claim in lesson.claims if not claim.holds] == []


def test_captions_are_short_enough_to_be_read_at_once(lesson):
    assert max(len(lesson.caption(beat)) for beat in lesson.beats) <= 95


def test_the_steps_fall_where_they_are_and_end_on_a_double(lesson):
    # In gaps of 2⁻⁵¹: 2⁵¹/10¹⁵ and 2⁵¹/10¹⁶.
    snapped, lost = (lesson.darts[f"step.{i}"] for i in (2, 3))
    assert snapped.place(1)[0] == float(Fraction(2**51, 10**15))
    assert lost.place(1)[0] == float(Fraction(2**51, 10**16))
    assert (snapped.place(2)[0], lost.place(2)[0]) == (2, 0)
