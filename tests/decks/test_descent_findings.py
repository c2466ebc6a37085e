"""What is computed about ascent and descent: verdicts, numbers, and how they could be otherwise."""

import math
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
import sympy as sp

from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.decks.findings import (
    FINDINGS,
    descent_slides,
    learning_rates,
    line_descent,
    valleys,
)
from calcml.studio.deck_claims import joined, read_claims

VERDICTS = {
    **dict.fromkeys((f"A-{n}" for n in range(163, 193)), "confirmed"),
    **dict.fromkeys((f"B-{n}" for n in range(22, 38)), "confirmed"),
    **dict.fromkeys(("A-165", "A-174", "A-187", "A-190", "B-22", "B-24", "B-27"), "imprecise"),
    **dict.fromkeys(("A-191", "A-192", "B-26", "B-29", "B-32"), "ambiguous"),
}


@cache
def judged(claim):
    (only,) = joined(read_claims(), chosen=lambda each: each.id == claim)
    return only


SLIDES = descent_slides.SLIDES
DATA = ((0, 1), (1, 3), (2, 2), (3, 5), (4, 4))


def computed(claim):
    return dict(judged(claim).finding.computed)


def fractions(*texts):
    return tuple(map(Fraction, texts))


def iterates(rate, start=0, steps=5):
    """Walk down (x − 2)² in fractions, by its slope alone."""
    places = [Fraction(start)]
    for _ in range(steps):
        places.append(places[-1] - Fraction(rate) * 2 * (places[-1] - 2))
    return tuple(places)


def steps_to(near, rate):
    """Count steps by walking them."""
    places = iterates(rate, steps=300)
    return next(k for k, place in enumerate(places) if abs(place - 2) < Fraction(near))


@pytest.mark.parametrize("claim", VERDICTS)
def test_the_verdict_follows(claim):
    assert judged(claim).verdict == VERDICTS[claim]
    finding = judged(claim).finding
    assert type(finding.stated) is bool
    assert {type(finding.narrowed), type(finding.corrected)} <= {bool, type(None)}


@pytest.mark.parametrize("claim", [c for c, verdict in VERDICTS.items() if verdict != "confirmed"])
def test_what_is_said_instead_holds(claim):
    told = judged(claim)
    assert told.claim.correction
    assert told.claim.proof
    assert told.finding.corrected


@pytest.mark.parametrize(("first", "sign"), [(167, 1), (177, -1)])
def test_the_five_steps_are_exact_and_printed(first, sign):
    stated = ("1.6", "1.92", "1.984", "1.9968", "1.99936")
    slopes = [sign * 2 * (2 - place) for place in iterates("0.4")[:-1]]
    for k, text in enumerate(stated):
        numbers = computed(f"A-{first + k}")
        assert numbers == {"x": Fraction(text), "Python prints": text, "slope before": slopes[k]}


def test_slopes_and_moves():
    assert computed("A-163")["slope"] == "4 - 2*x"
    assert computed("A-172")["slope"] == "2*x - 4"
    moves = fractions("1.6", "0.32", "0.064", "0.0128", "0.00256")
    assert computed("A-165")["moves"] == computed("A-174")["moves"] == moves
    assert list(computed("A-176").values()) == [-4, Fraction("1.6")]
    assert computed("A-164")["f after five steps"] == -(Fraction("0.00064") ** 2)
    assert computed("A-173")["f after five steps"] == Fraction("0.00064") ** 2
    assert list(computed("A-175").values()) == [5, Fraction("0.4")]
    assert computed("A-184")["places of both"] == iterates("0.4")[1:]


def test_rates_and_steps():
    assert computed("A-186")["factor"] == "1 - 2*eta"
    counts = {r: steps_to("0.01", r) for r in ("0.01", "0.1", "0.4", "0.5", "0.6", "0.9", "0.99")}
    assert list(counts.values()) == [263, 24, 4, 1, 4, 24, 263]
    assert list(computed("A-187").values()) == [sp.Rational(1, 2), *counts.values()]
    assert list(computed("B-36").values()) == [263, 24, 4]
    assert computed("A-189")["x after five steps"] == Fraction("0.1921584064")


