"""What the decks say about limits and continuity stands or falls with what is computed."""

import math
from fractions import Fraction
from functools import cache

import pytest
import sympy as sp

from calcml.core.functions import Function
from calcml.core.symbols import a, x
from calcml.decks import Judged
from calcml.decks.findings import FINDINGS, continuity, limits, missing_limits, reciprocals
from calcml.studio.deck_claims import _claims_of, claims_folder
from tests.lessons_by_name import entry_of

WRONG = {"A-023", "A-026", "A-028"}
IMPRECISE = {"A-002", "A-003", "A-007", "A-009", "A-010", "A-017", "A-018", "A-025"}
AMBIGUOUS = {"A-006"}
IDS = tuple(f"A-{number:03d}" for number in range(1, 30))

# Worked out by hand, or by Python's own floats and fractions.
NUMBERS = {
    "A-001": {"partial derivatives in 5 steps": 5 * 2},
    "A-002": {"infimum of |2x − 6| where x ≠ 3": 0, "2x at 3": 6, "limit of sin(x)/x at 0": 1},
    "A-003": {
        "δ/ε for 2x at 3": Fraction(1, 2),
        "sin(1/x) at 1/(π/2 + 2πk)": 1,
        "sin(1/x) at 1/(3π/2 + 2πk)": -1,
    },
    "A-004": {"limit of 2x at 3": 6},
    "A-005": {"limit of 1/x at 0 from the right": sp.oo},
    "A-006": {"is a real number": False},
    "A-007": {
        "powers of ten where the dots stand": 0,
        "cells in the head": 6,
        "cells in the row": 7,
    },
    "A-008": {
        "f(0.1) to f(0.000001)": tuple(1 / Fraction(1, 10**k) for k in range(1, 7)),
        "1/0.00001 in doubles": repr(1 / 0.00001),
    },
    "A-009": {
        "10⁻ᵏ after infinitely many zeros": 0,
        "largest k with 10⁻ᵏ > 0 in doubles": 323,
        "smallest k with 1/10⁻ᵏ infinite in doubles": 309,
        "smallest positive double": 5e-324,
    },
    "A-010": {
        "limit at 0 of the function that is 1 at 0 and 0 elsewhere": 0,
        "its value at 0": 1,
    },
    "A-011": {"intervals of the domain": 2},
    "A-013": {
        "limit of 1/x at 0 from the left": -sp.oo,
        "f(−0.1) to f(−0.000001)": tuple(-(10**k) for k in range(1, 7)),
    },
    "A-016": {
        "from the right": sp.oo,
        "from the left": -sp.oo,
        "sympy.limit, from the right unless told otherwise": sp.oo,
    },
    "A-017": {
        "slopes of |x| left and right of 0": "-1, 1",
        "limit of |x| from the left": 0,
        "limit of |x| from the right": 0,
        "limit of |x|/x from the left": -1,
        "limit of |x|/x from the right": 1,
    },
    "A-018": {"limit of sin(x)/x at ∞": 0},
    "A-019": {"least value": -1, "largest value": 1},
    "A-020": {"sin(π/2 + 2πk)": 1, "sin(3π/2 + 2πk)": -1},
    "A-023": {"sign(x) left of 0": -1, "sign(x) at 0": 0, "sign(x) right of 0": 1},
    "A-024": {"conditions that fail first": 3},
    "A-025": {"1/x at 2": Fraction(1, 2)},
    "A-026": {"limit of x² at ∞": sp.oo, "limit of sign(x) at ∞": 1},
    "A-027": {"x² at 2 from the left": 4, "x² at 2 from the right": 4},
    "A-028": {"limit of x² at 2": 4, "a": 2, "f(a)": 4},
}


@cache
def claims():
    return {claim.id: claim for claim in _claims_of(claims_folder() / "limits.toml")}


@cache
def found(name):
    return FINDINGS[name]()


def expected(name):
    verdicts = {"wrong": WRONG, "imprecise": IMPRECISE, "ambiguous": AMBIGUOUS}
    return next((verdict for verdict, names in verdicts.items() if name in names), "confirmed")


def test_every_claim_is_worded_in_order():
    assert tuple(claims()) == IDS


@pytest.mark.parametrize("name", IDS)
def test_the_verdict_is_the_expected_one(name):
    judged = Judged(claims()[name], found(name))
    assert judged.verdict == expected(name)


@pytest.mark.parametrize("name", sorted(WRONG | IMPRECISE | AMBIGUOUS))
def test_what_is_not_confirmed_is_corrected(name):
    claim = claims()[name]
    assert found(name).corrected is True
    assert claim.correction
    assert claim.correction_formula
    assert claim.proof


@pytest.mark.parametrize("name", sorted(NUMBERS))
def test_the_numbers_are_those_worked_out_otherwise(name):
    computed = found(name).computed
    assert {key: computed[key] for key in NUMBERS[name]} == NUMBERS[name]


