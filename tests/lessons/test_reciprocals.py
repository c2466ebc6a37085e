"""Values of 1/x from the right: the slide's table, where doubles end, and a picture that stays."""

from fractions import Fraction

import pytest
import sympy as sp

from calcml.lessons.limits import ReciprocalFromRight

LESSON = ReciprocalFromRight()


def shown(key):
    return [entry.shown for name, entry in LESSON.ledger.items() if name.startswith(key)]


def test_the_table_is_the_slides_and_its_general_row_comes_last():
    assert shown("value.")[1:] == [
        "10", "100", "1000", "10000", "100000", "1000000", "10^k",
    ]  # fmt: skip
    assert LESSON.rows[-1] == ["step.every", "value.every"]
    assert LESSON.last == ("value.5", "value.6")  # the slide has its dots between these


def test_every_value_times_its_place_is_one():
    for k in (0, *LESSON.levels):
        assert LESSON.ledger[f"value.{k}"].exact * LESSON.ledger[f"step.{k}"].exact == 1


def test_the_limit_is_no_number():
    assert LESSON.ledger["limit.right"].exact == sp.oo
    assert LESSON.ledger["limit.right"].shown == "+∞"


def test_python_prints_what_is_said():
    typed = shown("code.")
    assert [repr(float(eval(text))) for text in typed] == shown("printed.")  # noqa: S307 - ours
    assert shown("printed.") == ["99999.99999999999", "inf", "0.0"]


def test_the_powers_of_ten_are_the_first_that_fail():
    one = Fraction(1)
    assert 1 / float(one / 10**308) < float("inf")
    assert float(one / 10**323) > 0


@pytest.mark.parametrize("level", [1.0, 2.5, 6.0])
@pytest.mark.parametrize("k", [1.0, 2.25, 5.0])
def test_every_point_stays_on_the_curve_whatever_the_zoom(k, level):
    across, up = LESSON.picture.spot(k, level)
    # Powers of ten in doubles carry a relative error of a few 1e-16 each.
    assert across * up == pytest.approx(10, rel=1e-13)


def test_at_its_own_level_a_power_of_ten_stands_at_the_same_spot():
    assert {LESSON.picture.spot(k, k) for k in LESSON.levels} == {(1.0, 10.0)}
    assert LESSON.picture.spot(1, 2) == (10.0, 1.0)


def test_the_lines_at_a_point_lead_to_it():
    for k, level in ((1.0, 1.0), (1.5, 2.0)):
        spot = LESSON.picture.spot(k, level)
        assert all(end == spot for _, end in LESSON.picture.legs(k, level))
        assert LESSON.picture.upright(k, level)[0][0] == spot[0]
        assert LESSON.picture.flat(k, level)[0][1] == spot[1]


def test_the_curve_leaves_its_names_place_free():
    across, up = LESSON.picture.name_place
    assert across * up > 20  # twice as far out as the curve, on which the product is 10