def test_too_large_rates():
    numbers = computed("A-188")
    assert numbers["largest rate"] == 1
    assert numbers["η = 1"] == (0, 4, 0, 4, 0, 4)
    assert numbers["η = 1.1"] == fractions("0", "4.4", "-0.88", "5.456", "-2.1472", "6.97664")
    errors = fractions("2", "2.4", "2.88", "3.456", "4.1472", "4.97664")
    assert computed("B-37")["errors at η = 1.1"] == errors


def test_the_two_rates_of_the_slide():
    numbers = computed("A-190")
    assert numbers["errors of both"] == tuple(2 * Fraction("0.8") ** k for k in range(6))
    assert numbers["values of both"] == tuple(4 * Fraction("0.64") ** k for k in range(6))
    assert numbers["x where both coincide"] == fractions("0", "0.72", "1.1808")
    assert numbers["their doubles are equal"] is False
    assert computed("A-191")["x"] == iterates("0.9")
    assert computed("A-192")["x"] == iterates("0.1")
    assert computed("A-191")["factor"] == -computed("A-192")["factor"] == -sp.Rational(4, 5)
    assert computed("A-191")["doubles"] == (
        0.0, 3.6, 0.7199999999999998, 3.0240000000000005, 1.1807999999999996, 2.6553600000000004,
    )  # fmt: skip
    assert computed("A-192")["doubles"] == (0.0, 0.4, 0.7200000000000001, 0.976, 1.1808, 1.34464)


def test_the_valleys():
    # The flat places of x⁴ − 2x² + 0.3x solve 4x³ − 4x + 0.3 = 0: x = 2/√3 cos(φ/3 − 2πk/3).
    angle = math.acos(-0.3 / 4 * 3 * math.sqrt(3) / 2)
    roots = [2 / math.sqrt(3) * math.cos((angle - 2 * math.pi * k) / 3) for k in range(3)]
    left, right = min(roots), max(roots)
    values = [place**4 - 2 * place**2 + 0.3 * place for place in (left, right)]
    found = list(computed("B-22").values())
    assert found == pytest.approx([left, values[0], right, values[1]], rel=1e-12)
    assert [f"{n:.6f}" for n in found] == ["-1.035579", "-1.305428", "0.960150", "-0.705854"]
    assert list(computed("B-24").values()) == [4, sp.Rational("5.76"), sp.Rational("2.56")]
    assert computed("B-23")["steepest slope there"] == 5
    assert computed("B-25")["f after sixty steps"] == pytest.approx(4 * 0.64**60, rel=1e-14)


def test_the_line():
    bound = (7 - sp.sqrt(41)) / 2
    readings = judged("B-26").finding.readings
    assert [sp.simplify(r / bound) for r in readings.values()] == [
        1,
        sp.Rational(1, 2),
        sp.Rational(1, 10),
    ]
    assert sp.simplify(computed("B-35")["largest rate"] - bound) == 0
    assert [float(n) for n in computed("B-27").values()] == pytest.approx([5.5, 1.0578, 14.5368])
    assert judged("B-29").finding.readings == {
        "(a, b) updated at once": "(19/25, 3/10)",
        "(a, b) one after the other": "(19/25, 37/250)",
    }
    assert computed("B-30") == {
        "∂J/∂a": "6*a + 2*b - 38/5",
        "a after a step with α = 0.1": Fraction("0.76"),
    }
    assert computed("B-31") == {
        "∂J/∂b": "2*a + b - 3",
        "b after a step with α = 0.1": Fraction("0.3"),
    }
    assert list(computed("B-28").values())[:2] == [sp.Rational("0.8"), sp.Rational("1.4")]


