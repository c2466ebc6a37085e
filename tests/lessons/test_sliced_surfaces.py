"""Any surface sliced: what is in view, which sentences are told, what is refused and why."""

import re
from functools import cache

import numpy as np
import pytest

from calcml.core.errors import UnfitLesson
from calcml.lessons.partials.slices import NonSeparablePartial, ParaboloidSlices
from tests.foreign import FOREIGN_SURFACES

SUMS = {
    "bowl": ("x^2 + y^2", "1"),
    "saddle": ("x^2 - y^2", "1"),
    "plane": ("2x - 3y + 1", "0"),
    "level": ("3", "0"),
    "gutter": ("x^2", "1"),
    "across": ("y^3", "1"),
    "logarithm": ("ln(x) + y", "1"),
    "entropy": ("-x ln(x) - y ln(y)", "1/2"),
    "pyramid": ("|x| + |y|", "1"),
    "stairs": ("floor(x) + y", "1/2"),
    "pole": ("1/x + y^2", "-1"),
    "steep": ("e^(5x) + y", "1"),
    "waves": ("sin(x) + cos(3y)", "pi/4"),
    "roots": ("sqrt(x) + sqrt(y)", "1/3"),
    "tangent": ("tan(x) - y", "1"),
    "tiny": ("(x^2 + y^2)/10^6", "1"),
    "huge": ("10^6 (x^2 + 2y^2)", "1"),
    "far": ("(x - 1000)^2 + y^2", "1001"),
}
MIXED = (
    "product", "cubic", "waves", "ripples", "hill", "two hills", "hill and hollow", "growth",
    "cone", "pole in the middle", "pole on a line", "quotient", "larger one", "network",
    "softplus", "Rosenbrock", "Himmelblau",
)  # fmt: skip


@cache
def sliced(name):
    text, at = SUMS[name]
    return ParaboloidSlices(function=text, at=at)


@cache
def mixed(name):
    text, at = FOREIGN_SURFACES[name]
    return NonSeparablePartial(function=text, at=at)


TOLD = [
    *(pytest.param(sliced, name, id=f"sum-{name}") for name in SUMS),
    *(pytest.param(mixed, name, id=f"mixed-{name}") for name in MIXED),
]


@pytest.mark.parametrize(("make", "name"), TOLD)
def test_points_are_in_view_and_the_surface_fills_the_heights(make, name):
    lesson = make(name)
    lesson.require_claims()
    (left, right), (front, back) = lesson.window.x, lesson.window.y
    low, high = lesson.heights
    for a, b in lesson.stops:
        assert left < a < right
        assert front <= b <= back
        assert low <= lesson.function(a, b) <= high
    z = lesson.grid[..., 2]
    assert np.isfinite(lesson.grid).all()
    if name != "level":
        assert np.ptp(z) > 0.5 * (high - low)


@pytest.mark.parametrize(("make", "name"), TOLD)
def test_axes_have_a_few_ticks(make, name):
    for frame in make(name).frames.values():
        for scale in (frame.x, frame.y):
            assert 2 <= len(scale.ticks) <= 9


@pytest.mark.parametrize(("make", "name"), TOLD)
def test_the_tangent_in_the_plot_has_the_slope_on_the_card(make, name):
    lesson = make(name)
    keys = [key for key in lesson.ledger if re.fullmatch(r"slope\.(\d|x|other)", key)]
    for key, cut in zip(keys, lesson.cuts, strict=True):
        assert cut.slope == pytest.approx(lesson.ledger[key].value, rel=1e-9, abs=1e-15)


@pytest.mark.parametrize(("make", "name"), TOLD)
def test_a_cut_lies_on_the_shown_surface(make, name):
    lesson = make(name)
    low, high = lesson.heights
    slack = 1e-3 * (high - low)  # a top may lie between the points of the grid
    for cut in (*lesson.cuts, lesson.cut(lesson.stops[-1][1], 90.0)):
        assert np.isfinite(cut.path).all()
        assert np.isfinite(cut.tangent).all()
        assert cut.path[:, 2].min() >= low - slack
        assert cut.path[:, 2].max() <= high + slack


