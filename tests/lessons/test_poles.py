"""A limit needs both sides: what the captions say of poles, jumps and edges."""

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.lessons.limits.poles import ReciprocalBothSides

DECK = ReciprocalBothSides()


def shown(lesson, *keys):
    return [lesson.ledger[key].shown for key in keys]


class TestTheDecksReciprocal:
    def test_the_table_holds_powers_of_ten(self):
        for i in range(6):
            assert DECK.ledger[f"right.value.{i}"].exact == 10 ** (i + 1)
            assert DECK.ledger[f"left.value.{i}"].exact == -(10 ** (i + 1))
        # 1/0.00001 in doubles would print 99999.99999999999
        assert shown(DECK, "step.4", "left.value.4", "right.value.4") == [
            "0.00001", "−100000", "100000",
        ]  # fmt: skip

    def test_reach_and_rows_are_derived_as_the_deck_chose_them(self):
        assert (DECK.reach, DECK.digits) == (3, 6)
        frame = DECK.frames["main"]
        assert frame.x.limits == (-3, 3)
        assert frame.y.limits == pytest.approx((-11, 11))

    def test_the_sides_run_off_to_opposite_infinities(self):
        assert shown(DECK, "limit.right", "limit.left", "limit.both") == [
            "+∞", "−∞", "does not exist",
        ]  # fmt: skip
        assert DECK.ledger["limit.both"].value is False

    def test_the_curve_is_broken_at_the_pole(self):
        left, right = DECK.curve.pieces
        assert left[:, 0].max() < 0 < right[:, 0].min()

    def test_the_walk_ends_at_the_first_row_of_the_table(self):
        assert DECK.walk("right") == pytest.approx((-np.log10(2.5), 1))


BREAKS = {
    "pole": ("1/x", 0, ("falls", "grows"), "Two sides that disagree"),
    "turned pole": ("-1/x", 0, ("grows", "falls"), "Two sides that disagree"),
    "even pole": ("1/x^2", 0, ("grows", "grows"), "Two sides that run off together"),
    "even pole down": ("-1/(x - 2)^2", 2, ("falls", "falls"), "Two sides that run off together"),
    "tangent": ("tan(x)", "pi/2", ("grows", "falls"), "Two sides that disagree"),
    "jump": ("|x|/x", 0, ("settles", "settles"), "Two sides that disagree"),
    "jump with a value": ("sign(x)", 0, ("settles", "settles"), "Two sides that disagree"),
    "bent jump": ("arctan(1/x)", 0, ("settles", "settles"), "Two sides that disagree"),
    "one wall": ("e^(1/x)", 0, ("settles", "grows"), "Two sides that disagree"),
    "edge": ("ln(x)", 0, ("missing", "falls"), "A limit needs two sides"),
    "right edge": ("ln(-x)", 0, ("falls", "missing"), "A limit needs two sides"),
    "edge with a value": ("sqrt(x)", 0, ("missing", "settles"), "A limit needs two sides"),
    "small": ("1/(10^8 x)", 0, ("falls", "grows"), "Two sides that disagree"),
    "third": ("1/(3x - 1)", "1/3", ("falls", "grows"), "Two sides that disagree"),
}


@pytest.fixture(scope="module", params=list(BREAKS.values()), ids=list(BREAKS))
def told(request):
    function, at, sides, title = request.param
    lesson = ReciprocalBothSides(function=function, at=at)
    lesson.require_claims()
    return lesson, sides, title


class TestEveryBreak:
    def test_the_claims_are_those_of_its_sides(self, told):
        lesson, sides, title = told
        for side, kind in zip(("left", "right"), sides, strict=True):
            held = [c.key for c in lesson.claims if c.holds and c.key.startswith(f"{side}_")]
            assert held == [f"{side}_{kind}"]
        assert lesson.title == title

    def test_the_caption_of_a_side_says_what_it_does(self, told):
        lesson, sides, _ = told
        words = {
            "grows": "beyond every bound", "falls": "below every bound", "settles": "lead to",
            "missing": "there are no values",
        }  # fmt: skip
        for side, kind in zip(("left", "right"), sides, strict=True):
            assert words[kind] in lesson.caption(f"come_from_the_{side}")

    def test_the_table_has_a_column_for_each_side_with_a_curve(self, told):
        lesson, sides, _ = told
        assert len(lesson.heads) == 1 + sum(kind != "missing" for kind in sides)
        assert all(len(row) == len(lesson.heads) for row in lesson.rows)

    def test_walks_stay_in_the_picture_and_come_closer(self, told):
        lesson, _, _ = told
        frame = lesson.frames["main"]
        for side in lesson.sided:
            start, end = lesson.walk(side)
            assert start < end
            for k in np.linspace(start, end, 20):
                across, up = lesson.walker(side, k)
                assert frame.x.low <= across <= frame.x.high
                assert frame.y.low <= up <= frame.y.high

    def test_the_curve_fills_half_of_the_height(self, told):
        lesson, _, _ = told
        up = np.vstack(lesson.curve.pieces)[:, 1]
        low, high = lesson.frames["main"].y.limits
        assert np.ptp(up) >= 0.5 * (high - low)

    def test_axes_have_two_to_nine_ticks(self, told):
        frame = told[0].frames["main"]
        assert 2 <= len(frame.x.ticks) <= 9
        assert 2 <= len(frame.y.ticks) <= 9

    def test_a_number_to_which_a_side_leads_is_in_the_picture(self, told):
        lesson, _, _ = told
        low, high = lesson.frames["main"].y.limits
        for _, up in (*lesson.picture.rings, *lesson.picture.value_point):
            assert low < up < high


