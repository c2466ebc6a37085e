"""A witness takes down what the lesson put on screen, when and where, and no more than that."""

import numpy as np
import pytest
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Line,
    ReplacementTransform,
    ValueTracker,
    linear,
    tempconfig,
)

from calcml.core.fields import VectorField
from calcml.core.sampling import Window
from calcml.stage import beat, theme
from calcml.stage.arrowfields import ArrowField
from calcml.stage.arrows import arrow
from calcml.stage.layout import Box
from calcml.stage.lenses import Lens
from calcml.stage.space import Space
from calcml.stage.text import Typeset
from calcml.stage.theme import CONFIRMED, MOVING, SECANT, TANGENT, colour
from calcml.stage.witness.passing import _in_grains

pytestmark = [pytest.mark.usefixtures("filmed"), pytest.mark.slow]
FPS = 15
STAND, REST = "show_the_point", "rest"
CAPTION = 6  # frames in which the first caption comes, before anything else does


@pytest.fixture
def filmed(tmp_path):
    """Film for real: a dry run draws every frame from nothing, so that nothing seems to rest."""
    theme.use("dark")
    size = {"pixel_width": 854, "pixel_height": 480, "frame_rate": FPS}
    with tempconfig({**size, "media_dir": str(tmp_path), "disable_caching": True, "format": "mp4",
                     "progress_bar": "none", "verbosity": "ERROR"}):  # fmt: skip
        yield


@pytest.fixture
def seen(doubling):
    """Return what was seen of a scene whose first beat does something, and its second rests."""

    def watched(motion, *, then=lambda _: None):
        class Watched(doubling):
            @beat
            def show_the_point(self):
                self.axes = self.plot("main")
                self.add(self.axes)
                motion(self)

            @beat
            def rest(self):
                then(self)

        scene = Watched()
        scene.watch()
        scene.render()
        return scene

    return watched


def marks(scene, name, beat_name=STAND):
    return [mark for mark in scene.sights[beat_name]["marks"] if mark["name"] == name]


def readout(scene, beat_name=STAND):
    """Return what was seen of the readout; a tick of the axes shows the same number."""
    (found,) = (text for text in scene.sights[beat_name]["texts"] if text["entries"] == ["double"])
    return found


def frames_of(scene, beat_name):
    (span,) = (span for span in scene.timeline if span.name == beat_name)
    return round((span.end - span.start) * FPS)


def test_nothing_is_taken_down_of_a_scene_that_nobody_watches(doubling):
    scene = doubling()
    scene.render()
    assert scene.sights == {}


def test_each_beat_is_told_in_frames_of_its_own(seen):
    scene = seen(lambda scene: scene.add(scene.axes.dot("double", lambda: scene.lesson.place)))
    assert list(scene.sights) == [STAND, REST]
    for name, first in ((STAND, CAPTION), (REST, 0)):
        (dot,) = marks(scene, "double", name)
        assert [rest["frames"] for rest in dot["rests"]] == [[first, frames_of(scene, name)]]


# Texts.


def test_a_text_is_told_with_its_entries_place_and_colours(seen):
    def motion(scene):
        scene.number = scene.readout("double", SECANT).shift(1.3 * RIGHT + 0.7 * DOWN)
        scene.add(scene.number)

    scene = seen(motion)
    number = readout(scene)
    assert number["source"] == "$6$"
    (rest,) = number["rests"]
    assert rest["inks"] == [colour(SECANT).to_hex().lower()]
    left, top, right, bottom = rest["box"]
    unit = 854 / scene.camera.frame_width
    x, y, _ = scene.number.get_center()
    # The ink of one glyph is all of the text; bounds of outlines are those of their curves.
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx(
        (427 + unit * x, 240 - unit * y), abs=0.3
    )
    assert rest["em"] == pytest.approx(unit * scene.number.em, abs=0.01)
    assert rest["pen"] == pytest.approx(
        [427 + unit * scene.number.pen, 240 - unit * scene.number.baseline], abs=0.01
    )


