"""Lines that touch others are measured where they lie open, and no lie hides among them."""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from calcml.studio.readback.plan import Look
from calcml.studio.readback.report import Hidden
from calcml.studio.readback.scenery import scenery_of
from calcml.studio.readback.strokes import CROWDED, strokes_read
from tests.studio.readback.painted import Painting

BLUE, ORANGE, GREY = "#5fb0f5", "#f7b267", "#9aa5b8"
HEIGHT, WIDTH = 720, 180  # large enough for half a pixel to be asked for
TOP, STRIP = 260, 160  # of the frame, what is painted
AXES = {"kind": "plane", "x": [-1, 1], "y": [-4, 4], "log": [False, False],
        "box": [0, 0, WIDTH, HEIGHT]}  # fmt: skip
START, END = (20.0, 330.0), (160.0, 330.0)


def read(painting, *, start=START, end=END, width=4.0, shape="line", others=()):
    """Look for an orange line, of which the sidecar says that it runs so."""
    rest = {"frames": [0, 60], "at": [numbers(start), numbers(end)], "axes": 0, "size": width,
            "ink": ORANGE, "opacity": 1.0}  # fmt: skip
    mark = {"name": "tangent", "shape": shape, "rests": [rest]}
    screen = {"axes": [AXES], "marks": [mark, *others]}
    shown = painting.shown()
    frame = np.tile(shown[:1, :1], (HEIGHT, WIDTH, 1))
    frame[TOP : TOP + STRIP] = shown
    scenery = scenery_of(screen, frame, 0)
    return strokes_read(scenery, Look(mark, rest), (start, end), flat=True)


def numbers(place):
    return [2 * place[0] / WIDTH - 1, 4 - 8 * place[1] / HEIGHT]


@cache
def on_a_curve(aside):
    """Paint a tangent, and below it the curve that it touches."""
    painting = Painting(STRIP, WIDTH)
    for (x, y), (to_x, to_y) in pairwise(curve()):
        painting.line((x, y - TOP), (to_x, to_y - TOP), 4.5, BLUE)
    shift = np.array([0.0, aside - TOP])
    return painting.line(START + shift, END + shift, 4.0, ORANGE)


def curve():
    across = np.linspace(5.0, 175.0, 30)
    return [(x, 330.0 + (x - 60) ** 2 / 110) for x in across]


@pytest.mark.parametrize("is_noted", [True, False])
def test_a_tangent_is_measured_where_it_has_left_its_curve(is_noted):
    found = read(on_a_curve(0.0), others=[noted()] if is_noted else ())
    assert found.passed
    assert found.deviation < 0.3


@pytest.mark.parametrize("aside", [-3.0, -1.3, 1.3, 3.0])
@pytest.mark.parametrize("is_noted", [True, False])
def test_a_tangent_that_is_elsewhere_is_found_out(aside, is_noted):
    assert not read(on_a_curve(aside), others=[noted()] if is_noted else ()).passed


def noted():
    pairs = [numbers(place) for pair in pairwise(curve()) for place in pair]
    rest = {"frames": [0, 60], "at": pairs, "axes": 0, "size": 4.5, "ink": BLUE, "opacity": 1.0}
    return {"name": "curve", "shape": "curve", "rests": [rest]}


@cache
def bar(aside):
    return Painting(STRIP, WIDTH).line((90 + aside, 20), (90 + aside, 140), 14.0, ORANGE)


@pytest.mark.parametrize("aside", [0.0, 2.0, -9.0])
def test_a_line_as_broad_as_a_bar_is_measured(aside):
    found = read(bar(aside), start=(90.0, 280.0), end=(90.0, 400.0), width=14.0)
    assert found.passed is (aside == 0)


@pytest.mark.parametrize("aside", [0.0, 2.5, 5.0])
def test_a_line_beside_an_axis_is_not_taken_for_it(aside):
    """The axis lies half below the line, and no line of it is open."""
    axis = Painting(STRIP, WIDTH).line((0, 100), (WIDTH, 100), 3.0, GREY)
    shown = axis.line((20, 98 + aside), (160, 97 + aside), 4.0, ORANGE)
    found = read(shown, start=(20.0, 358.0), end=(160.0, 357.0))
    if aside == 0:
        assert found == Hidden("tangent", CROWDED) or found.passed
    else:
        assert not found.passed


def test_a_missing_line_among_others_is_missed():
    painting = Painting(STRIP, WIDTH).line((90, 0), (90, STRIP), 4.0, BLUE)
    painting.disc((60, 70), 9, GREY).disc((130, 70), 9, GREY)
    assert not read(painting).passed
