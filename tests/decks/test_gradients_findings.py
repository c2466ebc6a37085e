"""What the decks say about gradients and Jacobians stands or falls with what is computed."""

import math
from functools import cache

import pytest
import sympy as sp

from calcml.core.functions import VectorFunction
from calcml.core.gradients import Gradient, gradient
from calcml.core.jacobians import Jacobian, jacobian
from calcml.core.symbols import x, y, z
from calcml.decks import Judged
from calcml.decks.findings import FINDINGS, arrows, gradients, jacobians, steepest_ascent
from calcml.studio.deck_claims import _claims_of, claims_folder
from tests.lessons_by_name import entry_of

WRONG = {"A-145", "A-148"}
IMPRECISE = {"A-135", "A-151", "A-162"}
AMBIGUOUS = {"A-140"}
IDS = (
    *(f"A-{number}" for number in range(135, 153)),
    "A-162",
    *(f"B-{number}" for number in range(15, 22)),
)
TOP = 1 / sp.sqrt(2 * sp.E)  # of x exp(-x² - y²), at x = 1/√2

# Worked out by hand, or by Python's own atan, atan2 and atanh.
NUMBERS = {
    "A-135": {
        "rate along the gradient at (0.5, 0.5)": TOP,
        "rate the opposite way": -TOP,
        "directions of greatest change": 2,
        "directions of greatest increase": 1,
    },
    "A-136": {"∇(x² + y²)": "(2*x, 2*y)", "∇(xy² + x³)": "(3*x**2 + y**2, 2*x*y)"},
    "A-137": {
        "∂f/∂x": "(1 - 2*x**2)*exp(-x**2 - y**2)",
        "∂f/∂y": "-2*x*y*exp(-x**2 - y**2)",
        "x of the maximum": 1 / sp.sqrt(2),
        "maximum": TOP,
        "x of the minimum": -1 / sp.sqrt(2),
        "∂f/∂x at the origin": 1,
    },
    "A-138": {"components": 3},
    "A-139": {"∇f": "(2, 6*y, -cos(z))", "∂f/∂y at (1, 2, 0)": 12},
    "A-140": {"shape of the Jacobian of (xy, x + y, x²)": "3 × 2"},
    "A-141": {
        "rate on x² + y² at (1.5, 2) along the gradient": 5,
        "rate across": 0,
        "rate the opposite way": -5,
    },
    "A-142": {"∇(xy + zt²)": "(y, x, t**2, 2*t*z)", "most variables tried": 4},
    "A-143": {"length at the origin": 1, "length at (0.5, 0.5)": TOP},
    "A-144": {"length of the gradient at (0.5, 0.5)": TOP},
    "A-145": {
        "angle of (3, 4) in degrees": math.degrees(math.atan2(4, 3)),
        "slide's angle of (3, 4)": math.degrees(math.atanh(3 / 4)),
        "with tan⁻¹ and the slide's ratio": math.degrees(math.atan(3 / 4)),
        "slide's angle of (4, 3)": "undefined",
        "angle of (−3, 4)": math.degrees(math.atan2(4, -3)),
        "tan⁻¹ of its right ratio": math.degrees(math.atan(4 / -3)),
    },
    "A-146": {"length of (3, 4)": 5, "length of (2, 12, −1)": 12.206555615733702},
    "A-147": {"entries for (xy, x + y, x²)": 6},
    "A-148": {
        "shape for f: ℝ² → ℝ³": "3 × 2",
        "slide's shape": "2 × 3",
        "shape for f: ℝ² → ℝ²": "2 × 2",
    },
    "A-149": {"J₁₂ of (xy, x + y, x²)": "x", "J₂₁": "1"},
    "A-150": {"first column for (xy, x + y, x²)": "[y, 1, 2*x]", "first row": "[y, x]"},
    "A-151": {"shape of the entry J₁₂": "1 × 1", "shape of the matrix": "3 × 2"},
    "A-152": {"shape of ∇ᵀ(xy)": "1 × 2"},
    "A-162": {
        "∂f/∂x at (−1.5, 0)": sp.Rational(-7, 2) * sp.exp(sp.Rational(-9, 4)),
        "∂f/∂y at (−1.5, 0)": 0,
        "∂f/∂x on the line x = −1/√2": 0,
        "starts that never arrive": 2,
    },
    "B-15": {"∂f/∂x of xy² + x³ at (1, 2)": 7, "∂f/∂y there": 4},
    "B-16": {
        "direction at (1, 2) in degrees": math.degrees(math.atan2(4, 7)),
        "best of the whole degrees": 30,
        "rate of increase at (1, 2)": 8.06225774829855,
    },
    "B-17": {"∂f/∂x at p = (1, 2)": 7, "∂f/∂y at p": 4},
    "B-18": {"entries for f: ℝ² → ℝ²": 4},
    "B-19": {"m for f: ℝ³ → ℝ²": 2, "n": 3},
    "B-20": {"f₁(1, 0)": 0, "f₂(1, 0)": 5},
    "B-21": {
        "J at (1, 0)": "[[0, 1], [5, 1]]",
        "∂f₁/∂x at (2, π)": 4 * sp.pi,
        "∂f₁/∂y at (2, π)": 4,
        "∂f₂/∂x at (2, π)": 5,
        "∂f₂/∂y at (2, π)": -1,
    },
}

CLAIMS = {claim.id: claim for claim in _claims_of(claims_folder() / "gradients.toml")}


@cache
def found(claim):
    return FINDINGS[claim]()


def same(value, meant):
    if isinstance(meant, str | int):
        return value == meant
    return bool(abs(sp.N(value - meant, 30)) < 1e-13)  # Python's degrees are a few roundings off


