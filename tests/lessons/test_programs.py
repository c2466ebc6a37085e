"""Programs are written so that Python reads them as they are meant."""

import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.programs import code, definition, literal, numeral, short_decimal


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        (sp.Rational(-7, 2), "-3.5"),
        (sp.Rational(1, 10**8), "0.00000001"),
        (sp.Rational(1, 10**9), "1e-09"),
        (sp.Rational(1, 3), "0.3333333333333333"),
        (sp.pi, "3.141592653589793"),
    ],
)
def test_a_number_is_written_short_or_with_all_digits(value, text):
    assert literal(value) == text
    assert float(text) == pytest.approx(float(value), rel=1e-16)


def test_a_definition_imports_what_it_needs():
    lines = list(definition("g", Function(sp.sin(x) * sp.pi, x)))
    assert lines == ["from math import pi, sin", "def g(x):", "    return pi*sin(x)"]


def test_code_is_quoted_for_typst():
    assert code('print("a\\n")').typst == '#raw("print(\\"a\\\\n\\")")'


@pytest.mark.parametrize("value", ["6", "6.0.1", "1e5", "٣.١", 6.01, None])
def test_a_numeral_is_digits_with_a_point(value):
    with pytest.raises(InvalidArgument, match="line must be a decimal number as text"):
        numeral("line", value)


def test_a_short_decimal_is_kept_exactly():
    assert short_decimal("h", 0.1) == sp.Rational(1, 10)
