"""Three conditions of continuity, on the deck's functions and on any other four."""

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.lessons.limits.continuity_sentences import KINDS
from calcml.lessons.limits.continuity_tests import ContinuityConditions

DECK = ContinuityConditions()
FILL = "x; x; x"


def shown(lesson, *keys):
    return [lesson.ledger[key].shown for key in keys]


def with_first(function, at):
    return ContinuityConditions(functions=f"{function}; {FILL}", points=f"{at}, 1, 1, 1")


class TestTheDecksFour:
    @pytest.mark.parametrize(
        ("name", "truths"),
        [
            ("first", (False, False, False)),
            ("second", (True, False, False)),
            ("third", (True, True, False)),
            ("fourth", (True, True, True)),
        ],
    )
    def test_each_case_fails_where_the_outline_says(self, name, truths):
        assert tuple(DECK.ledger[f"{name}.{c}"].value for c in DECK.conditions) == truths

    def test_the_values_are_the_outlines(self):
        assert shown(DECK, "second.left", "second.right") == ["−1", "1"]
        assert shown(DECK, "third.limit", "third.value") == ["4", "1"]
        assert shown(DECK, "fourth.left", "fourth.right", "fourth.value") == ["4", "4", "4"]

    def test_the_windows_are_the_decks(self):
        assert "windows" in DECK.derived
        assert DECK.frames["first"].y.limits == (-4.6, 4.6)
        assert DECK.frames["fourth"].x.limits == (-0.4, 3.2)

    def test_rings_and_dots_stand_where_the_curve_leads_and_where_its_value_is(self):
        assert DECK.left_out("second") == ((0, -1), (0, 1))
        assert DECK.value_point("second") == ((0, 0),)
        assert DECK.left_out("third") == ((2, 4),)
        assert DECK.value_point("third") == ((2, 1),)
        assert DECK.left_out("fourth") == ()
        assert DECK.value_point("first") == ()
        assert [bool(DECK.pole(name)) for name in DECK.names] == [True, False, False, False]

    def test_curves_are_not_joined_across_a_break(self):
        for name, broken_at in (("first", 0), ("second", 0), ("third", 2)):
            left, right = DECK.curve(name).pieces
            assert left[:, 0].max() <= broken_at <= right[:, 0].min()
        assert len(DECK.curve("fourth").pieces) == 1


SENTENCES = {
    "continuous": ("|x|", 0, "At 0 the first function comes to 0 from the left"),
    "moved": (
        "piecewise(x == 1: 5, x != 1: x)",
        1,
        "has the limit 1 at 1, but its value there is 5.",
    ),
    "hole": ("(x^2 - 1)/(x - 1)", 1, "no value, though both sides lead to 2: it has a hole"),
    "edge": ("ln(x)", 0, "no value, and no curve on both sides of it"),
    "edge_with_value": ("sqrt(x)", 0, "has the value 0, but no curve on both sides"),
    "swings": ("sin(1/x)", 0, "no value, and it swings without end around it"),
    "swings_with_value": (
        "piecewise(x == 0: 1, x != 0: sin(1/x))",
        0,
        "has the value 1, but it swings",
    ),
    "pole": ("1/(x - 2)^2", 2, "no value, and it runs off to infinity: no number is its limit"),
    "pole_with_value": (
        "piecewise(x == 0: 3, x != 0: 1/x^2)",
        0,
        "has the value 3 at 0, but runs off",
    ),
    "apart": ("e^(1/x)", 0, "At 0 the first function has no value, and no limit either."),
    "apart_with_value": (
        "piecewise(x == 0: 3, x != 0: 1/x)",
        0,
        "value 3 at 0, but its two sides run apart",
    ),
    "jump": ("|x|/x", 0, "no value, and it jumps from −1 to 1: no limit either"),
    "jump_with_value": (
        "sign(x) + sqrt(x + 1)",
        0,
        "has a value at 0, and yet it jumps there from 0",
    ),
    "jump_everywhere_defined": ("floor(x)", 2, "is defined everywhere, and yet it jumps from 1 to"),
}


