"""A parsed function has the values that Python computes from the same formula, and no others."""

import math
from fractions import Fraction

import mpmath
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calcml.core.errors import FormulaError, OutsideDomain
from calcml.core.functions import Function
from calcml.core.parsing import parse_number, written
from calcml.core.symbols import x, y
from tests.fuzz.grammar import Formulas, exact_names, python_names

ARGUMENTS = [0.37, -1.3, 2.6, -0.4, 5.1, 1.0, 0.0, -2.0]
SLOW = settings(
    deadline=None,
    max_examples=300,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def pair(data, variables=("x",)):
    formulas = Formulas(lambda n: data.draw(st.integers(0, n - 1)), variables)
    return formulas.formula(3)


def python_value(source, at, shift):
    """Return Python's value, every number moved a little to see whether it depends on that."""
    try:
        value = eval(source, python_names(shift), {"x": at * (1 + shift / 3) + shift / 7})  # noqa: S307 - our own source
    except (ArithmeticError, ValueError):
        return None
    return value if math.isfinite(value) else None


def exact_value(source, at):
    with mpmath.workdps(80):
        try:
            value = eval(source, exact_names(), {"x": mpmath.mpf(str(at))})  # noqa: S307 - our own source
        except (ArithmeticError, ValueError):
            return None
        return value if mpmath.isfinite(value) else None


def our_value(function, *at):
    try:
        return function(*at)
    except OutsideDomain:
        return None


def agree(first, second):
    if first is None or second is None:
        return first is second
    # Doubles whose last bits depend on the order of operations, moved by 1e-9 in the inputs.
    return abs(first - second) <= 1e-5 * max(1.0, abs(first))


def refusal(text):
    """Return the error that a text gets, or None if it is read; nothing else may be raised."""
    try:
        function = Function.parse(text, (x, y))
    except FormulaError as error:
        return error
    assert function.variables == (x, y)
    return None


@SLOW
@given(st.data())
def test_values_and_gaps_are_those_of_pythons_own_arithmetic(data):
    text, source = pair(data)
    try:
        function = Function.parse(text, x)
    except FormulaError:
        return
    for at in ARGUMENTS:
        python = [python_value(source, at, shift) for shift in (0.0, 1e-9, -1e-9)]
        if not (agree(python[0], python[1]) and agree(python[0], python[2])):
            continue  # at a jump, or where doubles cancel: the last bits decide
        ours = our_value(function, at)
        # Where they differ, one of them has lost it on the way: ask what has 80 digits.
        assert agree(ours, python[0]) or agree(ours, exact_value(source, at)), (text, at)


@SLOW
@given(st.data())
def test_a_formula_written_out_is_read_back(data):
    text, _ = pair(data, ("x", "y"))
    try:
        function = Function.parse(text, "x, y")
    except FormulaError:
        return
    at = (0.37, 1.3)
    again = Function.parse(written(function.expression), "x, y")
    assert agree(our_value(again, *at), our_value(function, *at))
    for _ in range(3):  # SymPy may go on joining the roots of constants
        function, again = again, Function.parse(written(again.expression), "x, y")
    assert again == function


@settings(deadline=None, max_examples=1000)
@given(st.text(st.sampled_from("0123456789.()+-*/^|,<>=:; xyeπθ√²⁻sincoflgqrtabpm!'\"\\\0\n１😀")))
def test_any_text_is_a_function_or_refused(text):
    error = refusal(text)
    if error is not None:
        assert 1 <= error.column <= len(text) + 1
        assert all(line.isprintable() for line in str(error).split("\n"))


@settings(deadline=None, max_examples=300)
@given(st.text())
def test_any_character_at_all_is_read_or_refused(text):
    for what in (text, f"x + {text}"):
        error = refusal(what)
        assert error is None or error.text == what


@given(st.fractions(max_denominator=10**6), st.integers(-30, 30))
def test_numbers_are_read_to_the_last_digit(number, power):
    assert parse_number(str(number)) == number
    assert parse_number(f"{number.numerator}e{power}") == Fraction(number.numerator) * (
        Fraction(10) ** power
    )


@given(st.floats(-1e90, 1e90).filter(lambda v: v == 0 or abs(v) > 1e-90))
def test_a_double_is_read_as_it_is_printed(number):
    assert float(parse_number(repr(number))) == number


@pytest.mark.parametrize(
    ("text", "at", "value"),
    [
        # SymPy's own code for mod(x, 1/2) means (x % 1) / 2.
        ("mod(x, 1/2)", 0.7, 0.7 % 0.5),
        ("2mod(-x, 3)", 7.0, 2 * (-7.0 % 3)),
        ("cbrt(x)", -8.0, -2.0),
        ("root(x, 5)", -32.0, -2.0),
        ("|x^(3/2)|", 4.0, 8.0),
    ],
)
def test_values_that_other_ways_get_wrong(text, at, value):
    function = Function.parse(text, x)
    assert function(at) == pytest.approx(value, rel=1e-15)
    assert function.raw([at])[0] == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize("text", ["|x^(3/2)|", "(x^(1/3))^2", "x^0.1", "x^x", "(-x)^-x^2 + x^x"])
def test_broken_powers_of_negative_numbers_have_no_value(text):
    function = Function.parse(text, x)
    with pytest.raises(OutsideDomain):
        function(-1.0)
    assert function.raw([-1.0]) != function.raw([-1.0])