def test_every_claim_of_the_topic_is_there_in_order():
    assert tuple(CLAIMS) == IDS


@pytest.mark.parametrize("claim", IDS)
def test_the_verdict_follows(claim):
    sets = {"wrong": WRONG, "imprecise": IMPRECISE, "ambiguous": AMBIGUOUS}
    meant = next((verdict for verdict, ids in sets.items() if claim in ids), "confirmed")
    assert Judged(CLAIMS[claim], found(claim)).verdict == meant


@pytest.mark.parametrize("claim", sorted(WRONG | IMPRECISE | AMBIGUOUS))
def test_what_cannot_stay_has_a_correction_that_holds(claim):
    assert found(claim).corrected is True
    assert CLAIMS[claim].correction_formula


@pytest.mark.parametrize("claim", NUMBERS)
def test_the_numbers_are_those_worked_out_by_hand(claim):
    computed = found(claim).computed
    assert {
        name for name, meant in NUMBERS[claim].items() if not same(computed[name], meant)
    } == set()


def test_a_finite_step_climbs_a_little_less_than_the_gradients_length():
    slope, length = reversed(found("A-144").computed.values())
    assert 0 < length - slope < 1e-3  # the hill bends by about -0.6 per unit there


def test_rows_and_columns_stack_to_different_shapes():
    assert list(found("A-140").readings.values()) == ["3 × 2", "6 × 1"]


@pytest.mark.parametrize(
    ("claim", "module", "name", "other"),
    [
        ("A-139", gradients, "OF_THREE_SLOPES", (sp.Integer(2), 6 * y, sp.cos(z))),
        ("A-145", arrows, "slide_angle", lambda f_x, f_y: sp.atan(f_y / f_x)),
        ("A-145", arrows, "slide_angle", sp.atan2),
        ("A-146", arrows, "slide_length", lambda *slopes: sum(map(abs, slopes))),
        ("B-21", jacobians, "EXAMPLE_JACOBIAN", jacobians.EXAMPLE_JACOBIAN.T),
        ("B-21", jacobians, "EXAMPLE_JACOBIAN", sp.Matrix([[2 * x * y, x**2], [5, -sp.cos(y)]])),
    ],
)
def test_another_result_on_the_slide_would_be_wrong(claim, module, name, other, monkeypatch):
    monkeypatch.setattr(module, name, other)
    assert FINDINGS[claim]().verdict == "wrong"


def test_the_angle_of_the_point_would_be_confirmed(monkeypatch):
    monkeypatch.setattr(arrows, "slide_angle", lambda f_x, f_y: sp.atan2(f_y, f_x))
    assert FINDINGS["A-145"]().verdict == "confirmed"


def test_components_times_variables_would_be_confirmed(monkeypatch):
    monkeypatch.setattr(jacobians, "slide_shape", lambda n, m: (m, n))
    assert FINDINGS["A-148"]().verdict == "confirmed"


def test_square_maps_alone_would_hide_the_wrong_shape(monkeypatch):
    monkeypatch.setattr(jacobians, "_MAPS", (jacobians.EXAMPLE,))
    monkeypatch.setattr(jacobians, "_TO_SPACE", jacobians.EXAMPLE)
    assert FINDINGS["A-148"]().verdict == "confirmed"


def test_starts_right_of_the_divide_alone_would_confirm_the_field(monkeypatch):
    monkeypatch.setattr(steepest_ascent, "_STARTS", steepest_ascent._STARTS[2:])
    assert FINDINGS["A-162"]().verdict == "confirmed"


@pytest.mark.parametrize("claim", ["A-141", "A-144", "B-16"])
def test_a_gradient_with_its_components_swapped_would_be_wrong(claim, monkeypatch):
    def swapped(f, at):
        right = gradient(f, at)
        return Gradient(right.at, right.exact[::-1])

    monkeypatch.setattr(steepest_ascent, "_rates", steepest_ascent._rates.__wrapped__)
    monkeypatch.setattr(steepest_ascent, "gradient", swapped)
    assert FINDINGS[claim]().verdict == "wrong"


@pytest.mark.parametrize("claim", ["A-136", "A-138", "A-142"])
def test_a_gradient_in_another_order_would_be_wrong(claim, monkeypatch):
    def swapped(f):
        return VectorFunction(gradient(f).components[::-1], f.variables)

    monkeypatch.setattr(gradients, "gradient", swapped)
    assert FINDINGS[claim]().verdict == "wrong"


@pytest.mark.parametrize("claim", ["A-147", "A-149", "A-150", "B-18", "B-19"])
def test_a_transposed_jacobian_would_be_wrong(claim, monkeypatch):
    def transposed(f, at=None):
        right = jacobian(f, at)
        return Jacobian(right.exact.T, right.at)

    maps = [f for f in jacobians._MAPS if f.shape == (2, 2)]  # another shape has no such entry
    monkeypatch.setattr(jacobians, "_MAPS", maps)
    monkeypatch.setattr(jacobians, "jacobian", transposed)
    assert FINDINGS[claim]().verdict == "wrong"


@pytest.mark.parametrize("claim", sorted(claim for claim in CLAIMS if CLAIMS[claim].entries))
def test_the_lectures_entries_hold_the_same(claim):
    said = [v for v in found(claim).computed.values() if not isinstance(v, str)]
    for entry in map(entry_of, CLAIMS[claim].entries):
        if entry.kind != "formula":
            exact = entry.exact
            # A computed double is rounded a few times, each to 1.1e-16 of it.
            assert any(exact == v or abs(sp.N(exact - v, 20)) < 1e-15 * abs(v) for v in said)
