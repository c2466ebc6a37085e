"""Places worked out from a sidecar's axes are those at which the stage draws."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import ValueTracker

from calcml.core.sampling import Window
from calcml.lessons.scales import Frame, LogScale, Scale
from calcml.stage.film.outlines import Pixels
from calcml.stage.layout import Box
from calcml.stage.lenses import Lens
from calcml.stage.plots import Plot
from calcml.stage.space import Space
from calcml.stage.witness.axes import axes_of_plot, axes_of_space
from calcml.studio.readback.places import pixels_of
from calcml.studio.readback.segments import away_from, run_along

# Sides of boxes fall on whole pixels, so nothing is lost when a sidecar rounds them to thousandths.
PIXELS = Pixels(60.0, -60.0, 427.0, 240.0, 1.0)
BOX = Box(-6, -1, -2, 3)
EXACT = 1e-6
linear = st.floats(-50, 50)
ends = st.tuples(linear, st.floats(0.01, 100)).map(lambda pair: (pair[0], pair[0] + pair[1]))
shares = st.floats(-0.2, 1.2)


def on_screen(place: Any) -> tuple[float, float]:
    """Return a place of Manim's frame in pixels."""
    return PIXELS.left + PIXELS.x * place[0], PIXELS.top + PIXELS.y * place[1]


@given(x=ends, y=ends, across=shares, up=shares)
@settings(max_examples=60, deadline=None)
def test_a_plots_places_are_its_sidecars(x, y, across, up):
    plot = Plot(Frame(Scale(*x, ()), Scale(*y, ())), BOX, {}, "main")
    point = x[0] + across * (x[1] - x[0]), y[0] + up * (y[1] - y[0])
    found = pixels_of(axes_of_plot(plot, PIXELS), point)
    assert found == pytest.approx(on_screen(plot.point(*point)), abs=EXACT)


@given(low=st.integers(-9, 3), span=st.integers(1, 8), share=st.floats(0, 1), up=shares)
@settings(max_examples=40, deadline=None)
def test_logarithmic_axes_count_in_powers_of_ten(low, span, share, up):
    frame = Frame(LogScale(low, low + span, ()), Scale(-3, 5, ()))
    plot = Plot(frame, BOX, {}, "main")
    point = 10 ** (low + share * span), -3 + 8 * up
    axes = axes_of_plot(plot, PIXELS)
    assert axes["log"] == [True, False]
    assert pixels_of(axes, point) == pytest.approx(on_screen(plot.point(*point)), abs=EXACT)


def test_one_tenth_of_a_decade_is_where_the_logarithm_says():
    axes = {"kind": "plane", "x": [1, 100], "y": [0, 1], "log": [True, False],
            "box": [0, 0, 200, 100]}  # fmt: skip
    assert pixels_of(axes, (10**0.1, 0.25)) == pytest.approx((10, 75))


@pytest.mark.parametrize("half", [1.0, 0.25, 1e-4])
def test_a_lens_is_told_by_its_window_of_now(half):
    zoom = ValueTracker(1)
    main = Plot(Frame(Scale(-4, 4, ()), Scale(-4, 4, ())), BOX, {}, "main")

    def window() -> Window:
        size = zoom.get_value()
        return Window(x=(1 - size, 1 + size), y=(2 - 3 * size, 2 + 3 * size))

    lens = Lens(main, Box(0, 4, -2, 2), window)
    zoom.set_value(half)
    for point in ((1, 2), (1 + half / 3, 2 - half), (1 - half, 2 + 3 * half)):
        found = pixels_of(axes_of_plot(lens, PIXELS), point)
        assert found == pytest.approx(on_screen(lens.point(*point)), abs=EXACT)


@given(
    azimuth=st.floats(-180, 180), elevation=st.floats(-90, 90), zoom=st.floats(0.3, 3),
    perspective=st.floats(0, 0.5), point=st.tuples(*[st.floats(-2, 2)] * 3),
)  # fmt: skip
@settings(max_examples=80, deadline=None)
def test_a_space_is_seen_from_where_its_sidecar_says(azimuth, elevation, zoom, perspective, point):
    space = Space(
        x_range=(-2, 2), y_range=(-3, 2), z_range=(-2, 7), size=(4, 5, 3), azimuth=azimuth,
        elevation=elevation, zoom=zoom, perspective=perspective,
    ).shift([-1.0, 0.5, 0.0])  # fmt: skip
    found = pixels_of(axes_of_space(space, PIXELS), point)
    assert found == pytest.approx(on_screen(space.point_to_screen(point)), abs=EXACT)


def test_a_place_beside_a_line_is_as_far_as_the_line_is_near():
    far = away_from([[0, 3], [5, -4], [13, 4], [-3, -4]], (0, 0), (10, 0))
    np.testing.assert_allclose(far, [3, 4, 5, 5])
    assert away_from((3.0, 4.0), (0, 0), (0, 0)) == pytest.approx(5)  # a line without length


@pytest.mark.parametrize(
    ("other", "along"),
    [
        (((0, 3), (100, 3)), True),
        (((100, 0), (0, 0)), True),  # from its end to its start
        (((0, 6), (100, 6)), False),
        (((0, 0), (40, 0)), False),  # along less than half of it
        (((0, 0), (60, 0)), True),
        (((50, -50), (50, 50)), False),
    ],
)
def test_a_line_runs_along_another_if_it_is_close_to_most_of_it(other, along):
    assert run_along(((0, 0), (100, 0)), [other]) is along
