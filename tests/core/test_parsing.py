"""What people type is read as they mean it; what can be read in two ways is not read."""

import pickle

import pytest
import sympy as sp

from calcml.core.errors import CalcmlError, FormulaError, InvalidArgument
from calcml.core.functions import Function, VectorFunction
from calcml.core.parsing import parse_formula, parse_number
from calcml.core.symbols import theta, x, y

third = sp.Rational(1, 3)
cases = sp.Piecewise((-x, x < 0), (x**2, True))

READINGS = [
    # Powers, products side by side, signs.
    ("x**2", x**2),
    ("x^2", x**2),
    ("x²", x**2),
    ("2x⁻¹²", 2 / x**12),
    ("2x", 2 * x),
    ("2 x y", 2 * x * y),
    ("3(x+1)", 3 * (x + 1)),
    ("(x+1)(x-1)", (x + 1) * (x - 1)),
    ("x(x+1)", x * (x + 1)),
    ("x sin(x)cos(x)", x * sp.sin(x) * sp.cos(x)),
    ("2x^2", 2 * x**2),
    ("-x^2", -(x**2)),
    ("--x", x),
    ("+x - -2", x + 2),
    ("x*-2", -2 * x),
    ("x-1-2+y", x + y - 3),
    ("x/2/y*3", 3 * x / (2 * y)),
    ("1/(2(x+1))", 1 / (2 * (x + 1))),
    ("-x/y", -x / y),
    ("x/(-y)", -x / y),
    ("x/(y*2*theta)", x / (2 * y * theta)),
    ("x/(x*y/2 + 1)", x / (x * y / 2 + 1)),
    ("2^-3", sp.Rational(1, 8)),
    ("x^+2", x**2),
    ("x^-y^2", x ** -(y**2)),
    ("x^y^2", x ** (y**2)),
    ("x^2y", x**2 * y),
    ("x^2(x+1)", x**2 * (x + 1)),
    ("e^2 x", sp.exp(2) * x),
    ("e^x sin(x)", sp.exp(x) * sp.sin(x)),
    ("2−x·y×2÷theta", 2 - 2 * x * y / theta),
    ("x^x", x**x),
    # Numbers are exact.
    ("0.1", sp.Rational(1, 10)),
    (".5x + 5.", x / 2 + 5),
    ("1e-5 x", x / 100000),
    ("2e^x", 2 * sp.exp(x)),
    ("2e-x", 2 * sp.E - x),
    ("3e x", 3 * sp.E * x),
    ("π + tau", 3 * sp.pi),
    ("(2/3)^-2", sp.Rational(9, 4)),
    ("4^(1/2)", sp.Integer(2)),
    # Names.
    ("θ + theta", 2 * theta),
    ("x_1", None),
    # Bars and roots.
    ("|x|", abs(x)),
    ("||x|-1|", abs(abs(x) - 1)),
    ("|x||y|", abs(x) * abs(y)),
    ("2|x|+3|y|", 2 * abs(x) + 3 * abs(y)),
    ("e^|x|", sp.exp(abs(x))),
    ("|x|^2 + |(x)|", x**2 + abs(x)),
    ("√(x+1) + √2 + 3√x", sp.sqrt(x + 1) + sp.sqrt(2) + 3 * sp.sqrt(x)),
    # Functions.
    ("sin(3x)", sp.sin(3 * x)),
    ("e^(-x)cos(x)", sp.exp(-x) * sp.cos(x)),
    ("e^-(x)y + 2^|x|y", sp.exp(-x) * y + 2 ** abs(x) * y),
    ("x^(1)/2 + x^2/2", x / 2 + x**2 / 2),
    ("ln|x| + sin^2|x|", sp.log(abs(x)) + sp.sin(abs(x)) ** 2),
    ("sin^2(x) + cos²(x)", sp.sin(x) ** 2 + sp.cos(x) ** 2),
    ("exp(-x)", sp.exp(-x)),
    ("ln(x) + log(x)", 2 * sp.log(x)),
    ("log(x, 2) + log2(x)", 2 * sp.log(x) / sp.log(2)),
    ("log10(x)", sp.log(x) / sp.log(10)),
    ("cbrt(x)", sp.sign(x) * abs(x) ** third),
    ("cbrt(x^2)", (x**2) ** third),
    ("root(x, 5)", sp.sign(x) * abs(x) ** sp.Rational(1, 5)),
    ("root(x, 4) + cbrt(-8)", x ** sp.Rational(1, 4) - 2),
    ("tanh(x) + arcsin(x) + artanh(x)", sp.tanh(x) + sp.asin(x) + sp.atanh(x)),
    ("sign(x) + sgn(y)", sp.sign(x) + sp.sign(y)),
    ("floor(x) + ceil(y)", sp.floor(x) + sp.ceiling(y)),
    ("min(x, 1) + max(0, x, y)", sp.Min(x, 1) + sp.Max(0, x, y)),
    ("mod(x, 3)", sp.Mod(x, 3)),
    ("sigmoid(x)", 1 / (1 + sp.exp(-x))),
    ("relu(x) + softplus(y)", sp.Max(0, x) + sp.log(1 + sp.exp(y))),
    ("heaviside(x) + erf(x)", sp.Heaviside(x) + sp.erf(x)),
    # Cases.
    ("piecewise(x < 0: -x, otherwise: x^2)", cases),
    ("piecewise(x < 0: -x; else: x^2)", cases),
    ("piecewise(x < 0: -x, x >= 0: x^2)", cases),
    ("piecewise(-x if x < 0; x^2 otherwise)", cases),
    ("piecewise(-x if x < 0, x^2 else)", cases),
    ("piecewise((-x, x < 0), (x^2, True))", cases),
    ("piecewise((x) < 0: -(x), (x + 1)(2) > 0: x²)", sp.Piecewise((-x, x < 0), (x**2, x > -1))),
    ("-x if x < 0 else x^2", cases),
    ("1 + (2 if x == 1 else 3)", 1 + sp.Piecewise((2, sp.Eq(x, 1)), (3, True))),
    ("piecewise(0 < x < 1: x)", sp.Piecewise((x, (x > 0) & (x < 1)))),
    (
        "piecewise(x < 0 or not (y > 1 and x != 2): 1)",
        sp.Piecewise((1, (x < 0) | (y <= 1) | sp.Eq(x, 2))),
    ),
    ("1 if not (x > 1 and y < 2) else 3", sp.Piecewise((1, (x <= 1) | (y >= 2)), (3, True))),
    ("1 if not (not x < 1 or x == 0) else 3", sp.Piecewise((1, (x < 1) & sp.Ne(x, 0)), (3, True))),
    ("1 if not otherwise else x", x),
    ("piecewise(1 < 2: x, otherwise: y)", x),
    ("piecewise(True: 3)^x", 3**x),
    ("(1^x + 1)^-1 y", y / 2),
    ("sin(1^x)^2", sp.sin(1) ** 2),
    ("piecewise(x - y < x: 1, otherwise: 2)", sp.Piecewise((1, -y < 0), (2, True))),
]