def test_a_text_that_comes_in_rests_only_once_it_is_there(seen):
    def motion(scene):
        scene.play(FadeIn(scene.readout("double")), run_time=0.6)

    scene = seen(motion)
    (rest,) = readout(scene)["rests"]
    first, end = rest["frames"]
    # The caption comes first (6 frames), then the number (9, of which the last is whole).
    assert first in {14, 15}
    assert end == frames_of(scene, STAND)


def test_a_text_that_goes_rests_until_it_does(seen):
    def motion(scene):
        scene.number = scene.readout("double")
        scene.add(scene.number)

    scene = seen(motion, then=lambda scene: scene.play(FadeOut(scene.number), run_time=0.6))
    (rest,) = readout(scene, REST)["rests"]
    # The old caption goes and the new one comes, in three frames each; then the number fades.
    assert rest["frames"][0] == 0
    assert rest["frames"][1] in {6, 7}


def test_a_text_that_moves_on_rests_at_both_ends(seen):
    def motion(scene):
        number = scene.readout("double")
        scene.add(number)
        scene.wait(0.4)
        scene.play(number.animate.shift(2 * RIGHT), run_time=0.8)

    scene = seen(motion)
    first, second = readout(scene)["rests"]
    unit = 854 / scene.camera.frame_width
    assert second["pen"][0] - first["pen"][0] == pytest.approx(2 * unit, abs=0.01)
    assert first["frames"][1] < second["frames"][0]


# Marks.


def test_a_mark_stands_where_the_lesson_says_and_not_where_it_is_drawn(seen):
    def motion(scene):
        scene.add(scene.axes.dot("double", lambda: scene.lesson.place, moving=False).shift(RIGHT))

    (dot,) = marks(seen(motion), "double")
    assert [rest["at"] for rest in dot["rests"]] == [[[3.0, 6.0]]]


def test_a_moving_dot_is_told_frame_by_frame(seen):
    def motion(scene):
        at = ValueTracker(1.0)
        scene.add(scene.axes.dot("walker", lambda: (at.get_value(), 2.0), MOVING))
        scene.wait(0.4)
        scene.play(at.animate.set_value(4.0), run_time=1.0, rate_func=linear)

    (walker,) = marks(seen(motion), "walker")
    before, after = walker["rests"]
    assert (before["at"], after["at"]) == ([[1.0, 2.0]], [[4.0, 2.0]])
    places = {}
    for move in walker["moves"]:
        for number, (x, y) in enumerate(move["at"]):
            assert y == 2
            places[move["first"] + number] = x
    start = before["frames"][1]
    # A linear motion of 15 frames from 1 to 4; the first frame stands where it set out.
    for frame, x in places.items():
        assert x == pytest.approx(1 + 3 * (frame - start + 1) / FPS)
    assert len(places) >= FPS - 3
    assert max(places) < after["frames"][0] + 1


def test_what_fades_or_grows_does_not_rest(seen):
    def motion(scene):
        dot = scene.axes.dot("double", lambda: scene.lesson.place, moving=False)
        scene.play(FadeIn(dot, scale=3), run_time=1.0)

    scene = seen(motion)
    (dot,) = marks(scene, "double")
    (rest,) = dot["rests"]
    assert rest["frames"][0] in {20, 21}  # a caption of 6 frames, and 15 of which the last is whole
    assert "moves" not in dot
    assert rest["opacity"] == 1


def test_what_is_not_on_stage_is_not_told(seen):
    scene = seen(lambda scene: scene.axes.dot("double", lambda: scene.lesson.place))
    assert scene.sights[STAND]["marks"] == []


def test_what_cannot_be_seen_is_not_told(seen):
    def motion(scene):
        dot = scene.axes.dot("double", lambda: scene.lesson.place, moving=False)
        scene.add(dot.set_opacity(0.1))

    assert marks(seen(motion), "double") == []


