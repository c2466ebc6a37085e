"""The claims on the rules of differentiation: verdicts, formulas, and that each can fail."""

import re
from functools import cache

import mpmath
import pytest
import sympy as sp
import typst

from calcml.core.symbols import a, x
from calcml.decks.claims import Judged
from calcml.decks.findings import FINDINGS, claimed_derivatives, elementary_functions, rules
from calcml.decks.findings.claimed_derivatives import is_derivative, quotient_slope
from calcml.studio import deck_claims

VERDICTS = dict.fromkeys((f"A-{n:03}" for n in range(88, 112)), "confirmed")
VERDICTS |= {"A-102": "wrong", "A-111": "wrong"}

CLAIMS = {
    claim.id: claim for claim in deck_claims._claims_of(deck_claims.claims_folder() / "rules.toml")
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


def test_numbers_in_what_is_said_are_computed():
    numbers = re.findall(r"= (\d+\.\d+)…", CLAIMS["A-111"].proof)
    values = [computed("A-111", name) for name in ("tan(1.5)", "sec(1)")]
    assert numbers == [f"{value:.4f}"[:-2] for value in values]


def test_the_formulas_are_typst():
    formulas = [f for c in CLAIMS.values() for f in (c.formula, c.correction_formula) if f]
    assert typst.compile("\n".join(f"$ {f} $" for f in formulas).encode())


# What the independent computation of the claims gave, formula by formula.
ORACLE = [
    ("A-088", "slope", 0),
    ("A-089", "derivative", "0"),
    ("A-090", "derivative", "n*x**(n - 1)"),
    ("A-091", "derivative", "4*x**3"),
    ("A-093", "derivative", "12*x**3"),
    ("A-095", "derivative", "12*x**3 + 4"),
    ("A-097", "derivative", "2*x + 1"),
    ("A-097", "slope at 3", 7),
    ("A-099", "derivative", "(x**2 + 2*x)/(x + 1)**2"),
    ("A-100", "derivative", "exp(x)"),
    ("A-101", "derivative", "a**x*log(a)"),
    ("A-102", "constants in aˣ", "a"),
    ("A-103", "derivative", "2**x*log(2)"),
    ("A-104", "derivative", "1/x"),
    ("A-105", "derivative", "1/(x*log(a))"),
    ("A-106", "derivative", "2*(x + 1)/(x*(x + 2)*log(a))"),
    ("A-107", "derivative", "cos(x)"),
    ("A-108", "derivative", "-sin(x)"),
    ("A-109", "derivative", "sec(x)**2"),
    ("A-110", "derivative", "1 - tanh(x)**2"),
    ("A-111", "tan(1.5)", 14.101419947171719),
    ("A-111", "sec(1)", 1.8508157176809255),
    ("A-111", "sin and cos", "[−1, 1]"),
    ("A-111", "tanh", "(−1, 1)"),
    ("A-111", "tanh(20.0) in doubles", 1.0),
]


@pytest.mark.parametrize(("claim", "name", "value"), ORACLE)
def test_formulas_are_those_of_the_independent_computation(claim, name, value):
    assert computed(claim, name) == value


@pytest.mark.parametrize("claim", ["A-092", "A-094", "A-096", "A-098"])
def test_a_law_holds_for_all_pairs_that_were_tried(claim):
    assert computed(claim, "held") == computed(claim, "pairs tried") == 12


@pytest.mark.parametrize(
    ("function", "slope", "at"),
    [
        (sp.sin(x), mpmath.cos, 1),
        (sp.tanh(x), lambda v: 1 / mpmath.cosh(v) ** 2, -1),
        (2**x, lambda v: mpmath.mpf(2) ** v * mpmath.log(2), 3),
        (x**5, lambda v: 5 * v**4, -2),
    ],
)
def test_the_quotient_finds_the_slope_without_rules(function, slope, at):
    with mpmath.workdps(60):
        found = mpmath.mpf(quotient_slope(function, sp.Integer(at)))
        assert abs(found - slope(mpmath.mpf(at))) < mpmath.mpf("1e-25")


def test_the_quotient_alone_refutes_a_wrong_derivative(monkeypatch):
    monkeypatch.setattr(claimed_derivatives, "vanishes", lambda _: True)
    assert is_derivative(3 * x**2, x**3)
    assert not is_derivative(3 * x**2 + sp.Rational(1, 10**20), x**3)


def test_the_exact_slope_refutes_what_no_quotient_can_see():
    assert not is_derivative(3 * x**2 + sp.Rational(1, 10**50), x**3)


def test_nothing_is_the_derivative_where_there_is_none():
    assert is_derivative(sp.sign(x), sp.Abs(x))
    assert not is_derivative(sp.sign(x), sp.Abs(x), points=[sp.Integer(0)])


# It can fail: each formula of the slides with a mistake, and the mistakes set right.
@pytest.mark.parametrize(
    ("module", "name", "value", "verdicts"),
    [
        (rules, "constant_slope", lambda c: c, {"A-088": "wrong", "A-089": "wrong"}),
        (rules, "power_slope", lambda n: n * x**n, {"A-090": "wrong"}),
        (rules, "power_slope", lambda n: (n - 1) * x ** (n - 1), {"A-090": "wrong"}),
        (rules, "QUARTIC_SLOPE", 4 * x**4, {"A-091": "wrong"}),
        (rules, "TRIPLE_QUARTIC_SLOPE", 4 * x**3, {"A-093": "wrong"}),
        (rules, "SUM_SLOPE", 12 * x**3 + 4 * x, {"A-095": "wrong"}),
        (rules, "PRODUCT_SLOPES", (2 * x + 1, 2 * x - 1), {"A-097": "wrong"}),
        (rules, "QUOTIENT_SLOPE", 2 * x / (x + 1) ** 2, {"A-099": "wrong"}),
        (rules, "CONSTANT_MULTIPLE", rules.Law(lambda c, g: c * g, lambda _c, _g, _dc, dg: dg),
         {"A-092": "wrong"}),
        (rules, "SUM", rules.Law(lambda g, h: g + h, lambda _g, _h, dg, dh: dg - dh),
         {"A-094": "wrong"}),
        (rules, "PRODUCT", rules.Law(lambda g, h: g * h, lambda _g, _h, dg, dh: dg * dh),
         {"A-096": "wrong"}),
        (rules, "QUOTIENT", rules.Law(lambda g, h: g / h,
                                      lambda g, h, dg, dh: (dh * g - dg * h) / h**2),
         {"A-098": "wrong"}),
        (elementary_functions, "EXPONENTIAL_SLOPE", x * sp.exp(x - 1), {"A-100": "wrong"}),
        (elementary_functions, "POWER_OF_A_SLOPE", a**x, {"A-101": "wrong"}),
        (elementary_functions, "CONSTANT_NAMED", a, {"A-102": "confirmed"}),
        (elementary_functions, "POWER_OF_TWO_SLOPE", 2**x, {"A-103": "wrong"}),
        (elementary_functions, "LOGARITHM_SLOPE", 1 / x**2, {"A-104": "wrong"}),
        (elementary_functions, "LOGARITHM_TO_A_SLOPE", sp.log(a) / x, {"A-105": "wrong"}),
        (elementary_functions, "LOGARITHM_OF_SQUARE_SLOPE", 1 / ((2 * x**2 + 4 * x) * sp.log(a)),
         {"A-106": "wrong"}),
        (elementary_functions, "SINE_SLOPE", -sp.cos(x), {"A-107": "wrong"}),
        (elementary_functions, "COSINE_SLOPE", sp.sin(x), {"A-108": "wrong"}),
        (elementary_functions, "TANGENT_SLOPE", sp.sec(x), {"A-109": "wrong"}),
        (elementary_functions, "TANH_SLOPES", (1 - sp.tanh(x) ** 2, sp.sech(x)),
         {"A-110": "wrong"}),
        (elementary_functions, "TRIGONOMETRIC", (sp.sin, sp.cos), {"A-111": "confirmed"}),
        (elementary_functions, "RANGE_CLAIMED", sp.Interval.open(-1, 1), {"A-111": "wrong"}),
    ],
)  # fmt: skip
def test_another_claim_gets_another_verdict(monkeypatch, module, name, value, verdicts):
    monkeypatch.setattr(module, name, value)
    assert {claim: verdict(claim) for claim in verdicts} == verdicts
