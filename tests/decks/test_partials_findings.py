"""What the decks say about partial derivatives stands or falls with what is computed."""

from functools import cache

import mpmath
import pytest
import sympy as sp

from calcml.core.functions import Function
from calcml.core.symbols import x, y
from calcml.decks import Judged
from calcml.decks.findings import FINDINGS, partials, slices, surfaces
from calcml.decks.findings.slopes import same_formula, slope_by_limit
from calcml.lessons import partials as lessons
from calcml.studio.deck_claims import _claims_of, claims_folder

WRONG = {"A-116"}
IMPRECISE = {"A-118", "B-13"}
IDS = (
    *(f"A-{number}" for number in range(112, 122)),
    *(f"B-{number:02}" for number in range(7, 15)),
)

# Worked out by hand; sech² 1 to 15 digits from a table.
NUMBERS = {
    "A-112": {"limit for xy² + x³ at (1, 2), y held": 7, "limit there, y moving along": 11},
    "A-113": {"∂f/∂x of xy² + x³": "3*x**2 + y**2", "∂f/∂y of xy² + x³": "2*x*y"},
    "A-114": {"∂z/∂x": "2*x", "∂z/∂x at (1, 2)": 2},
    "A-115": {"∂z/∂y": "2*y", "∂z/∂y at (1, −1)": -2},
    "A-116": {
        "∂²z/∂x∂y of x² + y²": 0,
        "∂z/∂x + ∂z/∂y": "2*x + 2*y",
        "∂z/∂x + ∂z/∂y at (1, 2)": 6,
        "dz there for dx = dy = 1": 6,
        "∂²z/∂x∂y of xy² + x³": "2*y",
        "∂²z/∂x∂y of xy² + x³ at (1, 2)": 4,
    },
    "A-117": {"f(x, 0)": "x**2", "f(3, 0)": 9},
    "A-118": {
        "cut of x² + y² at y = 2": "x**2 + 4",
        "its slope at x = 1": 2,
        "slope of the cut y = 0 there": 2,
        "slope of xy² + x³ at (1, 0)": 3,
        "slope of xy² + x³ at (1, 2)": 7,
    },
    "A-119": {
        "∂f/∂x at x = 0": 1,
        "∂f/∂x at x = 1": 0.41997434161402614,
        "lowest plateau": -2,
        "highest plateau": 2,
    },
    "A-120": {
        "∂f/∂x": "-2*x",
        "∂f/∂y": "3*y**2",
        "determinant of the Hessian at the origin": 0,
        "f(0, −0.1)": sp.Rational(-1, 1000),
        "f(0, 0.1)": sp.Rational(1, 1000),
    },
    "A-121": {
        "∂f/∂x": "5*x**4",
        "∂f/∂y": "2*y",
        "f(−0.1, 0)": sp.Rational(-1, 10**5),
        "f(0.1, 0)": sp.Rational(1, 10**5),
    },
    "B-07": {
        "slope of xy² + x³ at x = 1, y kept at 0": 3,
        "slope of xy² + x³ at x = 1, y kept at 2": 7,
    },
    "B-08": {"limit for xy² + x³": "3*x**2 + y**2", "at (1, 2)": 7},
    "B-09": {"limit for xy² + x³": "2*x*y", "at (1, 2)": 4},
    "B-10": {"height at (1, 2)": 5, "slope in the plane y = 2": 7, "slope in the plane x = 1": 4},
    "B-11": {"∂f/∂x": "3*x**2 + y**2", "∂f/∂x at (1, 2)": 7, "∂f/∂x at (1, 0)": 3},
    "B-12": {"∂f/∂y": "2*x*y", "∂f/∂y at (1, 2)": 4},
    "B-13": {
        "rate along x at (1, 2)": 7,
        "rate along y at (1, 2)": 4,
        "rate along the diagonal at (1, 2)": 11 / sp.sqrt(2),
    },
    "B-14": {
        "∂f/∂x": "6*x*y + 2*y**2 + 1",
        "∂f/∂y": "3*x**2 + 4*x*y",
        "∂f/∂x at (1, 2)": 21,
        "∂f/∂y at (1, 2)": 11,
    },
}

CLAIMS = {claim.id: claim for claim in _claims_of(claims_folder() / "partials.toml")}


@cache
def found(claim):
    return FINDINGS[claim]()


def same(value, meant):
    if isinstance(meant, str | int):
        return value == meant
    return bool(abs(sp.N(value - meant, 30)) < 1e-16)


def test_every_claim_of_the_topic_is_there_in_order():
    assert tuple(CLAIMS) == IDS


