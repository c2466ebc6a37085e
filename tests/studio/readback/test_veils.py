"""What something passes over is not read, and what lies beside it must still be right."""

import dataclasses

import numpy as np
import pytest

from calcml.stage.space import Space
from calcml.stage.space.sketch import Screen
from calcml.stage.text import plain_preamble
from calcml.studio.readback.balls import ball_near
from calcml.studio.readback.digits import wording_of
from calcml.studio.readback.dots import circle_near
from calcml.studio.readback.glimpses import agreement
from calcml.studio.readback.marks import marks_in
from calcml.studio.readback.pieces import pieces_of
from calcml.studio.readback.plan import Look
from calcml.studio.readback.report import Hidden, Reading
from calcml.studio.readback.scenery import scenery_of
from calcml.studio.readback.textreadings import text_read
from calcml.studio.readback.typesetting import Spot, template
from calcml.studio.readback.veils import PASSES, Veil, veil_of
from tests.studio.readback.painted import Painting, in_video

PINK, BLUE, ORANGE = "#ff7aa2", "#5fb0f5", "#f7b267"
SIDE = 120
PLANE = {"kind": "plane", "name": "main", "x": [0, SIDE], "y": [SIDE, 0], "log": [False, False],
         "box": [0, 0, SIDE, SIDE]}  # fmt: skip
OPEN = Veil(np.empty((0, 4)))


def veil(*boxes):
    return Veil(np.array(boxes, dtype=np.float64))


def found_in(painting, shape, *at, ink=PINK, size=5.0, passing=()):
    """Return what is found of a mark at places in pixels, while something passes over boxes."""
    rest = {"frames": [0, 9], "axes": 0, "at": [list(place) for place in at], "ink": ink,
            "opacity": 1.0, "size": size}  # fmt: skip
    mark = {"name": "it", "shape": shape, "rests": [rest],
            "passing": [{"frame": 3, "boxes": [list(box) for box in passing]}]}  # fmt: skip
    scenery = scenery_of({"axes": [PLANE], "marks": [mark]}, painting.shown(), 3)
    ((_, found),) = marks_in(scenery, [Look(mark, rest)])
    return found


def test_a_veil_is_that_of_its_frame():
    thing = {"passing": [{"frame": 3, "boxes": [[1, 2, 3, 4]]}, {"frame": 4, "boxes": []}]}
    assert veil_of(thing, 3).boxes.tolist() == [[1, 2, 3, 4]]
    assert veil_of(thing, 4).boxes.shape == veil_of({}, 0).boxes.shape == (0, 4)


def test_pixels_are_hidden_a_little_beyond_a_box_and_no_further():
    hidden = veil([10, 20, 14, 22]).over(8, 15, 12, 10)
    rows, columns = np.nonzero(hidden)
    assert (rows.min() + 15, rows.max() + 15) == (19, 22)
    assert (columns.min() + 8, columns.max() + 8) == (9, 14)
    assert hidden.sum() == 4 * 6
    assert not veil([0, 0, 4, 4], [90, 90, 95, 95]).over(8, 15, 12, 10).any()


# Dots.


def test_a_dot_under_something_that_passes_is_not_read():
    painting = Painting(SIDE, SIDE).disc((60, 60), 5, PINK).line((40, 60), (80, 60), 14, BLUE)
    wrong = found_in(painting, "dot", (60, 60))
    assert isinstance(wrong, Reading)
    assert not wrong.passed
    assert found_in(painting, "dot", (60, 60), passing=[(40, 53, 80, 67)]) == Hidden("it", PASSES)


def test_what_passes_elsewhere_excuses_nothing():
    painting = Painting(SIDE, SIDE).disc((60, 60), 5, PINK).line((40, 60), (80, 60), 14, BLUE)
    found = found_in(painting, "dot", (60, 60), passing=[(40, 84, 80, 92)])
    assert isinstance(found, Reading)
    assert not found.passed


def test_a_dot_beside_its_place_is_found_there_though_something_passes_over_a_part():
    painting = Painting(SIDE, SIDE).disc((62, 60), 5, PINK).line((60, 40), (60, 57), 2, ORANGE)
    found = found_in(painting, "dot", (60, 60), passing=[(59, 40, 61, 57)])
    assert isinstance(found, Reading)
    assert not found.passed
    assert found.deviation == pytest.approx(2, abs=0.2)