@pytest.mark.parametrize(
    ("name", "heading", "cut", "slide", "drop"),
    [
        ("bowl", "paraboloid", "a curve", "rises and sinks", "only the part with x counts"),
        ("saddle", "saddle", "a curve", "rises and sinks", "only the part with x counts"),
        ("plane", "plane", "a straight line", "rises and sinks", "only the part with x counts"),
        ("level", "plane", "a straight line", "stays at its height", "Nothing here depends on x"),
        ("gutter", "surface", "a curve", "stays at its height", "no part with y"),
        ("across", "surface", "a straight line", "rises and sinks", "Nothing here depends on x"),
    ],
)
def test_the_words_follow_the_surface(name, heading, cut, slide, drop):
    lesson = sliced(name)
    assert lesson.title == f"Slices of a {heading}"
    assert cut in lesson.caption("cut_with_a_plane")
    assert slide in lesson.caption("slide_the_plane")
    assert drop in lesson.caption("drop_the_constant")


def test_a_plane_that_only_goes_up_or_down_is_told_so():
    up = ParaboloidSlices(offsets=(0, 1, 2))
    down = ParaboloidSlices(offsets=(2, 1, 0))
    assert "the cut rises as a whole" in up.caption("slide_the_plane")
    assert "the cut sinks as a whole" in down.caption("slide_the_plane")


def test_rounded_slopes_are_told_with_about():
    assert "here about 0.7071," in sliced("waves").caption("lift_out_the_cut")
    assert "here 2," in sliced("bowl").caption("lift_out_the_cut")
    assert "2·10⁻⁶" in sliced("tiny").caption("slide_the_plane")


def test_a_long_height_is_left_out_of_the_sentence():
    assert mixed("product").caption("raise_the_surface").endswith("at the point (1, 2, 2)?")
    assert mixed("hill").caption("raise_the_surface").endswith("above the point (1/2, 1/2)?")
    assert mixed("hill").ledger["point"].symbol == "P approx"


@pytest.mark.parametrize(
    ("name", "words"),
    [("product", "a product mixes"), ("Rosenbrock", "a product mixes"), ("cone", "are mixed")],
)
def test_only_products_are_called_so(name, words):
    assert words in mixed(name).caption("raise_the_surface")


def test_a_direction_along_an_axis_is_not_said_to_lie_between():
    along = NonSeparablePartial(direction=(0, -1))
    assert "runs along an axis" in along.caption("turn_the_plane")
    assert along.turn == (0.0, -90.0)
    assert along.ledger["slope.u"].exact == -4


def test_an_exact_slope_stands_beside_its_decimal_only_if_it_is_another():
    assert NonSeparablePartial().ledger["slope.u"].symbol.startswith("D_u z = ")
    assert NonSeparablePartial(direction=(1, 0)).ledger["slope.u"].symbol == "D_u z"


@pytest.mark.parametrize("text", ["|x| + y", "ln(x - 2) + y", "sqrt(x - 3) + y"])
def test_the_point_that_a_refusal_names_works(text):
    at = {"|x| + y": 0}.get(text, 1)
    with pytest.raises(UnfitLesson, match="choose at = ") as refusal:
        ParaboloidSlices(function=text, at=at).require_claims()
    found = re.search(r"choose at = (\S+)", str(refusal.value))
    assert found
    ParaboloidSlices(function=text, at=found[1]).require_claims()


@pytest.mark.parametrize(("text", "at"), [("sqrt(x^2 + y^2)", "0, 0"), ("max(x, y)", "1, 1")])
def test_the_point_and_plane_that_a_refusal_names_work(text, at):
    with pytest.raises(UnfitLesson, match="choose at = ") as refusal:
        NonSeparablePartial(function=text, at=at).require_claims()
    found = re.search(r"choose at = \((.*)\) and other = (\S+)", str(refusal.value))
    assert found
    NonSeparablePartial(function=text, at=found[1], other=found[2]).require_claims()


@pytest.mark.parametrize(
    ("lesson", "parameters", "message"),
    [
        (ParaboloidSlices, {"function": "x + 1/y", "offsets": (1, -1)}, "choose offsets on one"),
        (ParaboloidSlices, {"function": "x + sign(y)", "offsets": (1, -1)}, "jumps on the way"),
        (NonSeparablePartial, {"function": "x/y", "at": (1, 1), "other": -1}, "same side of the"),
    ],
)
def test_a_plane_does_not_slide_over_a_gap(lesson, parameters, message):
    with pytest.raises(UnfitLesson, match=message):
        lesson(**parameters).require_claims()


def test_what_one_scene_refuses_the_other_tells():
    with pytest.raises(UnfitLesson, match="see NonSeparablePartial"):
        ParaboloidSlices(function="sin(x) cos(y)").require_claims()
    NonSeparablePartial(function="sin(x) cos(y)").require_claims()
    with pytest.raises(UnfitLesson, match="see ParaboloidSlices"):
        NonSeparablePartial(function="x^2 + sin(y)").require_claims()
    ParaboloidSlices(function="x^2 + sin(y)").require_claims()