class TestEveryKind:
    def test_each_kind_has_an_example(self):
        assert set(SENTENCES) == set(KINDS)

    @pytest.mark.parametrize("kind", KINDS)
    def test_the_caption_follows_the_kind(self, kind):
        function, at, words = SENTENCES[kind]
        lesson = with_first(function, at)
        lesson.require_claims()
        held = [c.key for c in lesson.claims if c.holds and c.key.startswith("first_")]
        assert held == [f"first_{kind}"]
        assert words in lesson.caption("examine_the_first")

    @pytest.mark.parametrize("kind", KINDS)
    def test_the_window_shows_the_point_and_what_matters_there(self, kind):
        function, at, _ = SENTENCES[kind]
        lesson = with_first(function, at)
        (left, right), (low, high) = (s.limits for s in vars(lesson.frames["first"]).values())
        assert left < at < right
        for _, up in (*lesson.left_out("first"), *lesson.value_point("first")):
            assert low < up < high
        up = np.vstack(lesson.curve("first").pieces)[:, 1]
        assert np.ptp(up) >= 0.4 * (high - low)

    def test_any_order_is_told(self):
        first, second, third, fourth = DECK.functions
        lesson = ContinuityConditions(functions=(fourth, third, second, first), points=(2, 2, 0, 0))
        lesson.require_claims()
        assert lesson.caption("examine_the_fourth").startswith("At 0 the fourth has no value")


class TestPlots:
    def test_a_curve_that_is_far_from_the_point_is_in_view_all_the_same(self):
        lesson = with_first("sqrt(x)", -5)
        assert lesson.frames["first"].x.high > 0
        assert len(lesson.curve("first").pieces) == 1

    def test_a_steep_curve_is_looked_at_from_near(self):
        across = with_first("e^(5x)", 1).frames["first"].x
        assert across.high - across.low < 3

    def test_ticks_that_would_touch_are_left_out(self):
        lesson = with_first("piecewise(x < 0: 0, x == 0: 1, x > 0: 1.02)", 0)
        assert lesson.frames["first"].y.ticks == (0, 1)

    def test_long_numbers_are_no_ticks(self):
        assert with_first("e^x + sin(x)/7", 1).frames["first"].y.ticks == ()

    def test_windows_that_hide_the_point_are_refused(self):
        windows = ((1, 2, 0, 1), (-2, 2, -2, 2), (0, 3, 0, 8), (0, 3, 0, 8))
        with pytest.raises(UnfitLesson, match="choose wider windows, or leave them out"):
            ContinuityConditions(windows=windows).require_claims()

    def test_a_formula_that_is_too_long_is_refused(self):
        with pytest.raises(UnfitLesson, match="write the function in fewer signs"):
            with_first("e^(-x/3) sin(3x) (x^2 + 4x - 2)/(1 + x^2)", 1).require_claims()


class TestTheSlidesWording:
    def test_it_rejects_a_continuous_function(self):
        assert DECK.ledger["refuted.equal"].typst == "4 eq.not 2"
        assert "infinity" in DECK.ledger["refuted.exists"].typst

    def test_the_last_of_the_four_that_it_rejects_is_the_example(self):
        lesson = ContinuityConditions(functions="x^3; x; x; x", points="2, 1, 1, 1")
        assert lesson.wronged[0].expression == lesson.functions[0].expression
        assert lesson.ledger["refuted.equal"].typst == "8 eq.not 2"

    def test_without_one_the_square_is_the_example(self):
        lesson = ContinuityConditions(functions="x; x; x; 1/x", points="1, 1, 1, 2")
        lesson.require_claims()
        assert lesson.ledger["refuted.name"].shown == "x**2 at 2"

    def test_a_limit_at_infinity_that_does_not_exist_is_told(self):
        lesson = ContinuityConditions(functions="x; x; x; sin(x)", points="1, 1, 1, pi/2")
        assert "does not exist" in lesson.ledger["refuted.exists"].typst
        assert lesson.wronged[1] == sp.pi / 2


def test_four_cases_are_needed():
    with pytest.raises(InvalidArgument, match="functions must have 4 items"):
        ContinuityConditions(functions=DECK.functions[:3])