def test_shapes_are_told_by_their_ends(seen):
    field = VectorField(np.array([[1.0, 1.0], [2.0, 2.0]]), np.array([[1.0, 0.0], [0.0, -1.0]]))

    def motion(scene):
        axes = scene.axes
        scene.add(
            axes.dot("ring", lambda: (5.0, 5.0), SECANT, hollow=True, radius=0.2),
            axes.dot("dot", lambda: (6.0, 5.0), SECANT, radius=0.2),
            axes.segment(lambda: ((1, 2), (3, 4)), TANGENT, width=4),
            axes.segment(lambda: ((1, 3), (3, 5)), MOVING, dashed=True),
            arrow(axes, ((4, 2), (6, 3)), CONFIRMED),
            ArrowField(axes, field, scale=0.5),
        )

    told = {mark["name"]: mark for mark in seen(motion).sights[STAND]["marks"]}
    shapes = {name: mark["shape"] for name, mark in told.items()}
    assert shapes == {"ring": "ring", "dot": "dot", "tangent": "line", "moving": "dashes",
                      "confirmed": "arrow", "gradient": "field"}  # fmt: skip
    at = {name: mark["rests"][0]["at"] for name, mark in told.items()}
    assert at["tangent"] == [[1, 2], [3, 4]]
    assert at["moving"] == [[1, 3], [3, 5]]
    assert at["confirmed"] == [[4, 2], [6, 3]]
    assert at["gradient"] == [[1, 1], [1.5, 1], [2, 2], [2, 1.5]]
    sizes = {name: mark["rests"][0]["size"] for name, mark in told.items()}
    unit = 480 / 8  # pixels to a unit, and a hundredth of it to a unit of stroke
    assert sizes["dot"] == pytest.approx(0.2 * unit, rel=0.01)
    assert sizes["ring"] == pytest.approx((0.2 + 0.035 / 2) * unit, rel=0.01)
    assert sizes["tangent"] == pytest.approx(0.04 * unit, rel=0.01)


# Views.


def test_axes_are_told_once_and_a_lens_for_each_window_in_which_it_rests(seen):
    def motion(scene):
        size = ValueTracker(1.0)

        def window():
            half = size.get_value()
            return Window(x=(3 - half, 3 + half), y=(6 - half, 6 + half))

        lens = Lens(scene.axes, Box(1, 4, -2, 1), window)
        scene.add(lens, scene.axes.dot("main", lambda: (3, 6)), lens.dot("near", lambda: (3, 6)))
        scene.wait(0.4)
        scene.play(size.animate.set_value(0.5), run_time=0.4)

    scene = seen(motion)
    axes = scene.sights[STAND]["axes"]
    assert len(axes) == len({str(view) for view in axes})
    (main,), (near,) = marks(scene, "main"), marks(scene, "near")
    assert [axes[rest["axes"]]["name"] for rest in main["rests"]] == ["main"]
    windows = [axes[rest["axes"]]["x"] for rest in near["rests"]]
    assert windows[0] == [2.0, 4.0]
    assert axes[near["rests"][-1]["axes"]]["x"] in ([2.5, 3.5], [2.0, 4.0])


def test_parts_of_a_space_are_told_with_three_coordinates(seen):
    def motion(scene):
        scene.space = Space(size=(3, 3, 2))
        scene.space.dot((0.5, 0.25, 0.125), colour=colour(SECANT), radius=0.1)
        scene.space.arrow((0, 0, 0), (0.5, 0, 0), colour=colour(TANGENT))
        scene.add(scene.space)

    scene = seen(motion)
    (dot,), (line,) = marks(scene, "space.dot"), marks(scene, "space.arrow")
    assert dot["rests"][0]["at"] == [[0.5, 0.25, 0.125]]
    assert dot["rests"][0]["hidden"] is False
    assert dot["rests"][0]["ink"] == colour(SECANT).to_hex().lower()
    assert line["rests"][0]["at"] == [[0, 0, 0], [0.5, 0, 0]]
    assert scene.sights[STAND]["axes"][dot["rests"][0]["axes"]]["kind"] == "space"


# What passes.


def boxes_in(scene, beat_name=STAND):
    """Return the boxes of what passes over anything, by frame."""
    sights = scene.sights[beat_name]
    found = {}
    for thing in (*sights["texts"], *sights["marks"]):
        for each in thing.get("passing", ()):
            found.setdefault(each["frame"], []).extend(each["boxes"])
    return found


def meets(box, other):
    return all(a < d and b > c for a, b, c, d in zip(box[:2], box[2:], other[:2], other[2:],
                                                     strict=True))  # fmt: skip


