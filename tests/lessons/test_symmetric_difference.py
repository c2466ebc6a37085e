"""The symmetric quotient: closed forms, the slide's digits, a kink, what is refused."""

import math

import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.core.functions import Function
from calcml.core.symbols import t, x
from calcml.lessons.lesson import Lesson
from calcml.lessons.numerics import SymmetricDifference
from calcml.lessons.numerics.kinks import Kink
from calcml.lessons.numerics.slide_outputs import SlideOutputs
from tests.foreign import FOREIGN


@pytest.fixture(scope="module")
def lesson():
    return SymmetricDifference()


def told(function, at):
    found = SymmetricDifference(function=function, at=at)
    found.require_claims()
    return found


def test_the_errors_are_the_outlines(lesson):
    assert [float(lesson.errors[s][-1]) for s in ("forward", "central")] == [
        pytest.approx(4.216e-3, rel=1e-3), pytest.approx(9.005e-6, rel=1e-4),
    ]  # fmt: skip


def test_the_symmetric_error_of_the_sine_has_a_closed_form(lesson):
    # (sin(1 + h) - sin(1 - h))/(2h) = cos 1 · sin(h)/h.
    for step, error in zip(lesson.steps, lesson.errors["central"], strict=True):
        h = float(step)
        assert float(error) == pytest.approx(math.cos(1) * (1 - math.sin(h) / h), rel=1e-9)


def test_every_claim_holds_for_the_sine(lesson):
    assert [claim.key for claim in lesson.claims if not claim.holds] == []


def test_what_is_shown(lesson):
    shown = {key: lesson.ledger[key].shown for key in ("ratio.forward", "ratio.central")}
    assert shown == {"ratio.forward": "10.2", "ratio.central": "100.0"}
    assert lesson.caption("find_the_slides_numbers").startswith(
        "The slide's numbers belong to h = 10⁻¹⁴."
    )


def test_captions_are_short_enough_to_be_read_at_once(lesson):
    assert max(len(lesson.caption(beat)) for beat in lesson.beats) <= 95


class TestSlideOutputs:
    # Python itself, as on the slide.
    @pytest.mark.parametrize(("name", "h"), [("slide", 1e-15), ("found", 1e-14), ("long", 0.5)])
    def test_python_prints_these(self, name, h):
        outputs = {scheme: SlideOutputs().quotients[name, scheme].value for _, scheme in
                   SlideOutputs().quotients}  # fmt: skip
        assert outputs == {
            "forward": ((3 + h) ** 2 - 3**2) / h,
            "central": ((3 + h) ** 2 - (3 - h) ** 2) / (2 * h),
        }

    def test_the_slides_numbers_are_of_another_step(self):
        slide = SlideOutputs()
        assert slide.matches
        assert slide.is_round_off
        assert slide.square_is_exact


class TestKink:
    def test_the_symmetric_secant_is_level_at_every_step(self):
        assert {Kink().secant(h)[2] for h in (1.0, 0.3, 1e-9)} == {0.0}
        assert Kink().misleads

    def test_its_points_lie_on_the_curve(self):
        assert [Kink().point(h) for h in (-0.5, 0.25)] == [(-0.5, 0.5), (0.25, 0.25)]


class TestPicture:
    def test_secants_go_through_their_points(self, lesson):
        picture, h = lesson.picture, 0.7
        for line, start in ((picture.forward(h), 0.0), (picture.central(h), -h)):
            (left, low), (right, high) = picture.point(start), picture.point(h)
            assert line == (left, low, pytest.approx((high - low) / (right - left)))

    def test_the_steps_to_both_sides_are_equally_long(self, lesson):
        (one, _), (ahead, _) = lesson.picture.span(0.5, 1)
        (other, _), (behind, _) = lesson.picture.span(0.5, -1)
        assert one == other
        assert ahead - one == one - behind == 0.5

    def test_everything_that_is_told_is_in_view(self, lesson):
        frame = lesson.frames["main"]
        for h in (0.0, 1.0, -1.0):
            for px, py in (lesson.picture.point(h), *lesson.picture.drop(h)):
                assert frame.x.low < px < frame.x.high
                assert frame.y.low < py < frame.y.high


def test_of_a_parabola_the_symmetric_error_is_zero():
    # ((a + h)² - (a - h)²)/(2h) = 2a.
    lesson = told("x^2", 3)
    assert set(lesson.errors["central"]) == {0}
    assert lesson.ledger["error.central.0"].shown == "0"
    assert "ratio.central" not in lesson.ledger
    assert lesson.caption("shrink_the_step").startswith("At every step the symmetric secant")


@pytest.mark.parametrize(
    ("function", "at", "message"),
    [
        ("|x|", 0, "needs a derivative at x = 0, but there is none: .*choose another point"),
        ("2x + 1", 1, "choose a function and a point where it bends"),
        ("sin(x)", 0, "choose a function and a point where it bends"),
    ],
)
def test_what_has_nothing_to_compare_is_refused(function, at, message):
    with pytest.raises(UnfitLesson, match=message):
        told(function, at)


@pytest.mark.parametrize(("function", "at"), FOREIGN.values(), ids=FOREIGN)
def test_foreign_functions_are_told_or_refused_with_a_reason(function, at):
    try:
        lesson = SymmetricDifference(function=function, at=at)
        Lesson.require_claims(lesson)
    except UnfitLesson:
        return
    forward, central = (list(map(float, lesson.errors[s])) for s in ("forward", "central"))
    assert all(c < f for f, c in zip(forward, central, strict=True))
    assert 2 <= len(lesson.frames["main"].x.ticks) <= 8


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"function": Function(t**3, t)}, "function must be a function of x, got one of t"),
        ({"at": float("nan")}, "at: "),
        ({"at": sp.oo}, "at: "),
    ],
)
def test_bad_parameters_are_named(parameters, message):
    with pytest.raises(InvalidArgument, match=message):
        SymmetricDifference(**parameters)


def test_exact_errors_are_those_of_the_formula():
    # x³ at 1 with h: forward 3h + h², symmetric h².
    lesson = SymmetricDifference(function=Function(x**3, x), at=1)
    for i, h in enumerate(lesson.steps):
        assert lesson.errors["forward"][i] == 3 * h + h**2
        assert lesson.errors["central"][i] == h**2