@pytest.mark.parametrize("name", IDS)
def test_entries_on_screen_hold_a_computed_number(name):
    told = [*found(name).computed.values(), *found(name).readings.values()]
    values = [number for v in told for number in (v if isinstance(v, tuple) else (v,))]
    for entry in map(entry_of, claims()[name].entries):
        held = entry.value if entry.exact is None else entry.exact
        assert entry.kind in {"formula", "verdict"} or held in values


def test_the_sine_is_the_one_of_the_double():
    for name in ("A-018", "A-021"):
        value = found(name).computed["limit of sin(x) at 1"]
        assert float(value) == pytest.approx(math.sin(1), rel=2**-52)


def test_doubles_do_run_out_where_it_says():
    computed = found("A-009").computed
    last = computed["largest k with 10⁻ᵏ > 0 in doubles"]
    assert float(f"1e-{last}") > 0 == float(f"1e-{last + 1}")
    first = computed["smallest k with 1/10⁻ᵏ infinite in doubles"]
    assert math.isinf(1 / float(f"1e-{first}"))
    assert not math.isinf(1 / float(f"1e-{first - 1}"))


# (module, name, what stands there instead, claim, its verdict then)
MUTATIONS = [
    (limits, "LIMIT_ON_THE_SLIDE", 7, "A-004", "wrong"),
    (limits, "_SPIKE", Function(x**2, x), "A-010", "confirmed"),
    (reciprocals, "SIDES", {"right": sp.oo, "left": sp.oo}, "A-013", "wrong"),
    (reciprocals, "SIDES", {"right": sp.oo, "left": sp.oo}, "A-015", "wrong"),
    (reciprocals, "SIDES", {"right": 0, "left": -sp.oo}, "A-005", "wrong"),
    (reciprocals, "SIDES", {"right": 0, "left": -sp.oo}, "A-012", "wrong"),
    (reciprocals, "SIDES", {"right": 0, "left": -sp.oo}, "A-014", "wrong"),
    (reciprocals, "CELLS", (10, 100, 1000, 10000, 100000, 1000000, None), "A-007", "confirmed"),
    (reciprocals, "CELLS", (10, 100, 1000, 10000, 99999, None, 1000000), "A-008", "wrong"),
    (reciprocals, "CELLS", (10, 100, 1000, 10000, 99999, None, 1000000), "A-007", "wrong"),
    (reciprocals, "BRANCHES", 1, "A-011", "wrong"),
    (reciprocals, "_RECIPROCAL", Function(1 / x**2, x), "A-016", "wrong"),
    (reciprocals, "_RECIPROCAL", Function(x, x), "A-006", "wrong"),
    (missing_limits, "_KINK", Function(x**2, x), "A-017", "confirmed"),
    (missing_limits, "RANGE_ON_THE_SLIDE", sp.Interval(0, 1), "A-019", "wrong"),
    (missing_limits, "_SINE", Function(sp.sin(x) / x, x), "A-020", "wrong"),
    (missing_limits, "LIMIT_ON_THE_SLIDE", sp.cos(a), "A-021", "wrong"),
    (continuity, "_PLACES", ((Function(x**2, x), 2),), "A-023", "confirmed"),
    (continuity, "_PLACES", ((Function(x**2, x), 2),), "A-024", "wrong"),
    (continuity, "_PLACES", ((Function(x**2, x), 2),), "A-025", "confirmed"),
    (continuity, "CONDITIONS", 2, "A-024", "wrong"),
    (continuity, "place_on_the_slide", lambda at: at, "A-026", "confirmed"),
    (continuity, "value_on_the_slide", lambda f, at: f.exact(at), "A-028", "confirmed"),
]


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: f"{m[1]}-{m[3]}")
def test_another_slide_would_be_judged_otherwise(monkeypatch, mutation):
    module, name, other, claim, verdict = mutation
    monkeypatch.setattr(module, name, other)
    assert FINDINGS[claim]().verdict == verdict != expected(claim)


def test_a_limit_that_looked_away_from_a_side_would_be_noticed(monkeypatch):
    def from_the_right(f, to, _side="both"):
        return sp.limit(f.expression, f.variable, to)

    for module in (reciprocals, continuity, missing_limits):
        monkeypatch.setattr(module, "limit_value", from_the_right)
    assert FINDINGS["A-015"]().verdict == "wrong"
    assert FINDINGS["A-022"]().verdict == "wrong"
    assert FINDINGS["A-027"]().verdict == "wrong"
    assert FINDINGS["A-017"]().corrected is False


def test_the_definition_without_its_gap_refuses_the_spike():
    answer = limits._answer(limits._SPIKE, 0, sp.Rational(1, 100))
    assert limits._is_kept(limits._SPIKE, answer)
    assert not limits._is_kept(limits._SPIKE, answer, at_the_point=True)


def test_what_must_have_a_limit_says_so():
    with pytest.raises(TypeError, match="must have a limit at 0: the values oscillate"):
        limits._answer(limits._SWING, sp.Integer(0), sp.Rational(1, 2))