@pytest.mark.parametrize(("text", "formula"), READINGS)
def test_a_text_means_what_people_mean(text, formula):
    if formula is None:
        variable = sp.Symbol(text, real=True)
        assert Function.parse(text, variable).expression == variable
        return
    assert sp.simplify(Function.parse(text, (x, y, theta)).expression - formula) == 0


# Each text, the column of the mistake counted from 1, and what the message must say.
REFUSALS = [
    # Two readings: both are offered.
    ("1/2x", 4, "write (1/2)*x or 1/(2*x)"),
    ("x/2 y", 5, "write (x/2)*y or x/(2*y)"),
    ("1/-2x", 5, "can be read in two ways"),
    ("sin(x)/2(x + 1)", 9, "sin(x)/(2*(x + 1))"),
    ("e^2x", 4, "write e^(2*x) or (e^2)*x"),
    ("2**3x", 5, "write 2^(3*x) or (2**3)*x"),
    ("e^-2x", 5, "write e^(-2*x) or (e^-2)*x"),
    ("2x^y(x + 1)", 5, "can be read in two ways"),
    ("e^sin(x)cos(x)", 9, "can be read in two ways"),
    ("x^1/2", 4, "write x^(1/2) or x/2"),
    ("ln^-1(x)", 1, "write ln(x)^n"),
    ("max|x|", 1, "max takes two arguments or more"),
    ("x mod 2", 7, "write mod(a, b)"),
    ("np.sin(x)", 3, "functions have no prefix"),
    ("sin x", 5, "write sin(x)"),
    ("sin^-1(x)", 1, "arcsin(x) where the inverse is meant"),
    ("sin^1.5(x)", 1, "a power of sin itself is unclear"),
    ("x(y)", 1, "a product is written x*y"),
    ("e(x)", 1, "write e^(...) or e*(...)"),
    ("2e3x", 1, "write 2e3*x or 2*e*3*x"),
    ("1e-5x", 1, "write 1e-5*x or 1*e-5*x"),
    ("2 3", 3, "write * before 3"),
    ("(x+1)2", 6, "write * before 2"),
    ("|2|x|+1|", 1, "write abs(...)"),
    ("√2x", 1, "write sqrt(...)"),
    ("√x^2", 1, "write sqrt(...)"),
    ("x²^3", 3, "two exponents follow each other"),
    ("x² ³", 4, "two exponents follow each other"),
    # Something is missing.
    ("", 1, "an empty text; write one such as x^2"),
    (" \n", 3, "an empty text"),
    ("x +", 4, "ends too early"),
    ("x * * y", 5, "is missing before *"),
    ("(x", 3, "this bracket is not closed"),
    ("x)", 2, "this bracket closes nothing"),
    ("sin(x", 6, "the bracket of sin is not closed"),
    ("()", 2, "nothing stands between the brackets"),
    ("|x", 1, "this bar is not closed"),
    ("sin()", 5, "as in sin(x)"),
    ("sin(x, y)", 1, "sin takes one argument, got 2"),
    ("max(x)", 1, "max takes two arguments or more, at most 6, got 1"),
    ("log(x, 2, 3)", 1, "log takes one argument or two, got 3"),
    ("mod(x)", 1, "mod takes two arguments, got 1"),
    ("√", 2, "as in √(x + 1)"),
    ("x if x > 0", 11, "'if' needs an 'else'"),
    ("piecewise", 10, "as in piecewise(x < 0: -x, otherwise: x)"),
    ("piecewise(x)", 12, "a case is written 'condition: value'"),
    ("piecewise(else x)", 16, "'else' needs a colon"),
    ("piecewise((x, x < 0)", 21, "the bracket of piecewise is not closed"),
    ("piecewise((x, x < 0, y))", 20, "a comma cannot stand here"),
    ("piecewise((x", 13, "this bracket is not closed"),
    ("1 + not", 5, "is missing before not"),
    # Names.
    ("foo(x)", 1, "unknown name foo; did you mean floor?"),
    ("sine(x)", 1, "did you mean sin?"),
    ("SIN(x)", 1, "did you mean sin?"),
    ("xy", 1, "write x*y"),
    ("xsin(x)", 1, "write x*sin"),
    ("qqqq", 1, "known are x, y, pi, e"),
    ("acot(x)", 1, "write atan(1/x)"),
    ("q" * 90, 1, "unknown name"),
    # Signs that mean nothing here.
    ("y = x^2", 3, "write only what stands right of '='"),
    ("f(x)=x", 5, "right of '='"),
    ("3,5", 2, "decimals are written with a point"),
    ("x;", 2, "; belongs in piecewise"),
    ("x: 2", 2, ": belongs in piecewise"),
    ("x 'a'", 3, "quotation marks"),
    ("x else y", 3, "else cannot follow here"),
    ("x > 1", 3, "a condition is no number"),
    ("x + (x < 1)", 8, "a condition is no number"),
    ("otherwise", 1, "a condition is no number"),
    ("piecewise(x: 1)", 11, "a condition is needed here"),
    ("piecewise(|x| < (1 if x > 0 else 2): 1)", 15, "may not have cases of its own"),
    ("１+x", 1, "another character than 1: type 1"),
    ("x\u200b", 2, "U+200B, zero width space): delete it"),
    ("x\u0301", 2, "combining acute accent"),
    ("😀x", 1, "means nothing in a formula"),
    # No value, or too large a one.
    ("1/0", 2, "division by zero"),
    ("x/0", 2, "division by zero"),
    ("1/(x - x)", 2, "division by zero"),
    ("0**-1", 2, "division by zero"),
    ("0^0", 2, "0^0 has no value"),
    ("log(0)", 1, "log(0) has no finite real value"),
    ("sqrt(-1)", 1, "sqrt(-1) has no finite real value"),
    ("sqrt(-x^2)", 1, "no finite real value anywhere"),
    ("1 + (-e x^2)^(-1/3)", 1, "no finite real value anywhere"),
    ("ln(-1 - x^2)", 1, "no finite real value anywhere"),
    ("1 if ln(-1 - x^2) < 1 else 2", 19, "no real value"),
    ("tan(pi/2)", 1, "no finite real value"),
    ("1/sin(pi)", 2, "division by zero"),
    ("1/(sqrt(2) + sqrt(3) - sqrt(5 + 2sqrt(6)))", 2, "division by zero"),
    ("(-8)^(1/3)", 5, "cbrt(x) and root(x, 5) are odd roots"),
    ("cbrt((-(1^x))^(-1/3))", 14, "cbrt(x) and root(x, 5) are odd roots"),
    ("1^x^99 + 9^(9^(1^x))^9", 11, "within 1e±100"),
    ("(-2)^x", 5, "the base must be positive"),
    ("(x - x)^x", 8, "the base must be positive"),
    ("root(x, 1)", 1, "a whole number n from 2"),
    ("root(x, y)", 1, "a whole number n from 2"),
    ("mod(1, x)", 1, "a constant b"),
    ("mod(1, 0)", 1, "mod(1, 0) has no finite real value"),
    ("piecewise(1 > 2: x)", 1, "none of the cases ever holds"),
    ("9**9**9", 2, "within 1e±100"),
    ("1e999", 1, "within 1e±100"),
    ("1" * 120, 1, "within 1e±100"),
    ("1e90*1e90", 5, "within 1e±100"),
    ("sigmoid(300)", 1, "within 1e±100"),
    ("exp(300)", 1, "within 1e±100"),
    ("1.0001^9999", 7, "too many digits"),
    ("(1000x)^200", 8, "within 1e±100"),
    ("(sech(99) if x > 0 else e)^4", 27, "within 1e±100"),
    ("x^1001", 2, "the degree may be 1000"),
    ("(x^100)^11", 8, "the degree may be 1000"),
    ("x^600 x^600", 8, "the degree may be 1000"),
    ("x" * 401, 401, "400 characters, got 401"),
    ("+x" * 126, 251, "250 numbers, names and signs"),
    ("(" * 41 + "x", 41, "40 levels"),
    ("-" * 41 + "x", 40, "40 levels"),
    ("x^" * 41 + "x", 81, "40 levels"),
    ("not " * 41 + "x", 157, "40 levels"),
    ("x*" * 101 + "x", 202, "200 operations"),
    ("relu(relu(relu(relu(relu(x)-1)-1)-1)-1)", 1, "4 levels deep"),
    ("abs(" * 17 + "x" + " - 1)" * 17, 1, "bars 16"),
    ("max(1, max(" + ", ".join(f"x^{n}" for n in range(2, 8)) + "))", 1, "6 values at most"),
    # Cancelling would hide a gap.
    ("x/x", 2, "x != 0 cancels out"),
    ("x^2/x", 4, "keep the gap, as in piecewise(x != 0: ...)"),
    ("1/(1/x)", 2, "x != 0"),
    ("1/x - 1/x", 2, "x != 0"),
    ("x/(y/x*2)", 2, "x != 0"),
    ("sqrt(x)^2", 8, "x >= 0 cancels out"),
    ("e^(ln(2x - 4))", 2, "x - 2 > 0"),
    ("0*ln(x)", 2, "x > 0"),
    ("sin(asin(x))", 1, "1 - x^2 >= 0"),
    ("cosh(acosh(x))", 1, "x - 1 >= 0"),
    ("tanh(atanh(x))", 1, "1 - x^2 > 0"),
    ("0/(x (x + 1)(x - 1))", 2, "and more cancels out"),
    ("tan(x)/tan(x)", 7, "cos(x) != 0"),
    ("0*cot(x)", 2, "sin(x) != 0"),
    ("0*coth(x)", 2, "x != 0"),
    ("0*(y - x)^-1.5", 2, "cancels out"),
    ("0*x^x", 2, "x > 0"),
    ("log(x, x)", 1, "ln(x) != 0 and x > 0"),
]


