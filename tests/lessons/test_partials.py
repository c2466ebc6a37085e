"""The numbers of the chapter on partial derivatives, and when its stories cannot be told."""

from typing import Any

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.core.functions import Function
from calcml.core.symbols import x, y
from calcml.core.window import Window
from calcml.lessons.partials.slices import NonSeparablePartial, ParaboloidSlices
from calcml.lessons.surfaces.cuts import heading, upright_cut
from calcml.lessons.surfaces.sliced_surfaces import floor_axes
from calcml.lessons.surfaces.terrain import terrain

MIXED = Function(x * y**2 + x**3, (x, y))
SQUARE = Window((-2, 2), (-2, 2))


def shown(lesson):
    return {key: entry.shown for key, entry in lesson.ledger.items()}


def test_every_slice_of_the_paraboloid_has_the_slope_2_at_1():
    numbers = shown(ParaboloidSlices())
    assert [numbers[f"offset.{i}"] for i in range(4)] == ["0", "1", "2", "−1"]
    assert [numbers[f"slope.{i}"] for i in range(4)] == ["2"] * 4
    assert numbers["cut.0"] == "z = x**2"
    assert numbers["cut.2"] == "z = x**2 + 4"
    assert numbers["partial.x"] == "∂z/∂x = 2*x"


def test_along_y_the_slope_at_the_last_stop_is_another():
    numbers = shown(ParaboloidSlices())
    assert numbers["cut.across"] == "z = y**2 + 1"
    assert numbers["partial.y"] == "∂z/∂y = 2*y"
    assert numbers["slope.across"] == "−2"


def test_the_cubic_has_the_slopes_7_3_and_4():
    numbers = shown(NonSeparablePartial())
    assert numbers["point"] == "(1, 2, 5)"
    assert [numbers[f"slope.{k}"] for k in ("x", "other", "y")] == ["7", "3", "4"]
    assert [numbers[f"cut.{k}"] for k in ("x", "other", "y")] == [
        "z = x**3 + 4*x", "z = x**3", "z = y**2 + 1",
    ]  # fmt: skip


def test_along_the_diagonal_the_slope_is_11_over_root_2():
    lesson = NonSeparablePartial()
    assert sp.simplify(lesson.ledger["slope.u"].exact - 11 / sp.sqrt(2)) == 0
    assert lesson.ledger["slope.u"].shown == "7.7782"


def test_the_plane_turns_from_x_to_the_direction():
    assert NonSeparablePartial().turn == (0.0, 45.0)
    assert NonSeparablePartial(direction=(0, 2)).turn == (0.0, 90.0)


def test_the_slope_that_is_drawn_is_the_slope_that_is_shown():
    lesson = NonSeparablePartial()
    for key, offset, angle in (("x", 2.0, 0.0), ("other", 0.0, 0.0), ("y", 2.0, 90.0),
                               ("u", 2.0, 45.0)):  # fmt: skip
        drawn = lesson.cut(offset, angle).slope
        assert drawn == pytest.approx(lesson.ledger[f"slope.{key}"].value, abs=1e-12)


@pytest.mark.parametrize("lesson", [ParaboloidSlices(), NonSeparablePartial()])
def test_all_claims_hold_for_the_defaults(lesson):
    lesson.require_claims()
    told = {key for beat in lesson.beats for key in lesson.told(beat).rests_on}
    assert told
    assert all(claim.holds for claim in lesson.claims if claim.key in told)


def test_slices_of_a_mixed_function_do_not_keep_their_slope():
    lesson = ParaboloidSlices(function=MIXED)
    with pytest.raises(UnfitLesson, match="see NonSeparablePartial"):
        lesson.require_claims()


def test_slices_of_a_sum_do_not_show_that_the_other_variable_matters():
    lesson = NonSeparablePartial(function=Function(x**2 + y**2, (x, y)))
    with pytest.raises(UnfitLesson, match="see ParaboloidSlices"):
        lesson.require_claims()


def test_a_surface_without_slope_is_refused_with_the_reason():
    lesson = ParaboloidSlices(function=Function(sp.Abs(x) + y, (x, y)), at=0)
    with pytest.raises(UnfitLesson, match=r"x = 0, y = 0, but .* has none by x there"):
        lesson.ledger  # noqa: B018 - evaluating is the test


