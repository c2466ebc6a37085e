"""The claims on numerical derivatives: verdicts, numbers, and that each can come out otherwise."""

import math
import re
import struct
from fractions import Fraction
from functools import cache

import mpmath
import numpy as np
import pytest
import sympy as sp
import typst

from calcml.core.differences import difference_quotient
from calcml.core.floats import SMALLEST_INCREMENT
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.decks.claims import Judged
from calcml.decks.findings import (
    FINDINGS,
    cancellation,
    error_kinds,
    error_orders,
    machine_epsilon,
    printed_programs,
    representation,
    root_of_epsilon,
    step_trade_off,
    symmetric_quotients,
)
from calcml.lessons.numerics import (
    CatastrophicCancellation,
    MachineEpsilonNumberLine,
    StepSizeTradeoff,
    SymmetricDifference,
)
from calcml.studio import deck_claims

IMPRECISE = "050 056 062 064 065 071 073 077 082 085"
WRONG = "058 074 086 087"
AMBIGUOUS = "061"
VERDICTS = dict.fromkeys((f"A-{n:03}" for n in range(50, 88)), "confirmed")
VERDICTS |= {f"A-{n}": "imprecise" for n in IMPRECISE.split()}
VERDICTS |= {f"A-{n}": "wrong" for n in WRONG.split()}
VERDICTS |= {f"A-{n}": "ambiguous" for n in AMBIGUOUS.split()}

CLAIMS = {
    claim.id: claim
    for claim in deck_claims._claims_of(deck_claims.claims_folder() / "numerics.toml")
}


@cache
def found(claim):
    return FINDINGS[claim]()


def computed(claim, name):
    return found(claim).computed[name]


def verdict(claim):
    return str(FINDINGS[claim]().verdict)


def test_the_file_holds_the_claims_of_the_topic_in_order():
    assert list(CLAIMS) == list(VERDICTS)


@pytest.mark.parametrize("claim", VERDICTS)
def test_the_verdict_follows_and_what_is_said_fits_it(claim):
    judged = Judged(CLAIMS[claim], found(claim))
    assert str(judged.verdict) == VERDICTS[claim]
    assert 1 <= len(judged.finding.computed) <= 6
    if VERDICTS[claim] != "confirmed":
        assert judged.finding.corrected is True


@pytest.mark.parametrize("claim", VERDICTS)
def test_long_numbers_in_what_is_said_are_computed(claim):
    said = CLAIMS[claim]
    texts = f"{said.correction} {said.correction_formula} {said.proof} {said.note}"
    known = " ".join(map(repr, found(claim).computed.values()))
    for number in re.findall(r"\d+\.\d{6,}", texts):
        assert number in known


def test_the_formulas_are_typst():
    formulas = [f for c in CLAIMS.values() for f in (c.formula, c.correction_formula) if f]
    assert typst.compile("\n".join(f"$ {f} $" for f in formulas).encode())


