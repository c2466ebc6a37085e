"""Where hills stand, how the field over any surface is told, and how long its arrows are."""

from functools import cache

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import UnfitLesson
from calcml.core.fields import VectorField
from calcml.core.functions import Function
from calcml.core.symbols import x, y
from calcml.core.window import Window
from calcml.lessons.gradient.arrow_choices import arrow_field, common_length, probe_scale
from calcml.lessons.gradient.fields import GaussianGradientField
from calcml.lessons.gradient.reliefs import suited_square

SQUARE = Window((-2, 2), (-2, 2))


def surface(text):
    return Function.parse(text, (x, y))


@cache
def told(text):
    return GaussianGradientField(function=text)


@pytest.mark.parametrize(
    ("text", "centre", "reach"),
    [
        ("x e^(-x^2 - y^2)", (0, 0), 2),
        ("x^2 + y^2", (0, 0), 2),
        ("2x - 3y + 1", (0, 0), 2),
        ("(x - 1000)^2 + y^2", (1000, 0), 2),
        ("sin(5x) cos(5y)", (0, 0), sp.Rational(1, 2)),
        ("ln(x) + y", (2, 0), 2),
        ("sqrt(1 - x^2 - y^2)", (0, 0), 1),
        ("100(y - x^2)^2 + (1 - x)^2", (0, 0), 2),
    ],
)
def test_the_square_holds_the_hills(text, centre, reach):
    assert suited_square(surface(text)) == (centre, reach)


def test_a_hill_far_away_is_looked_at_from_nearby():
    (a, b), reach = suited_square(surface("e^(-(x - 5)^2 - (y + 3)^2)"))
    assert abs(a - 5) < reach / 3
    assert abs(b + 3) < reach / 3


def test_a_centre_is_kept():
    lesson = GaussianGradientField(function="x^2 + y^2", centre=(1, 0))
    assert lesson.window.x[0] < 1 < lesson.window.x[1]
    assert sum(lesson.window.x) == 2
    assert GaussianGradientField(function="x^2 + y^2", reach=5).window == Window((-5, 5), (-5, 5))


@pytest.mark.parametrize(
    ("text", "first", "mark", "release"),
    [
        ("x^2 + y^2", "A hollow.", "The lowest point has a height of 0: there", "no top to hold"),
        ("4 - x^2 - y^2", "A hill.", "The highest point has a height of 4: there", "up to the max"),
        ("x y", "A saddle.", "At the saddle the ground is level", None),
        ("|x| + |y|", "A hollow.", "The lowest point has a height of 0.", "no top to hold"),
        ("x^3 - 3x + y^2", "A hollow.", "The bottom of a hollow has a height of −2.", "no top"),
        ("e^(-(x-1)^2-y^2) + e^(-(x+1)^2-y^2)", "Hills.", "The top of a hill", "each runs up"),
        ("sin(x) cos(y)", "A hill and a hollow.", "The highest point has a height of 1, the lowest",
         "some run up to the maximum, others leave"),
    ],
)  # fmt: skip
def test_the_sentences_follow_what_stands_in_the_picture(text, first, mark, release):
    lesson = told(text)
    lesson.require_claims()
    assert lesson.caption("raise_the_surface").startswith(first)
    assert lesson.caption("mark_top_and_bottom").startswith(mark)
    if release:
        assert release in lesson.caption("release_the_particles")


def test_without_hills_there_is_nothing_to_mark_and_no_way_to_a_maximum():
    lesson = told("2x - 3y + 1")
    assert lesson.untold == {"mark_top_and_bottom", "look_at_one_arrow"}
    assert lesson.caption("raise_the_surface").startswith("A surface.")
    with pytest.raises(UnfitLesson, match="no way to a maximum"):
        lesson.way_to_the_maximum  # noqa: B018 - evaluating is the test
    with pytest.raises(UnfitLesson, match="no divide without a minimum"):
        lesson.divide  # noqa: B018 - evaluating is the test


def test_without_particles_none_are_released():
    lesson = GaussianGradientField(starts=())
    assert "release_the_particles" in lesson.untold
    lesson.require_claims()


def test_level_ground_is_refused_with_the_reason():
    with pytest.raises(UnfitLesson, match=r"is zero everywhere.*varies with x or y"):
        told("3").require_claims()
    far = GaussianGradientField(centre=(10**6, 0))  # exp(-10¹²) is zero in doubles
    with pytest.raises(UnfitLesson, match=r"or centre = \(0, 0\) and reach = 2"):
        far.require_claims()


def test_a_picture_without_a_surface_is_refused_and_another_named():
    nowhere = GaussianGradientField(function="ln(x) + y", centre=(-3, 0), reach=1)
    with pytest.raises(UnfitLesson, match=r"has no height .* choose centre = \(2, 0\)"):
        nowhere.require_claims()