@pytest.mark.parametrize(("text", "column", "message"), REFUSALS)
def test_a_refusal_points_at_the_place_and_says_what_would_do(text, column, message):
    with pytest.raises(FormulaError) as refused:
        Function.parse(text, "x, y")
    assert message in str(refused.value)
    assert refused.value.column == column


LONG = " + 1" * 24


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("x + $", ["column 5: $ (U+0024) means nothing", "  x + $", "      ^"]),
        ("１𝟙", ["column 1: １ (U+FF11) is another character", "  １𝟙", "  ^"]),
        ("0.5 + x/𝟙", ["column 9: 𝟙 (U+1D7D9) is another", "  0.5 + x/𝟙", "          ^"]),
        ("x +\n\x00", ["column 5: an invisible character", "  x + \ufffd", "      ^"]),
        (f"x{LONG} +", ["column 100: the", f"  …{(LONG + ' +')[-72:]}", " " * 75 + "^"]),
        (f"foo{LONG}", ["column 1: unknown name foo", f"  foo{LONG[:69]}…", "  ^"]),
    ],
)
def test_a_caret_stands_under_the_place(text, lines):
    with pytest.raises(FormulaError) as refused:
        Function.parse(text, x)
    printed = str(refused.value).split("\n")
    assert printed[0].startswith(lines[0])
    assert printed[1:] == lines[1:]