def test_one_step_on_the_line_by_hand():
    # From the line y = 0: ∂J/∂a = −Σ x y / 5, ∂J/∂b = −Σ y / 5.
    def cost(a, b):
        return Fraction(sum((a * p + b - q) ** 2 for p, q in DATA), 10)

    by_a = -Fraction(sum(p * q for p, q in DATA), 5)
    by_b = -Fraction(sum(q for _, q in DATA), 5)
    after = [
        cost(-rate * by_a, -rate * by_b) for rate in (Fraction(0), Fraction("0.1"), Fraction("0.4"))
    ]
    assert list(computed("B-27").values()) == [
        sp.Rational(n.numerator, n.denominator) for n in after
    ]


def test_a_wrong_digit_on_a_slide_is_found(monkeypatch):
    lines = ("0", "1.6", "1.92", "1.948", "1.9968", "1.99936")
    monkeypatch.setitem(SLIDES, "down", replace(SLIDES["down"], lines=lines))
    verdicts = [FINDINGS[f"A-{n}"]().verdict for n in range(177, 182)]
    assert verdicts == ["confirmed", "confirmed", "wrong", "wrong", "confirmed"]
    assert FINDINGS["A-175"]().verdict == "wrong"
    assert FINDINGS["A-169"]().verdict == "confirmed"


def test_a_wrong_sign_on_a_slide_is_found(monkeypatch):
    monkeypatch.setitem(SLIDES, "up", replace(SLIDES["up"], slope=Function(2 * x - 4, x)))
    assert FINDINGS["A-163"]().verdict == "wrong"
    assert FINDINGS["A-164"]().verdict == "wrong"


def test_a_program_that_adds_for_subtracts_is_found(monkeypatch):
    slides = replace(SLIDES["down"], program=lambda at: at + 0.4 * (2 * at - 4))
    monkeypatch.setitem(SLIDES, "down", slides)
    assert {FINDINGS[f"A-{n}"]().verdict for n in range(177, 182)} == {"wrong"}


def test_on_a_slope_of_one_the_rate_is_the_distance(monkeypatch):
    one = replace(SLIDES["up"], function=Function(x, x), slope=Function(sp.Integer(1), x))
    monkeypatch.setitem(SLIDES, "up", one)
    assert FINDINGS["A-165"]().verdict == "confirmed"


def test_low_rates_alone_would_confirm_that_higher_is_faster(monkeypatch):
    monkeypatch.setattr(learning_rates, "RATES", ("0.01", "0.1", "0.4", "0.5"))
    assert FINDINGS["A-187"]().verdict == "confirmed"


def test_a_rate_beyond_one_would_miss(monkeypatch):
    monkeypatch.setattr(learning_rates, "LARGE", "1.1")
    assert FINDINGS["A-190"]().verdict == "confirmed"


def test_two_starts_in_one_valley_end_in_one_place(monkeypatch):
    monkeypatch.setattr(valleys, "STARTS", (-2, -1))
    assert FINDINGS["B-22"]().verdict == "confirmed"


def test_one_normalisation_would_leave_no_doubt_about_the_rate(monkeypatch):
    only = dict.fromkeys(("1/(2m) Σ", "the same"), sp.Rational(1, 10))
    monkeypatch.setattr(line_descent, "NORMALISATIONS", only)
    assert FINDINGS["B-26"]().verdict == "confirmed"


def test_short_steps_alone_would_confirm_that_each_lowers_the_cost(monkeypatch):
    monkeypatch.setattr(line_descent, "TOO_HIGH", Fraction(1, 5))
    assert FINDINGS["B-27"]().verdict == "confirmed"


def test_a_slope_downhill_would_confirm_walking_along_it(monkeypatch):
    monkeypatch.setattr(valleys, "RATE", -valleys.RATE)
    assert FINDINGS["B-24"]().verdict == "confirmed"