def test_a_dot_that_is_not_drawn_is_missed_though_something_passes_over_a_part():
    painting = Painting(SIDE, SIDE).line((60, 40), (60, 57), 2, BLUE)
    found = found_in(painting, "dot", (60, 60), passing=[(59, 40, 61, 57)])
    assert isinstance(found, Reading)
    assert found.measured == "not there"


def test_a_place_that_hangs_on_a_few_rays_is_not_sure():
    # Two discs of the dot's colour run together; where it is, either of them could say.
    painting = Painting(SIDE, SIDE).disc((58.2, 60), 5, PINK).disc((61.8, 60), 5, PINK)
    found = circle_near(painting.shown(), (60, 60), 5, PINK, veil=OPEN)
    assert found is not None
    assert found.is_there
    assert found.sway > 1.5
    told = found_in(painting, "dot", (60, 60))
    assert told == Hidden("it", "other things touch its edge, so that its place is not sure")


@pytest.mark.parametrize("shift", [(1.0, 0.0), (-0.9, 0.6), (2.2, -0.8)])
def test_the_place_of_a_dot_on_its_lines_is_sure(shift):
    place = 60.3 + shift[0], 59.6 + shift[1]
    painting = Painting(SIDE, SIDE).line((20, 44), (100, 76), 3, BLUE)
    painting.line((60, 20), (62, 100), 2, ORANGE).disc(place, 5, PINK)
    found = circle_near(painting.shown(), (60.3, 59.6), 5, PINK, veil=OPEN)
    assert found is not None
    assert found.sway < 0.3
    told = found_in(painting, "dot", (60.3, 59.6))
    assert isinstance(told, Reading)
    assert told.deviation == pytest.approx(np.hypot(*shift), abs=0.2)


def test_a_ball_under_an_arrow_is_found_by_what_lies_beside_it():
    space, size, unit = Space(size=(2.0, 2.0, 2.0)), 120, 50.0
    space.dot((0, 0, 0), colour=PINK, radius=0.15)
    picture = space.picture(Screen(size, size, unit, size / 2, size / 2)).astype(np.float64)
    rgb = picture[..., :3] + (1 - picture[..., 3:] / 255) * np.array([15, 19, 28])
    rgb[:, 40:58] = [247, 178, 103]  # up to 5.5 pixels of the ball's 15
    place, radius = (60.0, 60.0), 0.15 * unit
    bare = ball_near(in_video(rgb), place, radius, PINK)
    found = ball_near(in_video(rgb), place, radius, PINK, veil=veil([40, 0, 58, 120]))
    assert bare is not None
    assert found is not None
    assert 0.5 < found.open < 0.8
    assert found.edge > 0.9 > bare.edge
    assert np.hypot(found.place[0] - 60, found.place[1] - 60) < 0.3
    shut = ball_near(in_video(rgb), place, radius, PINK, veil=veil([0, 0, 120, 120]))
    assert shut is not None
    assert shut.open == 0


# Lines.


def test_a_line_under_something_that_passes_is_not_read():
    ends = (20, 60), (100, 60)
    painting = Painting(SIDE, SIDE).line(*ends, 2.5, ORANGE).line((20, 61), (75, 60), 7, BLUE)
    wrong = found_in(painting, "line", *ends, ink=ORANGE, size=2.5)
    assert isinstance(wrong, Reading)
    assert not wrong.passed
    passing = [(20, 57, 75, 65)]
    assert found_in(painting, "line", *ends, ink=ORANGE, size=2.5, passing=passing) == (
        Hidden("it", PASSES)
    )


def test_a_line_that_is_not_drawn_is_missed_though_something_crosses_its_place():
    painting = Painting(SIDE, SIDE).line((60, 20), (64, 100), 3, BLUE)
    found = found_in(painting, "line", (20, 60), (100, 60), ink=ORANGE, size=2.5,
                     passing=[(58, 20, 66, 100)])  # fmt: skip
    assert isinstance(found, Reading)
    assert not found.passed


