"""A scene tells its lesson in beats, and refuses what it could not tell honestly."""

import numpy as np
import pytest
from manim import Dot, VMobject

from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.stage import lint
from calcml.stage.scene import BeatSpan

pytestmark = pytest.mark.usefixtures("dry")


def test_beats_become_spans_with_captions(told):
    assert [(s.name, s.caption) for s in told.timeline] == [
        ("show_the_point", "Twice 3 is 6."),
        ("rest", "That is all there is to see in this picture, and it stays a while."),
    ]


def test_a_beat_holds_until_its_caption_can_be_read(told):
    # 15 characters a second, rounded up to a whole fifth of a second.
    span = told.timeline[1]
    reading = len(span.caption) / 15
    assert reading <= span.end - span.start < reading + 0.2


def test_the_end_of_each_beat_is_announced(doubling):
    seen = []
    scene = doubling(skip_animations=True)
    scene.beat_ended = lambda s, span: seen.append((s, span.name))
    scene.render()
    assert seen == [(scene, "show_the_point"), (scene, "rest")]


def test_another_lesson_is_told_by_a_subclass(doubling):
    other = type("Other", (doubling,), {"lesson": type(doubling.lesson)(x=1)})
    scene = other(skip_animations=True)
    scene.render()
    assert scene.timeline[0].caption == "Twice 1 is 2."


def test_a_false_claim_stops_the_scene_before_it_starts(doubling):
    other = type("Other", (doubling,), {"lesson": type(doubling.lesson)(x=-1)})
    with pytest.raises(UnfitLesson, match="“doubling makes −1 larger” is false: choose a positive"):
        other(skip_animations=True).render()


def test_a_beat_without_caption_is_refused(told):
    with pytest.raises(InvalidArgument, match="every beat needs a caption in Doubling"):
        told.tell("unheard_of", lambda: None)


@pytest.mark.parametrize("maker", ["label", "note"])
def test_a_number_without_entry_cannot_be_written(told, maker):
    with pytest.raises(InvalidArgument, match="a number on screen comes from an entry"):
        getattr(told, maker)("x = 3")


def test_a_template_around_a_readout_holds_no_digits(told):
    assert told.readout("double", template="y = VALUE").source == "$y = 6$"
    assert told.symbol("double").source == "$display(2 x)$"
    with pytest.raises(InvalidArgument, match="got digits in 'VALUE \\+ 1'"):
        told.readout("double", template="VALUE + 1")
    with pytest.raises(InvalidArgument, match="got digits"):
        told.table(["x_1"], [["x"]], told.regions.panel)


def test_marks_know_where_they_belong(told):
    (mark,) = told.marks
    assert mark.name == "double"
    assert np.allclose(mark.mobject.get_center(), mark.plot.point(3, 6))
    inner = mark.plot.inner
    assert mark.plot.point(0, 0)[:2] == pytest.approx([inner.left, inner.bottom])
    assert mark.plot.point(8, 8)[:2] == pytest.approx([inner.right, inner.top])


def test_lines_are_cut_at_the_border_of_the_axes(told):
    plot = told.plots[0]
    for slope in (0.0, 0.5, -3.0, 100.0):
        line = plot.line(lambda slope=slope: (4, 4, slope), lint.BACKGROUND)
        for end in (line.get_start(), line.get_end()):
            assert plot.inner.left - 1e-9 <= end[0] <= plot.inner.right + 1e-9
            assert plot.inner.bottom - 1e-9 <= end[1] <= plot.inner.top + 1e-9


def test_table_rows_appear_in_their_colour(told):
    table = told.table(["x", '"double"'], [["x", "double"]], told.regions.panel)
    appear, *steps_back = table.show(0)
    assert [*appear.mobject] == [*table.rows[0]]
    assert steps_back == []
    left, right = table.rows[0]
    assert left.baseline == pytest.approx(right.baseline)


class TestLint:
    def rules(self, scene):
        return [fault.rule for fault in lint.faults(scene)]

    def test_a_good_picture_has_no_fault(self, told):
        assert lint.faults(told) == []

    def test_text_outside_the_safe_area(self, told):
        told.add(told.note("away").move_to([7.2, 0, 0]))
        assert self.rules(told) == ["text must stay in the safe area"]

    def test_text_on_text(self, told):
        told.add(told.note("over").move_to([3, -1, 0]), told.note("under").move_to([3.1, -1, 0]))
        (fault,) = lint.faults(told)
        assert str(fault) == "texts must not overlap: 'over' and 'under'"

    def test_text_too_small(self, told):
        told.add(told.note("tiny").move_to([4, 1, 0]).scale(0.5))
        assert "text must not be so small" in self.rules(told)[0]

    def test_text_too_faint(self, told):
        told.add(told.note("faint", lint.PANEL).move_to([4, 1, 0]))
        assert "text must stand out (contrast 1" in self.rules(told)[0]

    def test_invisible_text_is_no_fault(self, told):
        told.add(told.note("away").move_to([9, 0, 0]).set_opacity(0))
        assert lint.faults(told) == []

    def test_coordinates_that_are_not_finite(self, told):
        told.add(VMobject().set_points_as_corners([[0, 0, 0], [np.nan, 1, 0]]), Dot())
        assert self.rules(told) == ["coordinates must be finite"]


def test_spans_are_plain_values():
    assert BeatSpan("a", "A.", 0.0, 1.0) == BeatSpan("a", "A.", 0.0, 1.0)