def test_entries_of_lessons_hold_the_same_numbers():
    entries = {
        f"{type(lesson).__name__}:{e.key}": e
        for lesson in (
            CatastrophicCancellation(),
            MachineEpsilonNumberLine(),
            StepSizeTradeoff(),
            SymmetricDifference(),
        )
        for e in lesson.entries()
    }
    names = {
        "A-050": ["gap between doubles at 3", "(3 + 1e-15) - 3"],
        "A-051": ["printed"],
        "A-055": ["machine epsilon"],
        "A-056": ["gap above 1", "smallest δ with 1 + δ > 1", "1 + that δ"],
        "A-057": ["printed"],
        "A-058": ["1 + 1.2e-16", "1 + 2**-53", "smallest δ with 1 + δ > 1"],
        "A-059": ["printed"],
        "A-060": ["printed"],
        "A-075": ["order"],
        "A-076": ["order"],
        "A-077": ["h* for sin at 1"],
        "A-082": ["symmetric limit of |x| at 0"],
        "A-083": ["order"],
        "A-085": ["forward, h = 0.5", "symmetric, h = 0.5", "forward, h = 1e-15",
                  "symmetric, h = 1e-15"],
        "A-086": ["printed with h = 1e-15", "printed with h = 1e-14"],
        "A-087": ["printed with h = 1e-15", "printed with h = 1e-14"],
    }  # fmt: skip
    assert {claim for claim, said in CLAIMS.items() if said.entries} >= names.keys()
    for claim, same in names.items():
        keys = CLAIMS[claim].entries
        numbers = [float(computed(claim, name)) for name in same] * (len(keys) // len(same))
        assert [float(entries[key].exact) for key in keys] == pytest.approx(numbers, rel=1e-12)


# What the independent computation of the claims gave, number by number.
ORACLE = [
    ("A-050", "half the gap", 2.0**-52),
    ("A-050", "(3 + 1e-15) - 3", 8.881784197001252e-16),
    ("A-051", "printed", "0.0"),
    ("A-052", "error at h = 1e-12", 0.0005334034940460697),
    ("A-052", "error at h = 1e-16", 6.0),
    ("A-053", "bits of a significand", 53),
    ("A-054", "relative error at h = 1e-14", 0.03620815631681277),
    ("A-055", "machine epsilon", 2.220446049250313e-16),
    ("A-056", "smallest δ with 1 + δ > 1", 1.1102230246251568e-16),
    ("A-057", "printed", "2.220446049250313e-16"),
    ("A-058", "1 + 1.2e-16", 1.0000000000000002),
    ("A-058", "1 + 2**-53", 1.0),
    ("A-059", "printed", "1.0"),
    ("A-060", "printed", "1.0000000000000002"),
    ("A-061", "bullets", 3),
    ("A-062", "truncation in fractions", Fraction(1, 100)),
    ("A-063", "the double nearest to 0.1", Fraction(3602879701896397, 36028797018963968)),
    ("A-065", "-1e308 * 10", -math.inf),
    ("A-065", "largest double", 1.7976931348623157e308),
    ("A-066", "ten times 0.1, added in a loop", 0.9999999999999999),
    ("A-067", "bits", 64),
    ("A-071", "error at h = 2**-10", 0.0009765625),
    ("A-072", "f(1e-20) - f(0) for sin", 1e-20),
    ("A-073", "x² at 3, difference", 5.329070518200751e-15),
    ("A-073", "x² at 3, quotient", 5.329070518200751),
    ("A-074", "truncation at h = 1e-08", 1e-8),
    ("A-077", "√ε", 1.4901161193847656e-08),
    ("A-077", "h* for x² at 3", 3 * 2.0**-26),
    ("A-078", "√ε", 1.4901161193847656e-08),
    ("A-079", "the same at x = 1.0", 2.000000014901161),
    ("A-079", "the same at x = 3.1", 6.199999928474426),
    ("A-079", "the same at x = π", 6.283185362815857),
    ("A-080", "printed", "Expected Derivative: 6"),
    ("A-083", "leading error for sin", "-h**2*cos(x)/6"),
    ("A-085", "forward, h = 0.5", 6.5),
    ("A-085", "symmetric, h = 0.5", 6.0),
    ("A-086", "printed with h = 1e-15", "5.329070518200751"),
    ("A-086", "printed with h = 1e-14", "6.217248937900877"),
    ("A-087", "printed with h = 1e-15", "5.329070518200751"),
    ("A-087", "printed with h = 1e-14", "6.128431095930864"),
]


@pytest.mark.parametrize(("claim", "name", "number"), ORACLE)
def test_numbers_are_those_of_the_independent_computation(claim, name, number):
    assert computed(claim, name) == number


def test_errors_of_the_quotients_of_sin_are_those_of_50_digits():
    with mpmath.workdps(50):
        high, low, h = mpmath.sin("1.01"), mpmath.sin("0.99"), mpmath.mpf("0.01")
        forward = (high - mpmath.sin(1)) / h - mpmath.cos(1)
        central = (high - low) / (2 * h) - mpmath.cos(1)
    # Round-off adds about u/h = 1.1e-14.
    name = "error, sin at 1, h = 0.01"
    assert computed("A-081", f"forward {name}") == pytest.approx(float(abs(forward)), abs=5e-14)
    assert computed("A-081", f"symmetric {name}") == pytest.approx(float(abs(central)), abs=5e-14)


def test_constants_are_known_to_mpmath_and_to_the_bits_of_a_double():
    with mpmath.workdps(40):
        assert computed("A-063", "π minus its double") == float(mpmath.pi - mpmath.mpf(math.pi))
        series = mpmath.e - mpmath.mpf(65) / 24
    assert computed("A-064", "e minus five terms of its series") == pytest.approx(float(series))
    one = struct.unpack("<q", struct.pack("<d", 1.0))[0]
    after = struct.unpack("<d", struct.pack("<q", one + 1))[0]
    assert computed("A-056", "gap above 1") == after - 1.0


@pytest.mark.parametrize("claim", ["A-076", "A-084"])
def test_round_off_has_about_slope_minus_one(claim):
    assert computed(claim, "measured slope") == pytest.approx(-1, abs=0.1)


@pytest.mark.parametrize("scheme", ["forward", "central"])
@pytest.mark.parametrize("h", [0.5, 1e-2, 1e-8, 1e-14, 1e-15, 1e-16])
def test_the_printed_programs_compute_what_the_core_computes(scheme, h):
    program = {"forward": printed_programs.forward, "central": printed_programs.symmetric}[scheme]
    assert program(3, h) == difference_quotient(Function(x**2, x), 3, step=h, scheme=scheme).value


@pytest.mark.parametrize("power", [-1, 1, 2, 3])
def test_the_order_of_a_power_is_its_exponent(power):
    steps = np.array([float(h) for h in error_orders.decades(1, 3)])
    assert len(steps) == 15
    assert (np.diff(steps) < 0).all()
    assert error_orders.order(steps, 7 * steps**power) == pytest.approx(power)


# It can fail: what the deck should have said is confirmed, and what it should not is refuted.
@pytest.mark.parametrize(
    ("module", "name", "value", "verdicts"),
    [
        (cancellation, "TINY_STEP", 1e-15, {"A-050": "confirmed", "A-051": "wrong"}),
        (machine_epsilon, "EPSILON_WRITTEN", "1.11e-16", {"A-055": "wrong"}),
        (machine_epsilon, "INCREMENT_CLAIMED", SMALLEST_INCREMENT,
         {"A-056": "confirmed", "A-058": "confirmed"}),
        (machine_epsilon, "STEP", 1.2e-16, {"A-059": "wrong"}),
        (machine_epsilon, "EPSILON_PRINTED", "1.0", {"A-060": "wrong"}),
        (error_kinds, "KINDS_CLAIMED", 3, {"A-061": "ambiguous"}),
        (error_kinds, "BULLETS", (("round-off",), ("truncation",), ("underflow",), ("overflow",)),
         {"A-061": "confirmed"}),
        (error_kinds, "BEYOND", ((1e308, 10.0), (1e-308, 1e-100)), {"A-065": "confirmed"}),
        (representation, "NUMBERS", (sp.Rational(1, 2),), {"A-068": "wrong", "A-069": "wrong"}),
        (step_trade_off, "ORDER_OF_TRUNCATION", 2, {"A-075": "wrong"}),
        (step_trade_off, "ORDER_OF_ROUNDING", -2, {"A-076": "wrong"}),
        (step_trade_off, "PLACES", (1.0, 3.0), {"A-077": "confirmed"}),
        (step_trade_off, "ROOT", 1e-3, {"A-077": "wrong"}),
        (root_of_epsilon, "X", 3.1, {"A-079": "wrong"}),
        (root_of_epsilon, "EXPECTED_PRINTED", "Expected Derivative: 6.0", {"A-080": "wrong"}),
        (symmetric_quotients, "SIZE", Function(x**2, x), {"A-082": "confirmed"}),
        (symmetric_quotients, "CURVED", ((Function(x**3, x), 0),), {"A-081": "wrong"}),
        (symmetric_quotients, "STEP_ON_SLIDE", 1e-14,
         {"A-086": "confirmed", "A-087": "confirmed", "A-085": "imprecise"}),
        (symmetric_quotients, "STEP_ON_SLIDE", 0.5, {"A-085": "confirmed"}),
        (symmetric_quotients, "FORWARD_PRINTED", "5.329070518200751", {"A-086": "confirmed"}),
    ],
)  # fmt: skip
def test_another_claim_gets_another_verdict(monkeypatch, module, name, value, verdicts):
    monkeypatch.setattr(module, name, value)
    assert {claim: verdict(claim) for claim in verdicts} == verdicts


def test_truncation_that_grew_for_short_steps_would_confirm_the_slide(monkeypatch):
    def backwards(f, at, steps):
        return sweep(f, at, list(reversed(steps)))

    sweep = step_trade_off.step_sweep
    monkeypatch.setattr(step_trade_off, "step_sweep", backwards)
    assert verdict("A-074") == "confirmed"