def test_a_probe_on_a_plain_is_not_chosen():
    lesson = GaussianGradientField(reach=10)
    assert lesson.ledger["gradient.0.x"].value == 1
    assert 1 <= lesson.times <= 10


def test_a_probe_on_a_kink_is_refused_and_another_named():
    lesson = GaussianGradientField(function="|x| + |y|", probes=((0, 1),))
    with pytest.raises(UnfitLesson, match=r"no derivative by x.*such as \(1/2, 1/2\)"):
        lesson.ledger  # noqa: B018 - evaluating is the test


def test_a_probe_outside_is_refused_and_another_named():
    lesson = GaussianGradientField(probes=((50, 0),))
    with pytest.raises(UnfitLesson, match=r"from -2 to 2 .* got \(50, 0\); choose a probe such as"):
        lesson.ledger  # noqa: B018 - evaluating is the test


def test_a_probe_on_level_ground_has_no_arrow_that_could_point():
    lesson = GaussianGradientField(probes=((sp.sqrt(2) / 2, 0),))
    assert "no arrow, and no way up" in lesson.caption("look_at_one_arrow")


def test_a_start_outside_is_refused():
    lesson = GaussianGradientField(starts=((9, 9),))
    with pytest.raises(UnfitLesson, match="must begin in the picture"):
        lesson.require_claims()


@pytest.mark.parametrize(
    "text", ["x^2 + y^2", "x y", "x e^(-x^2 - y^2)", "2x - 3y", "x^3 - 3x y^2"]
)
def test_arrows_stay_in_the_picture(text):
    field, scale = arrow_field(surface(text), SQUARE, 12)
    ends = field.points + scale * field.vectors
    cell = 4 / 12
    # One sixth of a cell may stick out; the border itself has half a cell.
    assert np.abs(ends).max() <= 2 + 0.15 * cell + 1e-9
    assert np.abs(field.points).max() < 2


def test_no_arrow_stands_on_a_fold():
    field, _ = arrow_field(surface("max(x, y)"), SQUARE, 12)
    assert not np.isclose(field.points[:, 0], field.points[:, 1]).any()
    assert len(field.points) == 12 * 12 - 12
    assert {tuple(v) for v in field.vectors} == {(0, 1), (1, 0)}
    smooth, _ = arrow_field(surface("x e^(-x^2 - y^2)"), SQUARE, 12)
    assert len(smooth.points) == 144


def test_lengths_tell_or_all_are_equal():
    assert told("x^2 + y^2").lengths_tell
    steep = told("e^(x + y)")
    assert not steep.lengths_tell
    assert np.allclose(steep.field.magnitudes, 1)
    assert "Drawn equally long" in steep.caption("grow_the_arrows")
    still = VectorField(np.zeros((2, 2)), np.array([[3.0, 4.0], [0.0, 0.0]]))
    assert common_length(still).vectors.tolist() == [[0.6, 0.8], [0, 0]]


@pytest.mark.parametrize(
    ("length", "times"), [(1, 1), (100, "1/100"), (1e-6, 10**6), (30, "1/20"), (0, 1)]
)
def test_arrows_at_probes_keep_their_length_or_say_by_what_it_is_multiplied(length, times):
    field = VectorField(np.zeros((1, 2)), np.array([[float(length), 0.0]]))
    scale = probe_scale(field, SQUARE)
    assert scale == sp.Rational(times)
    assert float(scale) * length <= 1.6 + 1e-9  # 0.8 of the reach


@pytest.mark.parametrize("text", ["10^6 (x^2 + 2y^2)", "(x^2 + y^2)/10^6"])
def test_huge_and_tiny_gradients_are_told_with_their_scale(text):
    lesson = told(text)
    lesson.require_claims()
    sentence = lesson.caption("read_some_arrows")
    assert sentence.startswith(f"Drawn at {lesson.ledger['arrow.times'].shown} times the scale")
    for i in range(len(lesson.probes)):
        end = np.array(lesson.probe(i)) + lesson.full_scale * lesson.slopes[i].components
        assert np.abs(end).max() <= 2 + 1e-9


@pytest.mark.parametrize(
    "text", ["1/(x + y)", "1/(x^2 + y^2)", "ln(x) + y", "-x ln(x) - y ln(y)", "x^2/y"]
)
def test_the_surface_fills_the_heights_and_contours_are_few(text):
    lesson = told(text)
    low, high = lesson.heights
    z = lesson.grid[..., 2]
    assert np.ptp(z) > 0.5 * (high - low)
    assert 3 <= len(lesson.levels) <= 14
    ticks = [len(scale.ticks) for scale in (lesson.frames["map"].x, lesson.frames["map"].y)]
    assert all(3 <= count <= 9 for count in ticks)
