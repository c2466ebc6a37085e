"""Differentiation by rules: each step named, each result that of the decks and of SymPy."""

import mpmath
import pytest
import sympy as sp
import typst as typst_compiler
from hypothesis import given, settings
from hypothesis import strategies as st

from calcml.core.errors import InvalidArgument, UnsupportedFunction
from calcml.core.functions import Function
from calcml.core.pending import Pending
from calcml.core.rules import Rule, RuleStep, _verify, differentiate_by_rules
from calcml.core.typesetting import typst

x, a = sp.symbols("x a", real=True)

# The examples of the decks (claims ), as a reader would write them.
DECKS = [
    (sp.Integer(6), "0", "CONSTANT"),
    (x, "1", "IDENTITY"),
    (x**4, "4 x^3", "POWER"),
    (3 * x**4, "12 x^3", "CONSTANT_MULTIPLE POWER"),
    (3 * x**4 + 4 * x, "12 x^3 + 4", "SUM CONSTANT_MULTIPLE POWER CONSTANT_MULTIPLE IDENTITY"),
    ((x - 2) * (x + 3), "2 x + 1", "PRODUCT SUM IDENTITY CONSTANT SUM IDENTITY CONSTANT"),
    (x**2 / (x + 1), "frac(x^2 + 2 x, (x + 1)^2)", "QUOTIENT POWER SUM IDENTITY CONSTANT"),
    (sp.exp(x), "e^x", "EXPONENTIAL"),
    (2**x, "2^x ln 2", "EXPONENTIAL"),
    (sp.log(x), "frac(1, x)", "LOGARITHM"),
    (sp.sin(x), "cos(x)", "TRIGONOMETRIC"),
    (sp.cos(x), "-sin(x)", "TRIGONOMETRIC"),
    (sp.tan(x), "sec^2(x)", "TRIGONOMETRIC"),
    (sp.tanh(x), "1 - tanh^2(x)", "HYPERBOLIC"),
]

# Beyond the decks: every rule inside every other.
MORE = [
    (1 / x, "-frac(1, x^2)", "POWER"),
    (sp.sqrt(x), "frac(1, 2 sqrt(x))", "POWER"),
    (x**sp.pi, "pi x^(pi - 1)", "POWER"),
    (0.1 * x**2, "frac(x, 5)", "CONSTANT_MULTIPLE POWER"),
    (sp.sin(2 * x), "2 cos(2 x)", "CHAIN CONSTANT_MULTIPLE IDENTITY"),
    (sp.sqrt(1 - x**2), "-frac(x, sqrt(1 - x^2))", "CHAIN SUM CONSTANT CONSTANT_MULTIPLE POWER"),
    (sp.log(sp.log(x)), "frac(1, x ln x)", "CHAIN LOGARITHM"),
    (sp.exp(-(x**2) / 2), "-x e^(-x^2 \\/ 2)", "CHAIN CONSTANT_MULTIPLE POWER"),
    (1 / sp.cos(x), "frac(sin(x), cos^2(x))", "CHAIN TRIGONOMETRIC"),
    (x**x, "(ln x + 1) x^x", "CHAIN PRODUCT IDENTITY LOGARITHM"),
    (sp.sin(x) / sp.exp(x), "(cos(x) - sin(x)) e^(-x)",
     "PRODUCT CHAIN CONSTANT_MULTIPLE IDENTITY TRIGONOMETRIC"),
    (sp.sinh(x), "cosh(x)", "HYPERBOLIC"),
    (sp.cosh(x), "sinh(x)", "HYPERBOLIC"),
    (sp.sec(x), "tan(x) sec(x)", "TRIGONOMETRIC"),
    (sp.cot(x), "-csc^2(x)", "TRIGONOMETRIC"),
    (sp.csc(x), "-cot(x) csc(x)", "TRIGONOMETRIC"),
    (sp.sin(x) ** 2 + sp.cos(x) ** 2, "0", "SUM CHAIN TRIGONOMETRIC CHAIN TRIGONOMETRIC"),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "written", "rules"), DECKS + MORE, ids=str)
def test_the_derivative_and_the_rules_that_give_it(
    expression: sp.Expr, written: str, rules: str
) -> None:
    found = differentiate_by_rules(Function(expression, x))
    assert found.simplified.typst == written
    assert " ".join(rule.name for rule in found.rules) == rules
    assert sp.simplify(found.result.expression - sp.diff(expression, x)) == 0


def test_a_logarithm_to_any_base() -> None:
    f = Function(sp.log(2 * x**2 + 4 * x) / sp.log(a), (x, a))
    found = differentiate_by_rules(f, x)
    assert found.result.typst == "frac(4 x + 4, (2 x^2 + 4 x) ln a)"
    chain = found.steps[1]
    assert (chain.rule, chain.outer) == (Rule.CHAIN, Rule.LOGARITHM)


def test_an_exponential_to_any_base() -> None:
    assert differentiate_by_rules(Function(a**x, (x, a)), x).result.typst == "a^x ln a"
    assert differentiate_by_rules(Function(a**x, (x, a)), a).result.typst == "x a^(x - 1)"