class TestSentences:
    def test_a_value_at_the_break_is_told(self):
        lesson = ReciprocalBothSides(function="sign(x)")
        assert "where its value is 0" in lesson.caption("show_two_branches")
        assert lesson.picture.value_point == ((0.0, 0.0),)
        assert lesson.picture.rings == ((0.0, -1.0), (0.0, 1.0))

    def test_two_sides_that_run_off_together_agree_on_an_infinity(self):
        lesson = ReciprocalBothSides(function="1/x^2")
        assert lesson.caption("compare_the_sides").startswith("Both sides agree on +∞")
        assert lesson.ledger["limit.both"].exact == sp.oo

    def test_irrational_limits_are_told_exactly(self):
        lesson = ReciprocalBothSides(function="arctan(1/x)")
        assert shown(lesson, "limit.left", "limit.right") == ["−pi/2", "pi/2"]

    def test_another_pole_is_told_in_its_own_letters(self):
        lesson = ReciprocalBothSides(function="1/(x - 2)", at=2)
        assert lesson.heads == ("h", "f(a - h)", "f(a + h)")
        assert lesson.picture.line[0][0] == 2

    def test_a_point_with_many_digits_is_told_by_its_letter(self):
        lesson = ReciprocalBothSides(function="1/(x - 0.1234567)", at="0.1234567")
        assert lesson.ledger["limit.both"].symbol == "lim_(x -> a) f(x)"


class TestFraming:
    def test_a_second_pole_narrows_the_reach(self):
        assert ReciprocalBothSides(function="tan(100x)", at="pi/200").reach < 0.05

    def test_steps_follow_the_reach(self):
        assert ReciprocalBothSides(reach=300).ledger["step.0"].exact == 10

    def test_a_side_without_a_curve_gets_little_room(self):
        low, high = ReciprocalBothSides(function="ln(x)").frames["main"].x.limits
        assert -low < 0.35 * high

    def test_rows_end_before_doubles_do(self):
        # e^(1/0.01) = e^100 fits a double, e^1000 does not
        assert ReciprocalBothSides(function="e^(1/x)").digits == 2

    def test_an_even_pole_is_cut_off_before_it_is_a_needle(self):
        assert ReciprocalBothSides(function="1/x^2").frames["main"].y.high < 10


class TestRefusals:
    @pytest.mark.parametrize(
        ("settings", "message"),
        [
            ({"function": "x^2"}, "of which LimitZoom tells"),
            ({"function": "sin(x)/x"}, "of which LimitZoom tells"),
            ({"function": "sin(1/x)"}, "LimitZoom shows a curve that swings"),
            ({"function": "ln(x)", "at": -3}, "choose a point of the function's domain"),
            ({"function": "e^(1/x)", "digits": 6}, "choose 2 or fewer"),
            (
                {"function": "piecewise(x > 0: 1/x, x < 0: sqrt(sin(1/x)))"},
                "choose a point next to which the function has values, or none",
            ),
            ({"function": "e^(e^(1/x))"}, "choose a function that grows slower"),
        ],
    )
    def test_what_cannot_be_told_is_refused_with_advice(self, settings, message):
        with pytest.raises(UnfitLesson, match=message):
            ReciprocalBothSides(**settings).require_claims()

    def test_the_number_of_rows_is_bounded(self):
        with pytest.raises(InvalidArgument, match="digits must be a whole number between 1 and 6"):
            ReciprocalBothSides(digits=7)

    def test_a_reach_is_positive(self):
        with pytest.raises(InvalidArgument, match="reach must be positive, got 0"):
            ReciprocalBothSides(reach=0)
