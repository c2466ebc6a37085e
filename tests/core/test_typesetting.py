"""Typesetting: the textbook form, and the promise that no name becomes Typst source."""

import pytest
import sympy as sp
import typst as typst_compiler
from hypothesis import given
from hypothesis import strategies as st

from calcml.core.errors import InvalidArgument, UnsupportedFunction
from calcml.core.pending import Pending
from calcml.core.typesetting import typst

x, y, z, t, h, a, b, c = sp.symbols("x y z t h a b c", real=True)
alpha, eta, theta = sp.symbols("alpha eta theta", real=True)
f = sp.Function("f")
step = sp.Piecewise((x**2, x < 0), (sp.sin(1 / x), (x > 0) & (x < 2)), (0, True))

FORMS = [
    # Polynomials fall in x, then y; parameters stand before variables; h rises and comes last.
    (x**2 - 4 * x + 4, "x^2 - 4 x + 4"),
    (x * y**2 + x**3, "x^3 + x y^2"),
    (-(x**2) + y**3, "-x^2 + y^3"),
    (a * x + b, "a x + b"),
    (sp.expand((a + b) ** 2), "a^2 + 2 a b + b^2"),
    (sp.expand((x + h) ** 2), "x^2 + 2 x h + h^2"),
    (6 + h, "6 + h"),
    (((3 + h) ** 2 - 9) / h, "frac((3 + h)^2 - 9, h)"),
    (4 - x**2 - y**2, "4 - x^2 - y^2"),
    (1 - sp.tanh(x) ** 2, "1 - tanh^2(x)"),
    (10 * x**12, "10 x^12"),
    (sp.Symbol("rate") * x, '"rate" x'),
    # Products and fractions.
    ((x - 2) * (x + 3), "(x - 2) (x + 3)"),
    ((x + y) ** 2 / ((x - 1) * (x + 1)), "frac((x + y)^2, (x - 1) (x + 1))"),
    (x**2 / (x + 1), "frac(x^2, x + 1)"),
    (-x / y, "-frac(x, y)"),
    (3 / (4 * x), "frac(3, 4 x)"),
    (x**-2, "frac(1, x^2)"),
    (x - 1 / x, "x - frac(1, x)"),
    (sp.Mul(-1, x + 1, evaluate=False), "-(x + 1)"),
    (sp.Mul(sp.Rational(-1, 2), x + 1, evaluate=False), "-frac(x + 1, 2)"),
    (sp.Mul(2, 3, evaluate=False), "2 dot 3"),
    (sp.Mul(x, -3, evaluate=False), "-3 x"),
    (sp.Add(x, sp.Add(x, 1, evaluate=False), evaluate=False), "x + (x + 1)"),
    (sp.sqrt(2) * x, "sqrt(2) x"),
    (sp.pi * x, "pi x"),
    # Powers, roots and functions.
    (x * 2**x, "x dot 2^x"),
    (2**x * sp.log(2), "2^x ln 2"),
    (2 ** (-x), "2^(-x)"),
    (sp.Rational(1, 2) ** x, "(frac(1, 2))^x"),
    ((-1) ** x, "(-1)^x"),
    (sp.sqrt(x), "sqrt(x)"),
    (1 / sp.sqrt(x), "frac(1, sqrt(x))"),
    (sp.cbrt(x), "root(3, x)"),
    (x ** sp.Rational(2, 3), "x^(2 \\/ 3)"),
    (x**theta, "x^theta"),
    (x ** sp.Symbol("x_1"), "x^(x_1)"),
    (3 * sp.sin(2 * t), "3 sin(2 t)"),
    (sp.sin(x) ** 2 + sp.cos(x) ** 2, "sin^2(x) + cos^2(x)"),
    (sp.log(x), "ln x"),
    (sp.log(-x), "ln(-x)"),
    (sp.log(sp.Integer(-2), evaluate=False), "ln(-2)"),
    (sp.log(sp.Abs(x)), "ln abs(x)"),
    (sp.log(x) * sp.sin(x), "sin(x) ln x"),
    (sp.log(x) * sp.log(y), "ln(x) ln y"),
    ((4 * x + 4) / ((2 * x**2 + 4 * x) * sp.log(a)), "frac(4 x + 4, (2 x^2 + 4 x) ln a)"),
    (sp.exp(-(x**2) - y**2), "e^(-x^2 - y^2)"),
    (sp.exp(-(x**2) / 2), "e^(-x^2 \\/ 2)"),
    (sp.exp((x + 1) / (x - 1)), "e^((x + 1) \\/ (x - 1))"),
    (1 / (1 + sp.exp(-x)), "frac(1, 1 + e^(-x))"),
    (sp.exp(-1), "e^(-1)"),
    (sp.E, "e"),
    (sp.exp(sp.Piecewise((x, x > 0), (0, True))), 'exp(cases(x & "if " x > 0, 0 & "otherwise"))'),
    (sp.Abs(x) ** a, "abs(x)^a"),
    (sp.floor(x) - sp.ceiling(y), "floor(x) - ceil(y)"),
    (sp.tanh(x), "tanh(x)"),
    (sp.asin(x), "arcsin(x)"),
    (sp.asinh(x), 'op("arsinh")(x)'),
    (sp.sign(x), 'op("sign")(x)'),
    (sp.Max(0, x) - sp.Min(1, x), "max(0, x) - min(1, x)"),
    (f(x, y) / 2, "frac(f(x, y), 2)"),
    (f(x) ** 2, "f(x)^2"),
    # Numbers.
    (sp.Rational(-1, 2), "-frac(1, 2)"),
    (sp.Float(0.1), "0.1"),
    (sp.Float(1e-16), "10^(-16)"),
    (sp.Float(-2.5e-20), "-2.5 dot 10^(-20)"),
    (-sp.oo, "-infinity"),
    (sp.nan, '"undefined"'),
    # Operations written out, conditions, sets, matrices.
    (sp.Derivative(x**2, x), "frac(dif, dif x) x^2"),
    (sp.Derivative(3 * x**4, (x, 2)), "frac(dif^2, dif x^2) (3 x^4)"),
    (sp.Derivative(x * y, x, y), "frac(partial^2, partial x partial y) (x y)"),
    (3 * Pending(x**4, x), "3 frac(dif, dif x) (x^4)"),
    (Pending(4 * x, x) + Pending(3 * x**4, x), "frac(dif, dif x) (3 x^4) + frac(dif, dif x) (4 x)"),
    (-(x**2) + 2 * x * (x + 1), "2 x (x + 1) - x^2"),
    (sp.Limit((x**2 - 9) / (x - 3), x, 3, "+-"), "lim_(x -> 3) frac(x^2 - 9, x - 3)"),
    (sp.Limit(1 / x, x, 0, "-"), "lim_(x -> 0^-) frac(1, x)"),
    (x <= 1, "x <= 1"),
    (sp.Eq(x, theta), "x = theta"),
    (sp.Ne(x, 0), "x != 0"),
    ((x > 0) & (x <= 1), "0 < x <= 1"),
    ((x > 0) & (y > 0), 'x > 0 " and " y > 0'),
    ((x > 0) & (x < 1) & (y > 0), 'x > 0 " and " y > 0 " and " x < 1'),
    ((x < 0) | (x > 1), 'x > 1 " or " x < 0'),
    (step, 'cases(x^2 & "if " x < 0, sin(frac(1, x)) & "if " 0 < x < 2, 0 & "otherwise")'),
    (sp.Interval(0, 1), "\\[0, 1\\]"),
    (sp.Interval.open(-sp.oo, -2) + sp.FiniteSet(1, 2), "\\(-infinity, -2\\) union {1, 2}"),
    (sp.S.Reals, "RR"),
    (sp.Matrix([[1, x], [y, f(x, y)]]), "mat(1, x; y, f(x, y))"),
    # Names.
    (eta * theta - alpha, "-alpha + eta theta"),
    (sp.Symbol("x_1") ** 2, "x_1^2"),
    (sp.Symbol("x12"), "x_12"),
    (sp.Symbol("w_max"), 'w_"max"'),
    (sp.Symbol("η"), "eta"),
    (sp.Dummy("x"), "x"),
]

