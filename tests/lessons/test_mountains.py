"""Two walks down a mountain: into two valleys, whatever the profile."""

from itertools import pairwise

import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.descent import MountainDescent

OTHERS = [
    {"function": Function(sp.cos(x) + x / 10, x), "starts": (1, -1), "rate": "1/2"},
    {"function": Function(x**4 - x**2 + x / 20, x), "starts": ("1/4", "-1/3")},
]


def test_the_valleys_of_the_outline():
    lesson = MountainDescent()
    keys = ("valley.1", "depth.1", "valley.0", "depth.0")
    shown = [lesson.ledger[key].shown for key in keys]
    assert shown == ["−1.0356", "−1.3054", "0.9601", "−0.7059"]
    slope = sp.diff(lesson.function.expression, x)
    assert all(abs(slope.subs(x, valley.at).evalf(30)) < 1e-25 for valley in lesson.valleys)


def test_a_step_along_the_slope_rises_and_one_against_it_falls():
    lesson = MountainDescent()
    here, wrong, right = (
        lesson.ledger[f"height.{key}"].exact for key in ("here", "wrong", "right")
    )
    # By hand: f'(0.3) = 4·0.027 - 1.2 + 0.3 = -0.792, so the step is 0.0792 to either side.
    assert lesson.ledger["slope"].exact == sp.Rational("-0.792")
    assert right == lesson.function.exact(sp.Rational("0.3792"))
    assert right < here < wrong


@pytest.mark.parametrize("parameters", [{}, *OTHERS])
def test_walks_lead_down_all_the_way_and_lie_within_the_axes(parameters):
    lesson = MountainDescent(**parameters)
    lesson.require_claims()
    frame = lesson.frames["mountain"]
    for walk in (0, 1):
        heights = [lesson.track(walk, k)[1] for k in (0, *lesson.moments(walk))]
        assert all(later < earlier for earlier, later in pairwise(heights))
        assert lesson.place(walk, 2.0) == pytest.approx(lesson.track(walk, 2))
        for across, up in (lesson.track(walk, 0), lesson.valley(walk)):
            assert 0.15 < frame.x.share(across) < 0.85  # a disc of sight has room there
            assert 0.18 < frame.y.share(up) < 0.82
    assert all(len(lesson.caption(beat)) <= 110 for beat in lesson.beats)


def test_a_walk_that_is_still_on_its_way_is_not_said_to_have_ended():
    short = MountainDescent(rate="1/100", steps=3)
    assert "3 steps are not enough" in short.caption("repeat")
    assert "leads into another valley" in short.caption("start_elsewhere")
    assert "until the ground is flat" in MountainDescent().caption("repeat")


def test_the_step_is_drawn_downhill():
    (_, here), (_, there) = MountainDescent().step
    assert there < here


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"starts": (sp.Rational(3, 10), sp.Rational(1, 2))}, "both end at 0.9601; choose"),
        ({"function": Function(-x, x)}, "each walk must lead into a valley, but from 3/10"),
        ({"rate": 3}, "choose a rate of at most"),
    ],
)
def test_what_cannot_be_told_is_refused_with_a_suggestion(parameters, message):
    with pytest.raises(UnfitLesson, match=message):
        _ = MountainDescent(**parameters).ledger


def test_two_equal_starts_are_refused():
    with pytest.raises(InvalidArgument, match="must differ"):
        MountainDescent(starts=(1, 1))