TOO_SHORT: Any = (1,)  # one coordinate for a point of two


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: ParaboloidSlices(offsets=(1, 1)), "the items of offsets must differ"),
        (lambda: ParaboloidSlices(offsets=(0,)), "between 2 and 5 items, got 1"),
        (lambda: ParaboloidSlices(function=Function(x, x)), "must be a function of x, y"),
        (lambda: NonSeparablePartial(direction=(0, 0)), r"direction must not be zero, got \(0, 0"),
        (lambda: NonSeparablePartial(at=TOO_SHORT), "at must have 2 items, got 1"),
    ],
)
def test_bad_parameters_are_named(make, message):
    with pytest.raises(InvalidArgument, match=message):
        make()


def test_the_window_holds_point_and_planes():
    assert ParaboloidSlices().window == SQUARE
    assert ParaboloidSlices(at=3, offsets=(0, 1)).window == Window((-6, 6), (-6, 6))
    around = NonSeparablePartial(at=(1, 2), other=-2).window
    assert around.x[0] < 1 < around.x[1]
    assert around.y[0] < -2 < 2 < around.y[1]
    NonSeparablePartial(other=2).window  # noqa: B018 - no room between the planes


@pytest.mark.parametrize("angle", [0, 30, 45, 90, 135, 180, 270, -20])
def test_a_cut_lies_on_the_surface_and_in_its_plane(angle):
    cut = upright_cut(MIXED, (1, 0.5), angle, window=SQUARE, heights=(-16, 16))
    u, v = heading(angle)
    assert np.allclose(cut.path[:, 2], MIXED(cut.path[:, 0], cut.path[:, 1]))
    aside = (cut.path[:, 0] - 1) * v - (cut.path[:, 1] - 0.5) * u
    # A few roundings of numbers below 2 in the path and in this product: 1e-14 is ample.
    assert np.abs(aside).max() < 1e-14
    assert np.abs(cut.path[:, :2]).max() <= 2
    assert np.allclose(cut.touch, (1, 0.5, 1.25))


def test_a_cut_ends_at_the_border():
    cut = upright_cut(MIXED, (1, 0.5), 0, window=SQUARE, heights=(-16, 16))
    assert cut.path[[0, -1], 0].tolist() == [-2, 2]
    assert cut.places[[0, -1], 0].tolist() == [-2, 2]
    assert cut.place == (1, 1.25)


def test_a_cut_can_be_measured_from_its_point():
    cut = upright_cut(MIXED, (1, 0.5), 45, window=SQUARE, heights=(-16, 16), start=0.0)
    assert cut.through[:2] == (0.0, 1.25)


def test_the_tangent_has_the_slope_of_the_cut():
    cut = upright_cut(MIXED, (1, 0.5), 45, window=SQUARE, heights=(-16, 16))
    across, up = np.hypot(*np.ptp(cut.tangent, axis=0)[:2]), np.ptp(cut.tangent[:, 2])
    assert up / across == pytest.approx(cut.slope)
    # f_x = 3 x² + y² = 3.25 and f_y = 2 x y = 1
    assert cut.slope == pytest.approx(4.25 / np.sqrt(2))


def test_the_pane_stands_upright_on_the_cut():
    cut = upright_cut(MIXED, (1, 0.5), 0, window=SQUARE, heights=(-16, 16))
    middle, across, along = cut.pane((-16, 16))
    assert middle.tolist() == [0, 0.5, 0]
    assert across.tolist() == [2, 0, 0]
    assert along.tolist() == [0, 0, 16]


def test_a_flat_surface_still_has_a_scale():
    low, high = ParaboloidSlices(function=Function(0 * x, (x, y))).heights
    assert low < 0 < high


def test_grids_and_axes_span_the_window():
    grid = terrain(MIXED, Window((0, 1), (0, 2)), heights=(0, 9), cells=4).grid
    assert grid.shape == (5, 5, 3)
    assert grid[-1, -1].tolist() == [1, 2, 5]
    axes = floor_axes(SQUARE, (0, 8))
    assert axes["x"][0].tolist() == [-2, -2, 0]
    assert axes["y"][0].tolist() == [2, -2, 0]
    assert all(np.count_nonzero(tip - start) == 1 for start, tip in axes.values())


def test_the_needle_points_along_the_plane():
    lesson = NonSeparablePartial()
    start, end = lesson.needle(45.0)
    assert start[:2].tolist() == [1, 2]
    assert (end - start)[0] == pytest.approx((end - start)[1])
    assert end[2] == start[2]