compiler = typst_compiler.Compiler()


def compiled(code: str) -> str:
    page = f"#set page(width: auto, height: auto)\n$ {code} $".encode()
    drawing = compiler.compile(page, format="svg")
    assert isinstance(drawing, bytes)
    return drawing.decode()


@pytest.mark.parametrize(("expression", "code"), FORMS, ids=[code for _, code in FORMS])
def test_an_expression_has_its_textbook_form_and_compiles(expression: sp.Basic, code: str) -> None:
    assert typst(expression) == code
    assert "<svg" in compiled(code)


HOSTILE = [
    '"; #panic("pwned")', "#panic()", "$#panic()$", "x) #panic(", "a\\", '\\"#panic()', "]",
    "x^2", "frac", "lim", "x_#panic()", "#_1", "//", "/*", "'", "a b", "", "\n\0", "\ud800",
    "\u202ex", "ℎ", "loss", "theta_0", "x_", "_x", "x__1", "x1_2", "β2", "日本",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text) for text in HOSTILE])
def test_a_hostile_name_is_text_and_never_source(text: str) -> None:
    for expression in (sp.Symbol(text) ** 2, x ** sp.Symbol(text)):
        compiled(typst(expression))


@pytest.mark.parametrize("text", ["loss", '"x#panic()', "f(", "\\"])
def test_a_hostile_function_name_is_text_and_never_source(text: str) -> None:
    compiled(typst(sp.Function(text)(x)))


@given(st.text(max_size=12))
def test_no_name_at_all_becomes_source(text: str) -> None:
    compiled(typst(1 / sp.Symbol(text)))


def test_greek_letters_are_known_to_typst() -> None:
    for letter in "αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΦΨΩ":
        assert typst(sp.Symbol(letter)).isalpha()
        compiled(typst(sp.Symbol(letter)))


atoms = st.sampled_from([x, y, h, a, theta, sp.Integer(2), sp.Integer(-3), sp.Rational(1, 2)])
expressions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.builds(sp.Add, inner, inner),
        st.builds(sp.Mul, inner, inner),
        st.builds(lambda base, n: base**n, inner, st.integers(-2, 3)),
        st.builds(sp.exp, inner),
        st.builds(sp.sin, inner),
        st.builds(sp.log, inner),
    ),
    max_leaves=6,
)


@given(expressions)
def test_every_expression_compiles(expression: sp.Expr) -> None:
    compiled(typst(expression))


def test_a_factor_never_reads_as_part_of_the_number_before_it() -> None:
    assert typst(sp.Mul(3, sp.Pow(2, x), evaluate=False)) == "3 dot 2^x"


def test_text_is_refused_and_never_parsed() -> None:
    with pytest.raises(InvalidArgument, match="only SymPy expressions can be typeset, got str"):
        typst("__import__('os')")


def test_an_object_without_a_written_form_is_refused() -> None:
    with pytest.raises(UnsupportedFunction, match="no written form for Lambda"):
        typst(sp.Lambda(x, x**2))
