"""Doubles: the facts of the chapter on numerical derivatives, against exact fractions."""

import math
import sys
from decimal import Decimal
from fractions import Fraction

import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given
from hypothesis import strategies as st

from calcml.core import floats
from calcml.core.errors import InvalidArgument
from calcml.core.floats import (
    LARGEST,
    MACHINE_EPSILON,
    SMALLEST_INCREMENT,
    SMALLEST_NORMAL,
    SMALLEST_SUBNORMAL,
    UNIT_ROUNDOFF,
    absorbs,
    addition,
    nearest,
    neighbours,
    repetition,
    rounding,
    scaled_until_lost,
    spacing,
    subtraction,
)

doubles = st.floats(allow_nan=False, allow_infinity=False)
_RAMANUJAN = "-7.4992740280181431112e-13"
moderate = st.floats(-1e100, 1e100)


def test_the_constants_are_those_of_ieee_754() -> None:
    assert MACHINE_EPSILON == 2.0**-52 == 2.220446049250313e-16 == np.finfo(float).eps
    assert UNIT_ROUNDOFF == 2.0**-53
    assert SMALLEST_INCREMENT == 1.1102230246251568e-16
    assert LARGEST == 1.7976931348623157e308 == (2 - 2.0**-52) * 2.0**1023
    assert SMALLEST_NORMAL == 2.2250738585072014e-308 == 2.0**-1022
    assert SMALLEST_SUBNORMAL == 5e-324 == 2.0**-1074


def test_the_smallest_increment_that_survives_is_just_above_half_of_epsilon() -> None:
    assert 1 + SMALLEST_INCREMENT == 1.0000000000000002
    assert 1 + math.nextafter(SMALLEST_INCREMENT, 0.0) == 1.0
    assert SMALLEST_INCREMENT < MACHINE_EPSILON


def test_spacing_is_one_unit_in_the_last_place() -> None:
    assert spacing(1.0) == MACHINE_EPSILON
    assert spacing(3.0) == spacing(-3.0) == 4.440892098500626e-16
    assert spacing(0.0) == SMALLEST_SUBNORMAL


def test_the_left_neighbour_of_one_is_twice_as_near_as_the_right() -> None:
    below, above = neighbours(1.0)
    assert (below, above) == (0.9999999999999999, 1.0000000000000002)
    assert 2 * (1 - below) == above - 1 == MACHINE_EPSILON


def test_above_the_largest_double_lies_infinity() -> None:
    assert neighbours(LARGEST)[1] == math.inf
    assert neighbours(0.0) == (-5e-324, 5e-324)


# 1 + 1e-16 falls back to 1, so does the tie 2**-53 (to even); 1.2e-16 is raised to ε.
@pytest.mark.parametrize(
    ("increment", "result"),
    [(1e-16, 1.0), (2.0**-53, 1.0), (1.2e-16, 1 + 2.0**-52), (2.0**-52, 1 + 2.0**-52)],
)
def test_one_plus_an_increment_snaps_to_a_double(increment: float, result: float) -> None:
    found = addition(1.0, increment)
    assert found.result == result
    assert found.absorbed == absorbs(1.0, increment) == (result == 1.0)
    assert found.effective == result - 1


def test_the_step_of_the_decks_snaps_to_two_spacings_and_then_to_none() -> None:
    assert addition(3.0, 1e-15).effective == 8.881784197001252e-16 == 2 * spacing(3.0)
    assert absorbs(3.0, 1e-16)
    assert absorbs(3e8, math.sqrt(MACHINE_EPSILON))


def test_nothing_added_is_not_absorbed() -> None:
    assert not absorbs(1.0, 0.0)


@given(moderate, moderate)
def test_an_addition_errs_by_half_a_spacing_at_most(x: float, delta: float) -> None:
    found = addition(x, delta)
    error = Fraction(found.result) - Fraction(x) - Fraction(delta)
    assert Fraction(found.error) == error  # the error of a sum is itself a double (Dekker)
    assert 2 * abs(error) <= Fraction(spacing(found.result))


def test_a_decimal_and_pi_are_stored_with_an_error() -> None:
    tenth = rounding(0.1)
    assert tenth.fraction == Fraction(3602879701896397, 36028797018963968)
    assert tenth.error == float(Fraction(1, 10) - tenth.fraction)
    pi = rounding(sp.pi)
    assert pi.stored == math.pi
    with mpmath.workdps(50):
        assert pi.error == float(mpmath.pi - mpmath.mpf(math.pi))
    assert f"{pi.error:.5e}" == "1.22465e-16"


@given(doubles)
def test_a_double_is_its_own_nearest(value: float) -> None:
    assert nearest(value) == value


@given(st.integers(), st.integers(min_value=1))
def test_the_nearest_double_of_a_fraction_is_half_a_spacing_away_at_most(p: int, q: int) -> None:
    assume(abs(p) < 2**1000)
    double = nearest(Fraction(p, q))
    assert 2 * abs(Fraction(double) - Fraction(p, q)) <= Fraction(spacing(double))


