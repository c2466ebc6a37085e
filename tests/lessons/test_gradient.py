"""The numbers of the chapter on the gradient, and when its story cannot be told."""

from functools import cache
from typing import Any

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument
from calcml.lessons.gradient.fields import GaussianGradientField


@cache
def default():
    return GaussianGradientField()


def test_top_and_bottom_are_exact():
    ledger = default().ledger
    assert ledger["maximum.value"].shown == "0.4289"
    assert ledger["minimum.value"].shown == "−0.4289"
    assert ledger["maximum.x"].exact == 1 / sp.sqrt(2)
    assert [ledger[f"minimum.{axis}"].shown for axis in "xy"] == ["−0.7071", "0"]
    assert ledger["maximum.value"].exact == sp.exp(sp.Rational(-1, 2)) / sp.sqrt(2)


@pytest.mark.parametrize(
    ("index", "components"),
    [(0, ["1", "0"]), (1, ["0.3033", "−0.3033"]), (2, ["−0.3689", "0"])],
)
def test_the_gradients_at_the_probes(index, components):
    assert [default().ledger[f"gradient.{index}.{axis}"].shown for axis in "xy"] == components


def test_all_claims_hold_for_the_defaults():
    lesson = default()
    lesson.require_claims()
    told = {key for beat in lesson.beats for key in lesson.told(beat).rests_on}
    assert {"line_divides", "last_probe_points_away", "hill_and_hollow", "lengths_tell"} <= told
    assert all(claim.holds for claim in lesson.claims if claim.key in told)


def test_particles_arrive_or_leave():
    lesson = default()
    assert len(lesson.arriving) + len(lesson.leaving) == len(lesson.starts)
    for particle in lesson.arriving:
        # The line ends within 1e-4 of the window's diagonal, 5.66, of the critical point.
        assert np.allclose(particle.place(lesson.duration), (np.sqrt(0.5), 0), atol=6e-4)
    for particle in lesson.leaving:
        assert particle.place(lesson.duration)[0] == -2


def test_the_flow_lines_are_those_of_the_closed_form():
    # dy/dx = -2xy / (1 - 2x²) has the solutions y² = C |1 - 2x²|.
    for particle in (*default().arriving, *default().leaving):
        across, up = particle.line.points[:-5].T
        constant = up[0] ** 2 / abs(1 - 2 * across[0] ** 2)
        # The integrator errs by at most 1e-7 of the diagonal a step; there are under 300 steps.
        assert np.allclose(up**2, constant * np.abs(1 - 2 * across**2), atol=1e-3)


def test_a_start_whose_particle_leaves_the_picture_first_changes_the_sentence():
    # y grows to 1.9 / sqrt(1 - 2 · 0.36) = 3.6 before the particle turns to the maximum.
    lesson = GaussianGradientField(starts=((-0.6, 1.9), (-1, 0), (1, 1)))
    assert not lesson.has_divide
    assert "some run up to the maximum, others leave" in lesson.caption("release_the_particles")


def test_a_last_probe_that_points_to_the_maximum_is_told_as_such():
    lesson = GaussianGradientField(probes=((0, 0),))
    assert "happens to point at the maximum" in lesson.caption("look_at_one_arrow")


TOO_SHORT: Any = (1,)  # one coordinate for a point of two


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: GaussianGradientField(reach=0), "reach must be positive, got 0"),
        (lambda: GaussianGradientField(columns=3), "between 5 and 25, got 3"),
        (lambda: GaussianGradientField(probes=()), "probes must have between 1 and 3 items"),
        (lambda: GaussianGradientField(starts=(TOO_SHORT, (2, 0))), r"starts\[0\] must have"),
    ],
)
def test_bad_parameters_are_named(make, message):
    with pytest.raises(InvalidArgument, match=message):
        make()


def test_lengths_of_arrows_are_true_to_the_magnitudes():
    lesson = default()
    longest = lesson.scale * lesson.field.magnitudes.max()
    assert longest == pytest.approx(1.3 * 4 / lesson.columns)
    assert lesson.field.points.shape == (lesson.columns**2, 2)
    assert np.abs(lesson.field.points).max() < 2
    assert lesson.full_scale == 1
    assert lesson.probe_field(1).vectors[0] == pytest.approx([0.30327, -0.30327], abs=1e-5)


def test_contours_lie_on_their_levels():
    lesson = default()
    assert lesson.levels == pytest.approx([k / 10 for k in range(-4, 5)])
    for curve in lesson.contours:
        for piece in curve.pieces:
            assert np.allclose(lesson.function(*piece.T), curve.level, atol=1e-12)


def test_what_stands_in_space_stands_on_the_surface():
    lesson = default()
    assert lesson.summit(lesson.maximum) == pytest.approx([np.sqrt(0.5), 0, 0.428882], abs=1e-6)
    low, high = lesson.heights
    assert low < lesson.grid[..., 2].min() < lesson.grid[..., 2].max() < high
    assert lesson.divide[0] == pytest.approx((-np.sqrt(0.5), -2))
    assert lesson.way_to_the_maximum[0] == (-1.5, 0)


def test_a_particle_is_a_pure_function_of_the_time():
    particle = default().arriving[0]
    assert particle.place(0) == pytest.approx((-0.62, 0.25))
    assert particle.place(-1) == particle.place(0)
    assert particle.path(0).shape == (3, 2)
    assert tuple(particle.path(2.0)[-1]) == particle.place(2.0)
    assert len(particle.path(5.0)) > len(particle.path(2.0))
