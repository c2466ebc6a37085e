"""What the decks say about the chain rule stands or falls with what is computed."""

from functools import cache

import mpmath
import pytest
import sympy as sp

from calcml.core.chains import chain
from calcml.core.symbols import t, u, x, y
from calcml.decks import Judged
from calcml.decks.findings import FINDINGS, chains, total_derivatives
from calcml.studio.deck_claims import _claims_of, claims_folder

WRONG = {"A-128", "A-134"}
AMBIGUOUS = {"A-127"}
IDS = tuple(f"A-{number}" for number in range(122, 135))

# Worked out by hand. With s = sin 2t and c = cos 2t: z = 9s² - 36sc + 32c²
# = 41/2 + 23/2 cos 4t - 18 sin 4t, whose derivative is -46 sin 4t - 72 cos 4t.
NUMBERS = {
    "A-122": {
        "slope of sin(3x) at 1/2": 3 * sp.cos(sp.Rational(3, 2)),
        "slope there of the composed tangent lines": 3 * sp.cos(sp.Rational(3, 2)),
    },
    "A-123": {"h'(x) for exp(x**2)": "2*x*exp(x**2)"},
    "A-124": {"df/dg for sin(3x)": "cos(3*x)", "dg/dx": "3"},
    "A-125": {"f(g(x))": "sin(3*x)", "g(f(x))": "3*sin(x)"},
    "A-126": {"(sin 3x)'": "3*cos(3*x)", "at x = 0": 3},
    "A-127": {
        "variables of the output's function here": 1,
        "and on the next slide": 2,
        "terms of the derivative there": 2,
    },
    "A-128": {
        "derivative of sin(exp(x²))": "2*x*exp(x**2)*cos(exp(x**2))",
        "product on the slide": "exp(x**2)*cos(exp(x**2))",
        "missing factor": "2*x",
        "factors needed for 3 functions": 3,
        "missing for (sin(exp(3x)))²": "3",
    },
    "A-129": {
        "z at t = 0": 32,
        "z at t = π/8": sp.Rational(5, 2),
        "mean of z": sp.Rational(41, 2),
        "factor of cos 4t": sp.Rational(23, 2),
        "factor of sin 4t": -18,
    },
    "A-130": {"dx/dt": "6*cos(2*t)"},
    "A-131": {"dy/dt": "-8*sin(2*t)"},
    "A-132": {"terms": 2, "dz/dt at t = 0": -72, "of xy² + x³ along (t, t²)": "t**2*(5*t**2 + 3)"},
    "A-133": {
        "∂z/∂x": "2*x - 3*y",
        "dx/dt": "6*cos(2*t)",
        "∂z/∂y": "-3*x + 4*y",
        "dy/dt": "-8*sin(2*t)",
    },
    "A-134": {
        "dz/dt": "-46*sin(4*t) - 72*cos(4*t)",
        "dz/dt at t = π/8": -46,
        "slide at t = π/8": -64,
        "dz/dt at t = 0": -72,
        "slide at t = 0": -72,
        "what the slide leaves out": "18*sin(4*t)",
    },
}

CLAIMS = {claim.id: claim for claim in _claims_of(claims_folder() / "chains.toml")}


@cache
def found(claim):
    return FINDINGS[claim]()


def test_every_claim_of_the_topic_is_there_in_order():
    assert tuple(CLAIMS) == IDS


@pytest.mark.parametrize("claim", IDS)
def test_the_verdict_follows(claim):
    meant = "wrong" if claim in WRONG else "ambiguous" if claim in AMBIGUOUS else "confirmed"
    assert Judged(CLAIMS[claim], found(claim)).verdict == meant


@pytest.mark.parametrize("claim", sorted(WRONG | AMBIGUOUS))
def test_what_cannot_stay_has_a_correction_that_holds(claim):
    assert found(claim).corrected is True
    assert CLAIMS[claim].correction_formula


@pytest.mark.parametrize("claim", NUMBERS)
def test_the_numbers_are_those_worked_out_by_hand(claim):
    computed = found(claim).computed
    assert {name: computed[name] for name in NUMBERS[claim]} == NUMBERS[claim]


def test_the_letters_change_from_slide_to_slide():
    assert [str(letter) for letter in found("A-127").readings.values()] == ["x", "z"]


def along(s):
    """Return z at a time, in mpmath's numbers."""
    a, b = 3 * mpmath.sin(2 * s), 4 * mpmath.cos(2 * s)
    return a**2 - 3 * a * b + 2 * b**2


@pytest.mark.parametrize("time", ["0.1", "0.7", "-1.3"])
def test_the_slope_along_the_path_is_mpmaths(time):
    with mpmath.workdps(30):
        at = mpmath.mpf(time)
        slope = -46 * mpmath.sin(4 * at) - 72 * mpmath.cos(4 * at)
        assert abs(mpmath.diff(along, at) - slope) < 1e-20  # mpmath raises its own precision


@pytest.mark.parametrize("quarters", range(-4, 5))
def test_multiples_of_a_quarter_of_pi_hide_the_mistake(quarters):
    at = quarters * sp.pi / 4
    assert total_derivatives.Z_SLOPE.subs(t, at) == (-46 * sp.sin(4 * t) - 72 * sp.cos(4 * t)).subs(
        t, at
    )


@pytest.mark.parametrize(
    ("claim", "module", "name", "other"),
    [
        ("A-125", chains, "SINE_OF_TRIPLE", 3 * sp.sin(x)),
        ("A-126", chains, "SINE_OF_TRIPLE_SLOPE", sp.cos(3 * x)),
        ("A-130", total_derivatives, "X_SLOPE", 6 * sp.sin(2 * t)),
        ("A-131", total_derivatives, "Y_SLOPE", 8 * sp.sin(2 * t)),
        ("A-133", total_derivatives, "Z_BY_X", 2 * x + 3 * y),
        ("A-133", total_derivatives, "Y_SLOPE", 8 * sp.sin(2 * t)),
        ("A-134", total_derivatives, "Z_SLOPE", -46 * sp.sin(4 * t) + 72 * sp.cos(4 * t)),
    ],
)
def test_another_result_on_the_slide_would_be_wrong(claim, module, name, other, monkeypatch):
    monkeypatch.setattr(module, name, other)
    assert FINDINGS[claim]().verdict == "wrong"


def test_the_right_slope_would_be_confirmed(monkeypatch):
    monkeypatch.setattr(total_derivatives, "Z_SLOPE", -46 * sp.sin(4 * t) - 72 * sp.cos(4 * t))
    assert FINDINGS["A-134"]().verdict == "confirmed"


def test_the_slide_with_its_last_factor_would_be_confirmed(monkeypatch):
    def product(*functions):
        return chain(*functions).derivative.expression

    monkeypatch.setattr(chains, "slide_product", product)
    assert FINDINGS["A-128"]().verdict == "confirmed"


def test_one_naming_on_both_slides_would_be_no_ambiguity(monkeypatch):
    monkeypatch.setattr(chains, "_ON_THE_NEXT", chains._ON_THIS_SLIDE)
    assert FINDINGS["A-127"]().verdict == "confirmed"


def test_a_composition_in_the_wrong_order_would_be_wrong(monkeypatch):
    def swapped(outer, inner):
        return chain(
            chains.Function(inner.expression.subs(x, u), u),
            chains.Function(outer.expression.subs(u, x), x),
        )

    monkeypatch.setattr(chains, "chain", swapped)
    for claim in ("A-123", "A-124", "A-126"):
        assert FINDINGS[claim]().verdict == "wrong"