def test_the_quotient_rule_line_by_line() -> None:
    found = differentiate_by_rules(Function(x**2 / (x + 1), x))
    assert [typst(step.line) for step in found.steps] == [
        "frac((x + 1) frac(dif, dif x) (x^2) - x^2 frac(dif, dif x) (x + 1), (x + 1)^2)",
        "frac(-x^2 frac(dif, dif x) (x + 1) + 2 x (x + 1), (x + 1)^2)",
        "frac(-x^2 (frac(dif, dif x) (x) + frac(dif, dif x) (1)) + 2 x (x + 1), (x + 1)^2)",
        "frac(2 x (x + 1) - x^2 (frac(dif, dif x) (1) + 1), (x + 1)^2)",
        "frac(2 x (x + 1) - x^2, (x + 1)^2)",
    ]


def test_a_quotient_with_a_constant_above_several_factors() -> None:
    found = differentiate_by_rules(Function(5 / (x * (x + 1)), x))
    assert found.rules[:3] == (Rule.CONSTANT_MULTIPLE, Rule.QUOTIENT, Rule.CONSTANT)


def test_the_product_of_the_decks_at_three_is_seven() -> None:
    assert differentiate_by_rules(Function((x - 2) * (x + 3), x)).result(3) == 7.0


def test_a_step_is_an_equation_between_what_was_due_and_what_it_gives() -> None:
    (step,) = differentiate_by_rules(Function(x**4, x)).steps
    assert step == RuleStep(Rule.POWER, None, Pending(x**4, x), 4 * x**3, 4 * x**3)
    assert step.typst == "frac(dif, dif x) (x^4) = 4 x^3"


leaves = st.sampled_from([x, x**2, x + 1, sp.Integer(3), sp.exp(x), sp.sin(x), sp.tanh(x)])
formulas = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(sp.Add, inner, inner),
        st.builds(sp.Mul, inner, inner),
        st.builds(lambda u, v: u / (v**2 + 2), inner, inner),
        st.builds(lambda u: sp.log(u**2 + 1), inner),
        st.builds(sp.cos, inner),
    ),
    max_leaves=4,
)


@settings(max_examples=40)
@given(formulas, st.integers(-8, 8))
def test_the_rules_agree_with_a_numerical_derivative(formula: sp.Expr, eighths: int) -> None:
    at = sp.Rational(eighths, 8)
    found = differentiate_by_rules(Function(formula, x))
    with mpmath.workdps(60):
        f = sp.lambdify(x, formula, "mpmath")
        expected = mpmath.diff(f, mpmath.mpf(eighths) / 8)
        for result in (found.result, found.simplified):
            difference = sp.N(result.expression.subs(x, at), 40) - sp.Float(expected, 40)
            # A central difference at 60 digits keeps at least half of them.
            assert abs(difference) <= sp.Float(10) ** -25 * (1 + abs(sp.Float(expected, 40)))


@settings(max_examples=30)
@given(formulas)
def test_every_step_compiles_and_the_last_leaves_nothing_due(formula: sp.Expr) -> None:
    found = differentiate_by_rules(Function(formula, x))
    lines = " \\ ".join(f"{step.typst} quad {typst(step.line)}" for step in found.steps)
    assert typst_compiler.compile(f"$ {lines} $".encode(), format="svg")
    assert not found.steps[-1].line.has(Pending)


@pytest.mark.parametrize("rule", Rule)
def test_a_rule_has_a_title_and_a_law_that_compiles(rule: Rule) -> None:
    assert rule.title.endswith(" rule")
    assert typst_compiler.compile(f"$ {rule.value} $".encode(), format="svg")


def test_a_wrong_step_is_caught() -> None:
    with pytest.raises(
        UnsupportedFunction, match="must agree with SymPy's derivative 3\\*x\\*\\*2"
    ):
        _verify(Pending(x**3, x), 2 * x**2)


def test_a_step_that_can_be_checked_at_no_point_is_refused() -> None:
    holes = sp.Mul(*(x - sp.Rational(p, 7) for p in (3, 11, -5, -17)))
    with pytest.raises(UnsupportedFunction, match="must agree"):
        _verify(Pending(sp.log(holes), x), sp.diff(sp.log(holes), x) + sp.sin(1 / holes))


@pytest.mark.parametrize("expression", [sp.Abs(x), sp.floor(x), sp.sin(sp.Abs(x)), sp.atan(x)])
def test_what_no_rule_covers_is_refused(expression: sp.Expr) -> None:
    with pytest.raises(UnsupportedFunction, match="the rules of the course cover powers"):
        differentiate_by_rules(Function(expression, x))


def test_the_variable_must_be_named_and_be_one_of_them() -> None:
    f = Function(a * x, (x, a))
    with pytest.raises(InvalidArgument, match="one variable"):
        differentiate_by_rules(f)
    with pytest.raises(InvalidArgument, match="must be one of x, a, got y"):
        differentiate_by_rules(f, sp.Symbol("y"))
