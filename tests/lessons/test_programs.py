"""Programs are written so that Python reads them as they are meant."""

import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.derivative.printouts import Printout
from calcml.lessons.derivative.programs import code, definition, literal, numeral, short_decimal


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


@pytest.mark.parametrize(
    ("function", "body"),
    [
        (sp.Abs(x) - sp.Max(0, x), "    return abs(x) - max(0, x)"),
        (sp.Piecewise((-x, x < 0), (x**2, True)), "    return (-x) if (x < 0) else (x**2)"),
        (sp.sign(x), "    return (x > 0) - (x < 0)"),
        (sp.sec(x), "    return 1/cos(x)"),
        (2 / sp.tanh(x), "    return 2/tanh(x)"),
        (sp.coth(x) + sp.csch(x), "    return (1/tanh(x)) + (1/sinh(x))"),
        (sp.sech(x) * sp.cot(x) * sp.csc(x), "    return (1/tan(x))*(1/sin(x))*(1/cosh(x))"),
    ],
)
def test_what_python_lacks_is_written_in_terms_of_what_it_has(function, body):
    *head, last = definition("f", Function(function, x))
    assert last == body
    known = {}
    exec("\n".join([*head, last]), known)  # noqa: S102 - our own lines
    assert known["f"](0.7) == pytest.approx(Function(function, x)(0.7), rel=1e-15)


def test_a_step_is_written_as_cases():
    *_, last = definition("f", Function(sp.Heaviside(x), x))
    assert "if (x < 0)" in last


def test_a_function_that_python_lacks_is_refused():
    with pytest.raises(UnfitLesson, match="Python's own mathematics"):
        list(definition("f", Function(sp.besselj(0, x), x)))


def test_a_long_formula_is_broken_in_brackets():
    text = list(definition("f", Function(sp.exp(-x / 3) * sp.sin(3 * x) + x**3, x), width=30))
    assert max(map(len, text)) <= 30
    assert text[-1] == "    )"
    known = {}
    exec("\n".join(text), known)  # noqa: S102 - our own lines
    assert known["f"](2) == pytest.approx(8 + sp.N(sp.exp(-2 / 3.0) * sp.sin(6)))


def test_imports_are_shared_out_to_lines():
    f = Function(sp.sin(x) + sp.cos(x) + sp.exp(x) + sp.atan(x) + sp.sqrt(x), x)
    heads = [line for line in definition("f", f, width=30) if line.startswith("from")]
    assert heads == [
        "from math import atan, cos", "from math import exp, sin", "from math import sqrt",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "exact", "places", "lit"),
    [
        (6.009999999999849, sp.Rational(601, 100), 12, "849"),
        (2.0, sp.Integer(2), 1, ""),
        (9.999999999999999e-05, sp.Rational(1, 10**4), 19, "9"),
        (1999.5, sp.Integer(2000), 0, "5"),  # 1999.5 is rounded half-even, to 2000
        (1234.0, sp.Integer(99), None, "12340"),
        (1234.0, sp.Integer(1200), -2, "340"),
        (1234.0, sp.Integer(1230), -1, "40"),
        (0.0, sp.Integer(0), 1, ""),
    ],
)
def test_wrong_digits_are_those_behind_the_right_places(value, exact, places, lit):
    out = Printout(value, exact)
    assert out.right_places == places
    assert out.text[out.wrong].replace(".", "") == lit


def test_code_is_quoted_for_typst():
    assert code('print("a\\n")').typst == '#raw("print(\\"a\\\\n\\")")'


@pytest.mark.parametrize("value", ["6", "6.0.1", "1e5", "٣.١", 6.01, None])
def test_a_numeral_is_digits_with_a_point(value):
    with pytest.raises(InvalidArgument, match="line must be a decimal number as text"):
        numeral("line", value)


def test_a_short_decimal_is_kept_exactly():
    assert short_decimal("h", 0.1) == sp.Rational(1, 10)