@pytest.mark.parametrize("claim", IDS)
def test_the_verdict_follows(claim):
    meant = "wrong" if claim in WRONG else "imprecise" if claim in IMPRECISE else "confirmed"
    assert Judged(CLAIMS[claim], found(claim)).verdict == meant


@pytest.mark.parametrize("claim", sorted(WRONG | IMPRECISE))
def test_what_cannot_stay_has_a_correction_that_holds(claim):
    assert found(claim).corrected is True
    assert CLAIMS[claim].correction_formula


@pytest.mark.parametrize("claim", NUMBERS)
def test_the_numbers_are_those_worked_out_by_hand(claim):
    computed = found(claim).computed
    assert [name for name, n in NUMBERS[claim].items() if not same(computed[name], n)] == []


@pytest.mark.parametrize("claim", ["A-120", "A-121"])
def test_flat_points_are_no_extrema(claim):
    computed = found(claim).computed
    beside = [value for name, value in computed.items() if name.startswith("f(")]
    assert min(beside) < 0 < max(beside)
    assert computed["kind of the critical point"] == "degenerate"


@pytest.mark.parametrize("f", surfaces.SURFACES, ids=lambda f: str(f.expression))
@pytest.mark.parametrize("place", [(0.3, -1.1), (-1.7, 0.4)])
def test_slopes_by_limit_are_mpmaths(f, place):
    for k, variable in enumerate(f.variables):
        slope = sp.lambdify(f.variables, slope_by_limit(f, variable), "mpmath")(*place)
        values = sp.lambdify(f.variables, f.expression, "mpmath")
        meant = mpmath.diff(values, place, tuple(int(i == k) for i in range(2)))
        assert abs(slope - meant) < 1e-9  # mpmath differences at 15 digits and a raised precision


def test_other_formulas_are_told_apart():
    assert same_formula((x + y) ** 2, x**2 + 2 * x * y + y**2)
    assert not same_formula(x**2, x * sp.Abs(x))


@pytest.mark.parametrize(
    ("claim", "module", "name", "other"),
    [
        ("A-114", partials, "PARABOLOID_BY_X", (2 * x + y, 2 * x)),
        ("A-115", partials, "PARABOLOID_BY_Y", (2 * x,)),
        ("A-117", slices, "PARABOLOID_CUT", x**2 + 1),
        ("A-119", slices, "CUTS_OF_PLATEAUS", (sp.tanh(x), -sp.tanh(y))),
        ("A-120", slices, "CUTS_OF_CUBIC", (-(x**2), -(y**3))),
        ("A-121", slices, "CUTS_OF_QUINTIC", (x**5, y**3)),
        ("B-11", partials, "NON_SEPARABLE_BY_X", (y**2 + 3 * x**2, y**2 + 2 * x**2)),
        ("B-12", partials, "NON_SEPARABLE_BY_Y", (2 * y,)),
    ],
)
def test_another_result_on_the_slide_would_be_wrong(claim, module, name, other, monkeypatch):
    monkeypatch.setattr(module, name, other)
    assert FINDINGS[claim]().verdict == "wrong"


def test_the_right_mixed_derivative_would_be_confirmed(monkeypatch):
    monkeypatch.setattr(partials, "PARABOLOID_MIXED", sp.Integer(0))
    assert FINDINGS["A-116"]().verdict == "confirmed"


def test_without_y_in_the_formulas_any_constant_would_be_zero(monkeypatch):
    monkeypatch.setattr(slices, "PARABOLOID", Function(x**2, (x, y)))
    monkeypatch.setattr(slices, "NON_SEPARABLE", Function(x**3, (x, y)))
    assert FINDINGS["A-118"]().verdict == "confirmed"


def test_a_separable_function_that_is_none_would_make_the_cut_wrong(monkeypatch):
    monkeypatch.setattr(slices, "SEPARABLE", (surfaces.QUIZ,))
    assert FINDINGS["A-118"]().verdict == "wrong"


@pytest.mark.parametrize("claim", sorted(claim for claim in CLAIMS if CLAIMS[claim].entries))
def test_the_lectures_entries_hold_the_same(claim):
    entries = {
        f"{lesson.__class__.__name__}:{entry.key}": entry
        for lesson in (getattr(lessons, name)() for name in lessons.__all__)
        for entry in lesson.entries()
    }
    said = {str(value) for value in found(claim).computed.values()}
    for name in CLAIMS[claim].entries:
        entry = entries[name]
        shown = entry.formula.rpartition(" = ")[2] if entry.exact is None else str(entry.exact)
        assert shown in said