def test_what_flies_over_a_text_is_noted_while_it_does(seen):
    def motion(scene):
        flier = Line(2.3 * LEFT + 0.4 * UP, 1.7 * LEFT + 0.4 * DOWN)
        scene.add(scene.readout("double"), flier)
        scene.play(flier.animate.shift(4 * RIGHT), run_time=1.0, rate_func=linear)

    scene = seen(motion)
    (rest,) = readout(scene)["rests"]
    over = [
        frame
        for frame, boxes in boxes_in(scene).items()
        if any(meets(box, rest["box"]) for box in boxes)
    ]
    # After a caption of 6 frames the line is in the middle in the eighth of 15; it crosses the
    # digit, of a sixth of a unit, within two frames of it, at 4/15 of a unit in each.
    assert 13 in over
    assert set(over) <= set(range(10, 17))
    assert boxes_in(scene, REST) == {}  # now it rests


def test_nothing_passes_over_itself(seen):
    def motion(scene):
        at = ValueTracker(1.0)
        scene.add(scene.axes.dot("walker", lambda: (at.get_value(), 4.5), MOVING))
        scene.play(FadeIn(scene.readout("double").shift(3 * RIGHT)), run_time=0.4)
        scene.play(at.animate.set_value(2.0), run_time=0.4)

    assert boxes_in(seen(motion)) == {}


@pytest.mark.parametrize("is_in_front", [True, False])
def test_of_what_crosses_a_dot_only_that_in_front_is_noted(seen, is_in_front):
    def motion(scene):
        dot = scene.axes.dot("double", lambda: scene.lesson.place, moving=False, radius=0.2)
        line = Line(dot.get_center() + LEFT + UP, dot.get_center() + RIGHT + DOWN)
        scene.add(dot, line.set_z_index(dot.z_index if is_in_front else 0))
        scene.play(Create(line), run_time=0.6)

    assert bool(boxes_in(seen(motion))) is is_in_front


def test_what_grows_over_a_ball_in_a_space_is_noted_where_the_ball_is(seen):
    def motion(scene):
        space = Space(size=(3, 3, 2))
        space.dot((0.5, 0.25, 0.125), colour=colour(SECANT), radius=0.1)
        scene.add(space)
        place = space.point_to_screen((0.5, 0.25, 0.125))
        scene.at = 427 + 854 / scene.camera.frame_width * place[0], 240 - 480 / 7.994 * place[1]
        scene.play(Create(Line(place + LEFT, place + RIGHT)), run_time=0.6, rate_func=linear)

    scene = seen(motion)
    x, y = scene.at
    over = {
        frame
        for frame, boxes in boxes_in(scene).items()
        if any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)
    }
    # Half of nine frames after the caption's six, the line has reached the ball's middle.
    assert over
    assert min(over) in {10, 11}


@pytest.mark.parametrize("source", ["$42 + 42$", "$4$"])
def test_a_text_that_turns_into_another_one_is_not_there_meanwhile(seen, source):
    def motion(scene):
        last = scene.readout("double")
        scene.add(last)
        scene.wait(0.4)
        scene.play(ReplacementTransform(last, Typeset(source, em=last.em)), run_time=0.4)

    rests = readout(seen(motion))["rests"]
    assert [rest["frames"] for rest in rests] == [[CAPTION, CAPTION + 6]]


def test_what_passes_far_from_everything_is_not_noted(seen):
    def motion(scene):
        flier = Line(3.2 * LEFT + 2 * UP, 3.0 * LEFT + 2 * UP)
        scene.remove(scene.axes)
        scene.play(flier.animate.shift(0.3 * RIGHT), run_time=0.4)

    assert boxes_in(seen(motion)) == {}


def test_what_passes_over_a_line_is_told_in_rows_that_cover_the_same():
    boxes = np.array([[3.2, 8.1, 11.9, 9.0], [10.0, 8.5, 21.0, 17.0], [40.0, 30.0, 41.0, 31.0]])
    assert _in_grains(boxes, 8) == [[0, 8, 24, 16], [8, 16, 24, 24], [40, 24, 48, 32]]
    assert _in_grains(boxes, 1) == [[3, 8, 12, 9], [10, 8, 21, 17], [40, 30, 41, 31]]