@pytest.mark.parametrize(
    ("expression", "oracle"),
    [
        (sp.sqrt(2), lambda m: m.sqrt(2)),
        (sp.exp(-230), lambda m: m.exp(-230)),
        # 1 - cos(1e-12) loses 24 digits: thirty of them are not enough.
        (1 - sp.cos(sp.Rational(1, 10**12)), lambda m: 1 - m.cos(m.mpf(1) / 10**12)),
        # Ramanujan's near-integer, published as 262537412640768743.99999999999925007259719818568888
        (sp.exp(sp.pi * sp.sqrt(163)) - 640320**3 - 744, lambda m: m.mpf(_RAMANUJAN)),
    ],
)
def test_irrational_numbers_agree_with_mpmath(expression: sp.Expr, oracle: object) -> None:
    with mpmath.workdps(80):
        assert nearest(expression) == float(oracle(mpmath))  # type: ignore[operator]


def test_a_zero_that_sympy_does_not_recognise_is_zero() -> None:
    hidden = sp.sin(1) ** 2 + sp.cos(1) ** 2 - 1
    assert hidden != 0
    assert nearest(hidden) == 0.0


def test_decimals_and_integers_have_their_nearest_double() -> None:
    assert nearest(Decimal("0.1")) == 0.1
    assert nearest(10**22 + 1) == 1e22


def test_too_large_a_number_is_refused() -> None:
    for value in (10**400, sp.exp(1000)):
        with pytest.raises(InvalidArgument, match="a double reaches"):
            nearest(value)


def test_matching_digits_cancel_and_the_subtraction_itself_is_exact() -> None:
    found = subtraction((3 + 1e-8) ** 2, 9.0)
    assert found.registers == ("9.0000000599999996", "9.0000000000000000")
    assert found.matching == 8
    assert round(found.digits_lost, 2) == 8.18  # log₁₀(9 / 6e-8)
    assert found.is_exact


def test_nothing_is_left_of_equal_numbers() -> None:
    found = subtraction(9.0, 9.0)
    assert found.matching == 17
    assert found.digits_lost == math.inf
    assert found.result == 0.0


def test_leading_zeros_and_unlike_signs_do_not_match() -> None:
    assert subtraction(0.00123, 0.00124).matching == 2
    assert subtraction(3.0, -3.0).matching == 0
    assert subtraction(10.0, 9.999).matching == 0


def test_a_difference_of_unlike_numbers_may_round() -> None:
    assert not subtraction(1.0, 1e-17).is_exact


@given(st.floats(1.0, 2.0), st.floats(1.0, 2.0))
def test_sterbenz_within_a_factor_of_two_a_difference_is_exact(a: float, b: float) -> None:
    assert subtraction(a, b).is_exact


def test_ten_times_a_tenth_misses_one() -> None:
    found = repetition(0.1, count=10)
    assert found.sums[:4] == (0.1, 0.2, 0.30000000000000004, 0.4)
    assert found.sums[-1] == 0.9999999999999999
    assert found.exact == 1
    assert found.error == -(2.0**-53)  # one spacing of the doubles below 1


def test_a_quarter_can_be_added_without_error() -> None:
    assert repetition(0.25, count=8).error == 0.0


def test_a_small_number_slides_down_to_zero() -> None:
    slide = list(scaled_until_lost(1e-308, 0.5))
    assert slide[-2:] == [5e-324, 0.0]
    tenths = list(scaled_until_lost(1e-321, 0.1))
    assert tenths == [1e-321, 1e-322, 1e-323, 0.0]


def test_a_large_number_overflows() -> None:
    assert list(scaled_until_lost(LARGEST, 10)) == [LARGEST, math.inf]
    assert list(scaled_until_lost(-1e308, 10))[-1] == -math.inf


@pytest.mark.parametrize("wrong", [math.nan, math.inf, True, "1"])
def test_only_finite_doubles_are_taken(wrong: float) -> None:
    for routine in (spacing, neighbours):
        with pytest.raises(InvalidArgument, match="a finite double is needed"):
            routine(wrong)


def test_an_overflowing_sum_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="a finite double is needed, got inf"):
        addition(LARGEST, LARGEST)


def test_zero_minus_zero_has_no_digits_to_lose() -> None:
    with pytest.raises(InvalidArgument, match="must differ from zero"):
        subtraction(0.0, 0.0)


def test_a_repetition_needs_a_term() -> None:
    with pytest.raises(InvalidArgument, match="count must be at least 1, got 0"):
        repetition(0.1, count=0)


def test_a_slide_needs_a_start_and_a_factor_that_moves() -> None:
    with pytest.raises(InvalidArgument, match="start must differ from zero"):
        scaled_until_lost(0.0, 0.1)
    for factor in (0.9, 1.0, 1.5, -2.0):
        with pytest.raises(InvalidArgument, match="factor must be at most 1/2 or at least 2"):
            scaled_until_lost(1.0, factor)


def test_the_module_gives_what_it_names() -> None:
    assert sorted(floats.__all__) == sorted(set(floats.__all__))
    assert sys.float_info.mant_dig == 53  # what the chapter takes for granted


def test_numbers_far_too_large_are_named_shortly():
    with pytest.raises(InvalidArgument, match=r"a double reaches .* got 1.000e\+5000"):
        nearest(10**5000)
