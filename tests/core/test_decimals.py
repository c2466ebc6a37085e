"""Numbers are read exactly and shown rounded half-even from their exact value."""

import decimal
from decimal import Decimal
from fractions import Fraction

import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from calcml.core.decimals import exact, rounded, scientific, significant
from calcml.core.errors import InvalidArgument


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, sp.Integer(3)),
        (np.int64(3), sp.Integer(3)),
        (0.1, sp.Rational(1, 10)),
        (np.float64(1e-16), sp.Rational(1, 10**16)),
        (Fraction(1, 3), sp.Rational(1, 3)),
        (Decimal("0.25"), sp.Rational(1, 4)),
        (sp.pi, sp.pi),
        (sp.Float(0.1) + sp.pi, sp.Rational(1, 10) + sp.pi),
        (sp.Float("1e400"), sp.Integer(10) ** 400),
        (sp.Float("1e-400"), sp.Rational(1, 10**400)),
        (sp.Float("0.1000000000000000000001", 30), sp.Rational(10**21 + 1, 10**22)),
    ],
)
def test_a_number_is_read_as_it_is_written(value, expected):
    assert exact(value) == expected


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (True, "a number is needed, got True of type bool"),
        ("1", "a number is needed, got '1' of type str"),
        (float("nan"), "a number must be finite, got nan"),
        (float("-inf"), "a number must be finite, got -inf"),
        (Decimal("Infinity"), "a number must be finite"),
        (sp.oo, "a number must be finite and real, got oo"),
        (sp.nan, "a number must be finite and real, got nan"),
        (sp.I, "a number must be finite and real, got I"),
        (sp.Symbol("q"), "free of variables, got q with q"),
        (Decimal("1e99999999"), "within 1e±10000 of zero, got 1.00000e\\+99999999"),
    ],
)
def test_what_is_no_finite_real_number_is_refused(value, message):
    with pytest.raises(InvalidArgument, match=message):
        exact(value)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (sp.Rational(1, 8), 2, "0.12"),  # ties go to the even neighbour
        (sp.Rational(3, 8), 2, "0.38"),
        (2.5, 0, "2"),
        (-0.004, 2, "0.00"),
        (sp.sqrt(2), 3, "1.414"),
        (-sp.exp(-sp.Rational(1, 2)) / 2, 4, "-0.3033"),
        (10**20, 1, "100000000000000000000.0"),
        (0, 0, "0"),
    ],
)
def test_fixed_decimals_are_rounded_half_even_from_the_exact_value(value, decimals, expected):
    assert rounded(value, decimals) == expected


def test_digits_that_a_double_cannot_carry_are_still_right():
    # mpmath at 80 digits is the oracle.
    with mpmath.workdps(80):
        oracle = Decimal(mpmath.nstr(mpmath.exp(mpmath.pi), 70))
    with decimal.localcontext() as context:
        context.prec = 100
        assert rounded(sp.exp(sp.pi), 50) == f"{oracle.quantize(Decimal(10) ** -50)}"


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (sp.Rational(1, 3), 3, "0.333"),
        (98765, 2, "99000"),
        (9.996, 3, "10.0"),
        (sp.pi * 1000, 5, "3141.6"),
        (0, 3, "0.00"),
        (-0.00012345, 2, "-0.00012"),
    ],
)
def test_significant_digits(value, digits, expected):
    assert significant(value, digits) == expected


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (sp.Rational(4294, 100000), 4, "4.294e-02"),
        (2.0**-52, 4, "2.220e-16"),
        (9.9996, 4, "1.000e+01"),
        (123456, 2, "1.2e+05"),
        (sp.pi / 10**20, 3, "3.14e-20"),
        (Fraction(1, 1000), 1, "1e-03"),
    ],
)
def test_scientific_notation(value, digits, expected):
    assert scientific(value, digits) == expected


@given(st.floats(allow_nan=False, allow_infinity=False, width=32), st.integers(0, 12))
def test_rounding_agrees_with_the_decimal_module(value, decimals):
    with decimal.localcontext() as context:
        context.prec = 80
        expected = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals))
    assert Decimal(rounded(value, decimals)) == expected


@given(st.fractions(), st.integers(1, 15))
def test_significant_digits_are_within_half_a_unit(value, digits):
    shown = Fraction(scientific(value, digits))
    assert abs(shown - value) * 2 <= abs(value) * Fraction(10) ** (1 - digits)


def test_impossible_counts_of_digits_are_refused():
    with pytest.raises(
        InvalidArgument, match="decimals must be a whole number of at least 0, got -1"
    ):
        rounded(1, -1)
    with pytest.raises(InvalidArgument, match="digits must be a whole number of at least 1, got 0"):
        significant(1, 0)
    for count in (True, 1.5, "1"):
        with pytest.raises(InvalidArgument, match="digits must be a whole number"):
            scientific(1, count)


def test_a_zero_in_disguise_is_shown_as_zero():
    hidden = sp.sin(1) ** 2 + sp.cos(1) ** 2 - 1
    assert [rounded(hidden, 2), significant(hidden, 2), scientific(hidden, 2)] == [
        "0.00",
        "0.0",
        "0.0e+00",
    ]


def test_numbers_far_beyond_doubles_are_shown_or_refused():
    assert rounded(sp.Integer(10) ** 2100 + 1, 0) == "1" + 2099 * "0" + "1"
    assert scientific(sp.Integer(10) ** 5000, 3) == "1.00e+5000"
    assert scientific(Fraction(1, 10**5000), 3) == "1.00e-5000"
    with pytest.raises(InvalidArgument, match="must lie within 1e±10000"):
        scientific(sp.exp(sp.exp(20)), 3)


def test_a_small_difference_is_no_zero():
    with mpmath.workdps(50):
        oracle = mpmath.sin(1) * mpmath.e - mpmath.mpf("2.28735527839")
    value = sp.sin(1) * sp.E - sp.Rational("2.28735527839")
    assert scientific(value, 8) == f"{float(oracle):.7e}"
