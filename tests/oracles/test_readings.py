"""Formulas and numbers read back from the screen."""

import mpmath as mp
import pytest
import sympy as sp

from calcml.core.functions import Function
from calcml.core.typesetting import typst
from calcml.lessons.formulas import written
from calcml.oracles.numerals import components, numeral
from calcml.oracles.readings import UnreadableError, reading

X, Y = sp.symbols("x y", real=True)
AT = {X: sp.Rational(7, 5), Y: sp.Rational(3, 7)}
FORMULAS = (
    X**2 - 4 * X + 4,
    -(X**2) + 3 * X * Y / 4 - Y**-2,
    X * sp.exp(-(X**2) - Y**2),
    sp.sqrt(X**2 + Y**2) / (X - 2),
    sp.sin(X) ** 2 * sp.cos(X * Y) - sp.tan(Y),
    sp.log(X) + sp.log(X + Y) / 2 + sp.log(2) * X,
    sp.Abs(X - Y) ** 3 - sp.sign(Y - X),
    X ** sp.Rational(3, 2) + sp.cbrt(X),
    2**X - sp.pi * X / 3 + sp.E,
    sp.atan(X) - sp.asin(Y) + sp.acos(Y) * sp.sinh(X) - sp.tanh(Y),
    sp.Max(X, Y) - sp.Min(X**2, 3),
    sp.floor(X) - sp.ceiling(Y) + sp.Mod(X, 1),
    10**9 * X + sp.Rational(1, 10**7) * Y,
    sp.erf(X) - (X + 1) ** (-sp.Rational(1, 3)),
)


@pytest.mark.parametrize("formula", FORMULAS, ids=str)
def test_typeset_and_plain_formulas_have_the_value_of_the_expression(formula):
    truth = formula.subs(AT).evalf(40)
    with mp.workdps(40):
        values = {name.name: mp.mpf(value.p) / value.q for name, value in AT.items()}
        for text in (typst(formula), str(formula), written(Function(formula, (X, Y)))):
            assert abs(reading(text, values) - mp.mpf(truth)) < mp.mpf(10) ** -35, text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x +",
        "(x",
        "x)",
        "2 $ x",
        "open(x)",
        "__import__",
        "x y z",
        "|x",
        "frac(1)",
        "sin",
        "^2",
    ],
)
def test_what_is_no_formula_is_refused(text):
    with pytest.raises(UnreadableError):
        reading(text, {"x": mp.mpf(1), "y": mp.mpf(2)})


@pytest.mark.parametrize(
    ("text", "places", "inside", "outside"),
    [
        ("0.3033", 4, "0.30334", "0.30336"),
        ("−1.99936", 5, "-1.999364", "-1.999366"),
        ("4.29·10⁻²", 4, "0.042949", "0.042951"),
        ("4.29 dot 10^(-2)", 4, "0.042949", "0.042951"),
        ("1.6", 4, "1.6", "1.6000001"),  # fewer decimals than there is room for: exact
        ("0.3033", None, "0.3033", "0.30330001"),
        ("2·10⁻⁸", 4, "2e-8", "2.0001e-8"),
    ],
)
def test_a_number_has_the_room_of_its_last_digit(text, places, inside, outside):
    found = numeral(text, places=places)
    with mp.workdps(60):
        assert found.shows(mp.mpf(inside))
        assert not found.shows(mp.mpf(outside))


def test_what_is_written_in_full_must_be_so():
    with mp.workdps(60):
        half = mp.sqrt(2) / 2
        for text in ("sqrt(2)/2", "frac(sqrt(2), 2)"):
            assert numeral(text, places=4).shows(half)
            assert not numeral(text, places=4).shows(half + mp.mpf(10) ** -40)


def test_a_tuple_is_split_at_its_own_commas():
    assert components("(frac(1, 2), max(x, 3), -1)") == ("frac(1, 2)", "max(x, 3)", "-1")
