"""Every construct of the grammar is typeset, compiles, and carries nothing of the text over."""

import pytest
import sympy as sp
import typst as typst_compiler
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calcml.core.errors import FormulaError, UnsupportedFunction
from calcml.core.functions import Function
from calcml.core.parsing import written
from calcml.core.parsing.words import FUNCTIONS
from calcml.core.symbols import x, y
from tests.fuzz.grammar import Formulas

FORMS = [
    ("cbrt(x)", "root(x, 3)", "root(3, x)"),
    ("2cbrt(x - 1)/x", "2*root(x - 1, 3)/x", "frac(2 root(3, x - 1), x)"),
    ("sign(x)|x|", "abs(x)*sign(x)", 'abs(x) op("sign")(x)'),
    ("sign(x) sqrt(|x|)", "sqrt(abs(x))*sign(x)", 'sqrt(abs(x)) op("sign")(x)'),
    ("x^(2/3)", "x^(2/3)", "x^(2 \\/ 3)"),
    ("2mod(x + 1, 3)", "2*mod(x + 1, 3)", "2 ((x + 1) mod 3)"),
    ("mod(2x, 3)^2", "mod(2*x, 3)^2", "((2 x) mod 3)^2"),
    ("heaviside(x)", "heaviside(x)", 'op("Heaviside")(x)'),
    ("max(x, 2, y)", "max(2, x, y)", "max(2, x, y)"),
    ("10^9 x^3", "1000000000*x^3", "10^9 x^3"),
    ("x^2/10^8", "x^2/100000000", "frac(x^2, 10^8)"),
    ("3*10^6 x", "3000000*x", "3 dot 10^6 x"),
    ("100000x + 10^7", "100000*x + 10000000", "100000 x + 10000000"),
    ("(y - x^2)^2", "(y - x^2)^2", "(y - x^2)^2"),
    ("y^3 - x^2", "-x^2 + y^3", "-x^2 + y^3"),
    ("-(x + 1)(y + 2)/3", "-(x + 1)*(y + 2)/3", "-frac((x + 1) (y + 2), 3)"),
    ("1/(2(x + 1))", "1/(2*(x + 1))", "frac(1, 2 (x + 1))"),
    ("1/x^2", "1/x^2", "frac(1, x^2)"),
    ("x^-x", "x^(-x)", "x^(-x)"),
    ("(-2)^3 (1/2)^x", "-8*2^(-x)", None),
    ("(2x)^y", "(2*x)^y", "(2 x)^y"),
    ("e^-1 + e", "e^(-1) + e", "e^(-1) + e"),
    ("(sqrt(x) + 1)^(1/2)", "sqrt(sqrt(x) + 1)", "sqrt(sqrt(x) + 1)"),
    ("(0 if x < 0 else x)^2", None, None),
    (
        "piecewise(0 <= x < 1: x, x > 3 or x == 2: 1, x > 2 and y < 1: 2)",
        "piecewise(0 <= x < 1: x, (x == 2) or (x > 3): 1, (x > 2) and (y < 1): 2)",
        'cases(x & "if " 0 <= x < 1, 1 & "if " x = 2 " or " x > 3, 2 & "if " x > 2 " and " y < 1)',
    ),
]


@pytest.mark.parametrize(("text", "plain", "typeset"), FORMS)
def test_a_formula_has_a_plain_and_a_typeset_form(text, plain, typeset):
    function = Function.parse(text, (x, y))
    assert plain is None or written(function.expression) == plain
    assert Function.parse(written(function.expression), (x, y)) == function
    assert typeset is None or function.typst == typeset


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_function_is_written_typeset_and_has_values(name):
    word = FUNCTIONS[name]
    text = f"{name}({', '.join(['x + 1', '3', 'y'][: word.fewest])})"
    function = Function.parse(text, (x, y))
    assert Function.parse(written(function.expression), (x, y)) == function
    typst_compiler.compile(f"$ {function.typst} $".encode())
    at = 0.2 if "cosh" in name else -0.6
    arguments = [at + 1, 3.0, 0.3][: word.fewest]
    if name in {"acosh", "arccosh", "arcosh"}:
        at, arguments = 1.5, [2.5]
    assert function(at, 0.3) == pytest.approx(word.value(*arguments), rel=1e-12)


@settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.data())
def test_every_typeset_form_compiles(data):
    formulas = Formulas(lambda n: data.draw(st.integers(0, n - 1)), ("x", "y"))
    try:
        function = Function.parse(formulas.formula(4).text, (x, y))
    except FormulaError:
        return
    typst_compiler.compile(f"$ {function.typst} $".encode())


def test_the_slope_of_a_cube_root_says_nothing_of_signs():
    slope = Function.parse("cbrt(x)").derivative()
    assert slope.typst == "frac(1, 3 abs(x)^(2 \\/ 3))"
    assert slope(-8.0) == pytest.approx(1 / 12, rel=1e-15)


def test_a_name_of_the_users_is_a_quoted_word():
    variable = sp.Symbol("panic", real=True)
    assert Function.parse("panic^2 - 2panic", variable).typst == '"panic"^2 - 2 "panic"'


@pytest.mark.parametrize("formula", [sp.zeta(x), sp.EulerGamma * x, sp.Matrix([x]), sp.oo])
def test_what_no_formula_can_say_is_not_written(formula):
    with pytest.raises(UnsupportedFunction, match="a formula cannot say"):
        written(formula)
