"""What the decks say about derivatives stands or falls with what is computed."""

from fractions import Fraction
from functools import cache

import mpmath
import pytest
import sympy as sp

from calcml.core.functions import Function
from calcml.core.symbols import h, x
from calcml.decks import Judged
from calcml.decks.findings import FINDINGS, derivatives, quotient_outputs, secants, squares
from calcml.studio.deck_claims import _claims_of, claims_folder
from tests.lessons_by_name import entry_of

WRONG = {"A-034", "A-046", "A-047", "A-049"}
IMPRECISE = {"A-033", "A-036", "A-038", "A-039", "A-041", "A-043"}
IDS = (*(f"A-{number:03d}" for number in range(30, 50)), "B-04", "B-05", "B-06")
OUTPUTS = ("6.009999999999849", "6.000999999999479", "6.000100000012054", "6.000009999951316")


def slope(step):
    """Return the quotient of x² at 3 in fractions."""
    return ((3 + Fraction(step)) ** 2 - 9) / Fraction(step)


# Worked out by hand, or by Python's own floats and fractions.
NUMBERS = {
    "A-030": {"functions tried": 7, "limits that are the derivative": 7},
    "A-031": {"derivative of 3": 0},
    "A-032": {"(3 − 3)/h": 0},
    "A-033": {"0/h for h ≠ 0": 0, "0/h for h = 0": "undefined", "limit of 0/h at 0": 0},
    "A-034": {"3x at 0": 0, "3x at 1": 3, "degree": 1, "derivative": 3},
    "A-035": {"limit": 3},
    "A-036": {"quotient of x² at 3": h + 6, "derivative of x² at 3": 6},
    "A-037": {"derivative of x² at 3": 6, "lines of other slopes that touch": 0},
    "A-038": {
        "slope for h = 2": slope(2),
        "slope for h = 1": slope(1),
        "slope for h = 0.5": slope("0.5"),
        "slope for h = 0.1": slope("0.1"),
        "slope for h = 0.01": slope("0.01"),
    },
    "A-039": {"quotient of x² at 3 there": slope("-0.01")},
    "A-040": {"the quotient at h = 0": "ZeroDivisionError"},
    "A-041": {"degree": 2, "places where f(x) = x² holds": 4, "places where x² = 0 holds": 1},
    "A-042": {"(x + h)² − x²": 2 * x * h + h**2},
    "A-043": {"right side without a limit sign": 2 * x + h, "left side": 2 * x},
    "A-044": {"derivative of x²": 2 * x},
    "A-045": {
        "exact for h = 0.01": slope("0.01"),
        "exact for h = 0.001": slope("0.001"),
        "exact for h = 0.0001": slope("0.0001"),
        "exact for h = 0.00001": slope("0.00001"),
        "derivative at 3": 6,
    },
    "A-046": {"printed": OUTPUTS[0], "exact quotient": Fraction(601, 100)},
    "A-047": {"printed": OUTPUTS[1], "exact quotient": Fraction(6001, 1000)},
    "A-048": {"printed": OUTPUTS[2], "exact quotient": Fraction(60001, 10000)},
    "A-049": {"printed": OUTPUTS[3], "exact quotient": Fraction(600001, 100000)},
    "B-04": {"rate of change of x² at 3": 6},
    "B-05": {"tangent of x² at 3": "y = 6*x - 9", "its slope": 6},
    "B-06": {"df/dx of x²": 2 * x},
}


@cache
def claims():
    return {claim.id: claim for claim in _claims_of(claims_folder() / "derivatives.toml")}


@cache
def found(name):
    return FINDINGS[name]()


def expected(name):
    verdicts = {"wrong": WRONG, "imprecise": IMPRECISE}
    return next((verdict for verdict, names in verdicts.items() if name in names), "confirmed")


def test_every_claim_is_worded_in_order():
    assert tuple(claims()) == IDS


@pytest.mark.parametrize("name", IDS)
def test_the_verdict_is_the_expected_one(name):
    judged = Judged(claims()[name], found(name))
    assert judged.verdict == expected(name)


@pytest.mark.parametrize("name", sorted(WRONG | IMPRECISE))
def test_what_is_not_confirmed_is_corrected(name):
    claim = claims()[name]
    assert found(name).corrected is True
    assert claim.correction
    assert claim.correction_formula
    assert claim.proof


@pytest.mark.parametrize("name", IDS)
def test_the_numbers_are_those_worked_out_otherwise(name):
    computed = found(name).computed
    assert {key: computed[key] for key in NUMBERS[name]} == NUMBERS[name]


@pytest.mark.parametrize("name", IDS)
def test_entries_on_screen_hold_a_computed_number(name):
    values = found(name).computed.values()
    for entry in map(entry_of, claims()[name].entries):
        shown = entry.shown.replace("−", "-")
        assert (
            entry.kind == "formula"
            or entry.exact in values
            or shown in {str(value).replace("*", "") for value in values}
        )


