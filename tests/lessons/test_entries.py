"""An entry never shows a digit that it cannot warrant."""

import math

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from calcml.core.errors import InvalidArgument
from calcml.lessons import entries
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Ledger, Shown, number, parameter_entry, verdict

THIRD = sp.Rational(1, 3)
WARRANT = {"formula": "a quotient", "source": "calcml.difference_quotient"}


def entry(key="n.value", value=6.5, **changes):
    settings = {"style": entries.plain, "exact": sp.Rational(13, 2), **WARRANT, **changes}
    return number(key, "n", value, **settings)


def test_digits_come_from_the_exact_value_and_not_from_the_double():
    made = entry(value=6.009999999999849, exact=sp.Rational(601, 100), bound=1e-12)
    assert made.shown == "6.01"
    assert made.value == 6.009999999999849
    assert made.error == pytest.approx(1.51e-13, rel=1e-2)


def test_the_double_must_lie_within_its_bound():
    with pytest.raises(InvalidArgument, match=r"n.value: the double must lie within its bound"):
        entry(value=6.6, bound=1e-3)


def test_without_an_exact_value_the_bound_must_support_every_digit():
    shown = entries.decimals(3)
    assert entry(value=0.42888, exact=None, bound=1e-5, style=shown).shown == "0.429"
    with pytest.raises(InvalidArgument, match="does not support all digits shown"):
        entry(value=0.42888, exact=None, bound=1e-2, style=shown)


def test_a_number_without_warrant_is_refused():
    with pytest.raises(InvalidArgument, match="needs its exact value or an error bound"):
        entry(exact=None)
    with pytest.raises(InvalidArgument, match="must be finite, got nan"):
        entry(value=math.nan, exact=None, bound=1.0)


@pytest.mark.parametrize(
    ("exact", "style", "rounded"),
    [
        (sp.Rational(13, 2), entries.plain, False),
        (-sp.sqrt(2) / 2, entries.decimals(4), True),
        (sp.Rational(3, 2), entries.decimals(4), False),  # 1.5000
        (sp.Rational(2, 3), entries.up_to(4), True),
        (sp.oo, entries.plain, False),
    ],
)
def test_a_number_is_rounded_if_its_digits_are_not_all(exact, style, rounded):
    assert entry(value=float(exact), exact=exact, style=style).rounded is rounded


def test_infinity_is_shown_and_has_no_error():
    made = entry(value=math.inf, exact=sp.oo)
    assert (made.shown, made.typst, made.error) == ("∞", "infinity", None)


def test_a_parameter_is_shown_as_it_was_given():
    assert parameter_entry("step", "h", 0.1).shown == "0.1"
    assert parameter_entry("step", "h", -1e-16, style=entries.scientific(1)).shown == "−1·10⁻¹⁶"


def test_a_verdict_holds_no_digit():
    made = verdict("left.exists", "lim", value=True, words="exists", **WARRANT)
    assert (made.shown, made.typst, made.kind) == ("exists", '"exists"', "verdict")
    with pytest.raises(InvalidArgument, match="without digits, got 'only 1 side'"):
        verdict("left.exists", "lim", value=False, words="only 1 side", **WARRANT)


@pytest.mark.parametrize(
    ("style", "value", "expected"),
    [
        (entries.plain, sp.Integer(-3), Shown("−3", "-3")),
        (entries.plain, sp.Rational(1, 1024), Shown("0.0009765625", "0.0009765625")),
        (entries.plain, -sp.oo, Shown("−∞", "-infinity")),
        (entries.plain, sp.sqrt(2), Shown("sqrt(2)", "sqrt(2)")),
        (entries.decimals(2), sp.Rational(1, 8), Shown("0.12", "0.12")),
        (entries.decimals(2), sp.oo, Shown("∞", "infinity")),
        (entries.significant(3), sp.pi, Shown("3.14", "3.14")),
        (entries.significant(3), -sp.oo, Shown("−∞", "-infinity")),
        (entries.scientific(3), sp.Rational(-3, 70), Shown("−4.29·10⁻²", "-4.29 dot 10^(-2)")),
        (entries.up_to(2), sp.Rational(1, 8), Shown("0.12", "0.12")),
        (entries.up_to(2), sp.Rational(1, 2), Shown("0.5", "0.5")),
        (entries.up_to(1), sp.oo, Shown("∞", "infinity")),
        (entries.printed, sp.Rational(6.009999999999849),
         Shown("6.009999999999849", '#raw("6.009999999999849")')),
    ],
)  # fmt: skip
def test_styles(style, value, expected):
    assert style(value) == expected


@given(st.decimals(-(10**6), 10**6, places=5))
def test_terminating_decimals_are_written_exactly(value):
    shown = entries.plain(sp.Rational(str(value))).text
    assert sp.Rational(shown.replace("−", "-")) == sp.Rational(str(value))


def test_a_ledger_keeps_order_and_refuses_a_second_entry_of_the_same_key():
    ledger = Ledger([entry("b.x"), entry("a.x")])
    assert list(ledger) == ["b.x", "a.x"]
    assert len(ledger) == 2
    with pytest.raises(InvalidArgument, match=r"key must be unique, got 'a\.x' twice"):
        Ledger([entry("a.x"), entry("a.x")])


@pytest.mark.parametrize(
    ("value", "shown", "rounded"),
    [
        (sp.Integer(10) ** 9, "1·10⁹", False),
        (-(sp.Integer(10) ** -8), "−1·10⁻⁸", False),
        (sp.Rational(25, 10**9), "2.5·10⁻⁸", False),
        (sp.Rational(1, 3) / 10**6, "3.333·10⁻⁷", True),
        (sp.Integer(10) ** 9 + 1, "1.000·10⁹", True),
        (sp.Rational(1, 3), "0.33333", True),
        (sp.Rational(1, 2), "0.5", False),
        (sp.Integer(0), "0", False),
    ],
)
def test_numbers_of_every_size_are_readable_and_know_whether_they_are_rounded(
    value, shown, rounded
):
    entry = number(
        "x", "x", float(value), exact=value, formula="x", source="here", style=entries.readable(5)
    )
    assert entry.shown == shown
    assert entry.rounded is rounded


def test_a_name_is_told_in_words_with_its_digits():
    chapter = entries.name("title", "Part 2: two-sided")
    assert (chapter.shown, chapter.kind, chapter.in_words) == ("Part 2: two-sided", "name", True)
    assert chapter.error is None
    caption = Caption("We come to {title}.")
    assert caption.text(Ledger([chapter])) == "We come to Part 2: two-sided."
    assert caption.typst(Ledger([chapter])) == r"We come to Part 2: two\-sided."