def test_wide_characters_take_two_columns():
    error = FormulaError("here", "é１x", 2)
    assert str(error) == "column 3: here\n  é１x\n     ^"


def test_an_error_survives_the_way_from_another_process():
    error = FormulaError("here", "x +", 3)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (str(again), again.text, again.column) == (str(error), "x +", 4)
    assert isinstance(again, InvalidArgument | CalcmlError)


HOSTILE = [
    "__import__('os').system('touch /tmp/hit')",
    "(lambda: 1)()",
    "x.__class__.__mro__[1]",
    "eval('1')",
    "exec(x)",
    "open('/etc/passwd')",
    "x; import os",
    "`id`",
    "$(id)",
    "#panic()",
    '$ #read("/etc/passwd") $',
    "<script>alert(1)</script>",
    "&lt;b&gt;",
    "\x1b[31mred",
    "x\u202etxt",
    "\\input{/etc/passwd}",
    "{x}",
    "x" * 10**6,
    "(" * 10**5,
    "9**" * 130 + "9",
    "max(" * 12 + "x" + ", 1)" * 12,
    "123456789^123456789",
    "1e-99999999999",
    "factorial(10^9)",
    "∞",
    "٣x",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_get_one_printable_refusal(text):
    with pytest.raises(FormulaError) as refused:
        Function.parse(text, x)
    lines = str(refused.value).split("\n")
    assert len(lines) == 3
    assert all(line.isprintable() and len(line) < 200 for line in lines)


@pytest.mark.parametrize("value", [3, None, b"x", x])
def test_only_a_text_is_parsed(value):
    with pytest.raises(InvalidArgument, match="must be a text"):
        Function.parse(value)


def test_variables_are_found_where_there_is_no_doubt():
    assert Function.parse("t^2 + e^t").variable.name == "t"
    assert Function.parse("5").variables == (x,)
    assert Function.parse("y - 1").variable == y
    assert [v.name for v in Function.parse("z + x").variables] == ["x", "y", "z"]
    with pytest.raises(FormulaError, match="name them in order, as in 'a, x'"):
        Function.parse("a x")
    with pytest.raises(FormulaError, match="did you mean sin"):
        Function.parse("sine(x)")


def test_variables_are_given_as_symbols_or_text():
    assert Function.parse("a x", "x, a").variables[0] == x
    assert Function.parse("x", sp.Symbol("x")) == Function(x, x)
    assert Function.parse("y", iter([x, y])).variables == (x, y)
    assert Function.parse("e x", "x, e").expression == sp.Symbol("e", real=True) * x
    with pytest.raises(InvalidArgument, match="symbols or a text"):
        Function.parse("x", 3)
    with pytest.raises(InvalidArgument, match="symbols or a text"):
        Function.parse("x", [3])
    with pytest.raises(InvalidArgument, match="as in 'x, y', got 'x, 3'"):
        Function.parse("x", "x, 3")
    with pytest.raises(InvalidArgument, match="variables must differ, got x, x"):
        Function.parse("x", "x x")
    with pytest.raises(InvalidArgument, match="at least one variable"):
        Function.parse("1", ())
    with pytest.raises(InvalidArgument, match="plain word, got 'lambda'"):
        Function.parse("lambda", sp.Symbol("lambda"))


def test_components_stand_between_commas():
    components = (x * y, x + y, x**2)
    for text in ("x y, x + y, x^2", "(x y, x + y, x^2)"):
        assert VectorFunction.parse(text, (x, y)) == VectorFunction(components, (x, y))
    assert VectorFunction.parse("(x + 1) y").shape == (1, 2)
    assert VectorFunction.parse("max(x, 1), x").shape == (2, 1)
    with pytest.raises(FormulaError, match="the bracket around the components"):
        VectorFunction.parse("(x, y")
    with pytest.raises(FormulaError, match="closes nothing"):
        VectorFunction.parse("x, y)")
    with pytest.raises(FormulaError, match="a comma cannot stand here"):
        VectorFunction.parse("x" + ", x" * 9)


def test_numbers_are_constants_read_exactly():
    assert parse_number("1/3") == sp.Rational(1, 3)
    assert parse_number(" -2 ") == -2
    assert parse_number("max(pi, 3)/4") == sp.pi / 4
    assert parse_number("piecewise(1 < 2: 3, otherwise: 4)^-1") == sp.Rational(1, 3)
    for text, message in (("x", "unknown name x"), ("nan", "unknown name nan"), ("1 2", "write *")):
        with pytest.raises(FormulaError, match=message):
            parse_number(text)


def test_what_is_read_is_real_and_of_the_variables_only():
    formula, variables = parse_formula("x y", "x, y")
    assert formula.free_symbols == set(variables)
    assert all(v.is_real for v in variables)