def in_doubles(step):
    """Return the quotient with each operation in fractions, rounded to the nearest double."""
    moved = float(3 + Fraction(step))
    difference = float(Fraction(float(Fraction(moved) ** 2)) - 9)
    return float(Fraction(difference) / Fraction(step))


@pytest.mark.parametrize("turn", range(4))
def test_the_outputs_are_those_of_correctly_rounded_arithmetic(turn):
    step = (0.01, 0.001, 0.0001, 0.00001)[turn]
    assert quotient_outputs.printed(turn) == repr(in_doubles(step)) == OUTPUTS[turn]


@pytest.mark.parametrize("formula", [*derivatives._PLACES, derivatives.LINE, derivatives.CONSTANT])
def test_slopes_agree_with_numerical_differentiation(formula):
    value = sp.lambdify(x, formula.expression, "mpmath")
    with mpmath.workdps(40):
        slope_there = mpmath.diff(value, 2)
        exact = mpmath.mpf(str(derivatives.slope_at(formula, sp.Integer(2)).evalf(40)))
        # mpmath takes a step of some 2**-prec, about 1e-40, and enough digits to divide by it.
        assert abs(slope_there - exact) < mpmath.mpf(10) ** -37


def halved(f, at):
    """Return a quotient that divides by twice the step."""
    return Function((f.expression.subs(x, at + h) - f.exact(at)) / (2 * h), h)


def unlike_any_output(_turn):
    return "6.5"


def five(_f, _at):
    return sp.Integer(5)


def no_refusal(_at, _step):
    return None


# (module, name, what stands there instead, claim, its verdict then)
MUTATIONS = [
    (derivatives, "quotient", halved, "A-030", "wrong"),
    (derivatives, "quotient", halved, "B-06", "wrong"),
    (derivatives, "CONSTANT", Function(x, x), "A-031", "wrong"),
    (derivatives, "CONSTANT", Function(x**2, x), "A-032", "wrong"),
    (derivatives, "LINE", Function(sp.Integer(3), x), "A-034", "confirmed"),
    (derivatives, "SLOPE_OF_THE_LINE", 2, "A-035", "wrong"),
    (derivatives, "slope_at", five, "B-04", "wrong"),
    (secants, "_SQUARE", Function(3 * x, x), "A-036", "confirmed"),
    (secants, "_SQUARE", Function(3 * x, x), "A-038", "confirmed"),
    (secants, "slope_at", five, "A-037", "wrong"),
    (secants, "slope_at", five, "A-036", "wrong"),
    (secants, "slope_at", five, "B-05", "wrong"),
    (secants, "_BACK", sp.Rational(1, 100), "A-039", "wrong"),
    (secants, "_refusal", no_refusal, "A-040", "wrong"),
    (squares, "EXPANDED", x * h + h**2, "A-042", "wrong"),
    (squares, "DERIVATIVE", x, "A-044", "wrong"),
    (squares, "_PLACES", (sp.Integer(0), sp.Integer(1)), "A-041", "confirmed"),
    (quotient_outputs, "slide_line", OUTPUTS.__getitem__, "A-046", "confirmed"),
    (quotient_outputs, "slide_line", OUTPUTS.__getitem__, "A-047", "confirmed"),
    (quotient_outputs, "slide_line", OUTPUTS.__getitem__, "A-049", "confirmed"),
    (quotient_outputs, "slide_line", unlike_any_output, "A-048", "wrong"),
    (quotient_outputs, "_X", 4, "A-045", "wrong"),
    (quotient_outputs, "printed", OUTPUTS[::-1].__getitem__, "A-045", "wrong"),
]


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: f"{m[1]}-{m[3]}")
def test_another_slide_would_be_judged_otherwise(monkeypatch, mutation):
    module, name, other, claim, verdict = mutation
    monkeypatch.setattr(module, name, other)
    assert FINDINGS[claim]().verdict == verdict != expected(claim)


def test_a_slide_with_another_slip_would_need_another_correction(monkeypatch):
    monkeypatch.setattr(quotient_outputs, "slide_line", unlike_any_output)
    assert FINDINGS["A-046"]().corrected is False


def test_a_program_that_starts_from_another_number_prints_something_else(monkeypatch):
    monkeypatch.setattr(quotient_outputs, "_X", 4)
    assert FINDINGS["A-048"]().verdict == "wrong"


def test_the_slides_lines_are_no_numerals_of_python():
    for turn in (0, 1, 3):
        line = quotient_outputs.slide_line(turn)
        assert repr(float(line)) != line


def test_what_must_have_a_tangent_says_so():
    with pytest.raises(TypeError, match="must have a tangent at 0: the slopes from the left"):
        secants._tangent(Function(sp.Abs(x), x), sp.Integer(0))


def test_a_corner_has_no_slope():
    assert derivatives.slope_at(Function(sp.Abs(x), x), sp.Integer(0)) is None