def test_the_end_of_an_arrow_is_not_read_while_something_passes_there():
    ends = (20, 60), (80, 60)
    painting = Painting(SIDE, SIDE).arrow(*ends, 2.2, ORANGE).arrow((24, 60), (84, 60), 2.2, ORANGE)
    wrong = found_in(painting, "arrow", *ends, ink=ORANGE, size=2.2)
    assert isinstance(wrong, Reading)
    assert "beyond its place" in wrong.note
    passing = [(80, 58, 88, 62)]
    assert found_in(painting, "arrow", *ends, ink=ORANGE, size=2.2, passing=passing) == (
        Hidden("it", PASSES)
    )


# Texts.

PREAMBLE = plain_preamble()
NUMBER = "$46$"
SPOT = Spot(4, 4, 60, 40, (12.3, 27.4), 18.67)


def shown(drawn, *, crossed=True, ink=235.0, ground=18.0):
    """Return a frame with a number, of which a light bar may cover most of the first digit."""
    frame = np.full((50, 70, 3), ground, dtype=np.float32)
    part = frame[SPOT.top : SPOT.top + SPOT.height, SPOT.left : SPOT.left + SPOT.width]
    part += template(PREAMBLE, drawn, SPOT)[..., None] * (ink - ground)
    left, top, right, bottom = first_digit()
    if crossed:
        frame[top:bottom, left : right - 2] = (180, 90, 120)
    return frame


def first_digit():
    rows, columns = pieces_of(PREAMBLE, NUMBER, SPOT)[0]
    return (SPOT.left + columns.start, SPOT.top + rows.start,
            SPOT.left + columns.stop, SPOT.top + rows.stop)  # fmt: skip


def reading_of(frame, passing):
    about = {"key": "it", "kind": "number", "typst": "46", "symbol": "s", "shown": "46"}
    left, top = SPOT.left + 3, SPOT.top + 3
    rest = {"frames": [0, 9], "em": SPOT.em,
            "box": [left, top, left + SPOT.width - 6, top + SPOT.height - 6],
            "pen": [SPOT.left + SPOT.pen[0], SPOT.top + SPOT.pen[1]]}  # fmt: skip
    look = Look({"source": NUMBER, "entries": ["it"], "rests": [rest]}, rest)
    words = wording_of(NUMBER, [about])
    return text_read(frame, 0, look, preamble=PREAMBLE, words=words, name="46", veil=passing)


def test_a_number_under_something_that_passes_is_not_read():
    left, top, right, bottom = first_digit()
    frame, passing = shown(NUMBER), veil([left, top, right - 2, bottom])
    wrong = reading_of(frame, OPEN)
    assert isinstance(wrong, Reading)
    assert not wrong.passed
    assert reading_of(frame, passing) == Hidden("46", PASSES)
    assert reading_of(shown(NUMBER, ink=20.0, ground=240.0), passing) == Hidden("46", PASSES)


@pytest.mark.parametrize("drawn", ["$48$", "$45$", "$4#hide[6]$"])
def test_a_wrong_digit_beside_what_passes_is_told(drawn):
    left, top, right, bottom = first_digit()
    found = reading_of(shown(drawn), veil([left, top, right - 2, bottom]))
    assert isinstance(found, Reading)
    assert not found.passed


def test_a_wrong_number_is_wrong_whatever_passes_elsewhere():
    found = reading_of(shown("$48$", crossed=False), veil([0, 0, 70, 3]))
    assert isinstance(found, Reading)
    assert not found.passed


def test_of_a_text_that_lies_open_nothing_is_told_beside():
    frame = shown(NUMBER, crossed=False)
    assert agreement(frame, PREAMBLE, NUMBER, SPOT, OPEN) is None
    left, top, right, bottom = first_digit()
    aside = veil([left, top, right, bottom])
    assert agreement(frame, PREAMBLE, NUMBER, SPOT, aside) == pytest.approx(1, abs=1e-3)
    everywhere = veil([0, 0, 70, 50])
    assert agreement(frame, PREAMBLE, NUMBER, SPOT, everywhere) == 1
    other = dataclasses.replace(SPOT, left=SPOT.left + 1)
    assert agreement(frame, PREAMBLE, NUMBER, other, aside) < 0.9
