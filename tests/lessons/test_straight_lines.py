"""Constants and straight lines: the deck's numbers, and triangles that keep their shape."""

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument
from calcml.lessons.derivative import ConstantDerivative, LinearDerivative

CONSTANT, LINEAR = ConstantDerivative(), LinearDerivative()


def shown(lesson, start):
    return [entry.shown for key, entry in lesson.ledger.items() if key.startswith(start)]


@pytest.mark.parametrize("constant", [1, 3, 9])
def test_of_a_constant_every_quotient_is_zero(constant):
    lesson = ConstantDerivative(constant=constant)
    assert shown(lesson, "step.") == ["1", "0.1", "0.01"]
    assert [lesson.ledger[f"quotient.{i}"].exact for i in range(3)] == [0, 0, 0]
    assert lesson.ledger["slope"].exact == lesson.ledger["rise"].exact == 0
    assert lesson.ledger["function"].shown == f"f(x) = {constant}"


def test_the_limit_is_kept_in_every_line_of_a_constant():
    symbols = [CONSTANT.ledger[f"line.{i}"].symbol for i, _ in enumerate(CONSTANT.lines)]
    assert set(symbols) == {"lim_(h -> 0)"}
    assert CONSTANT.ledger["step"].typst.count("lim_(h -> 0)") == 2
    assert CONSTANT.ledger["slide.step"].typst.count("lim_(h -> 0)") == 1


@pytest.mark.parametrize(
    ("kind", "other"), [(ConstantDerivative, {"constant": 4}), (LinearDerivative, {"slope": 4})]
)
def test_the_slide_is_spoken_of_with_its_own_numbers_only(kind, other):
    def told(lesson):
        lesson.require_claims()
        return " ".join(lesson.caption(beat) for beat in lesson.beats)

    assert "The slide" in told(kind())
    assert "The slide" not in told(kind(**other))
    assert not any(key.startswith("slide") for key in kind(**other).ledger)


@pytest.mark.parametrize("slope", [2, 3, 9])
def test_of_a_straight_line_rise_and_step_are_in_proportion(slope):
    lesson = LinearDerivative(slope=slope)
    for i, _ in enumerate(lesson.steps):
        step, rise, quotient = (
            lesson.ledger[f"{key}.{i}"].exact for key in ("step", "rise", "quotient")
        )
        assert rise == slope * step
        assert quotient == slope
    assert lesson.derivative == slope


def test_the_line_has_the_decks_numbers_and_is_not_constant():
    assert shown(LINEAR, "rise.") == ["3", "1.5", "0.3"]
    assert shown(LINEAR, "value.") == ["0", "3"]
    assert LINEAR.caption("climb_the_line").endswith("3x is 0 at x = 0, but 3 at x = 1.")


def test_each_line_of_the_algebra_is_the_first_simplified():
    x, h = sp.symbols("x h")
    plain = str.maketrans({"·": "*", "−": "-"})
    lines = [
        sp.sympify(
            text.translate(plain).replace("3x", "3*x").replace("3h", "3*h"),
            locals={"x": x, "h": h},
        )
        for _, text in LINEAR.lines
    ]
    assert [sp.simplify(line) for line in lines] == [3] * 4


@pytest.mark.parametrize("lesson", [CONSTANT, LINEAR], ids=["constant", "linear"])
class TestPicture:
    def test_run_and_rise_lead_from_point_to_point(self, lesson):
        picture = lesson.picture
        for step in lesson.steps:
            along = picture.steps_along(step)
            assert tuple(along[0]) == picture.point(0)
            assert tuple(along[-1]) == picture.point(step)
            (start, corner), (foot, top) = picture.run(step), picture.rise(step)
            assert corner == foot
            assert corner[1] == start[1]
            assert top[0] == foot[0]

    def test_the_picture_holds_the_longest_step(self, lesson):
        picture, frame = lesson.picture, lesson.picture.frame
        for across, up in (picture.point(0), picture.point(lesson.steps[0]), picture.end):
            assert frame.x.low <= across <= frame.x.high
            assert frame.y.low <= up <= frame.y.high
        assert picture.point(lesson.steps[0])[0] < picture.end[0]

    def test_the_curve_is_the_line(self, lesson):
        (piece,) = lesson.picture.curve.pieces
        assert np.allclose(piece[:, 1], [lesson.function(float(at)) for at in piece[:, 0]])

    def test_the_name_stands_clear_of_the_line(self, lesson):
        across, up = lesson.picture.name_place(0.2, 0.1)
        height = lesson.picture.frame.y.high
        assert abs(up - lesson.picture.on_line(across)[1]) > 0.05 * height

    def test_dashed_lines_end_on_the_axis_and_at_the_point(self, lesson):
        foot, point = lesson.picture.drop(lesson.steps[0])
        assert foot == lesson.picture.foot(lesson.steps[0])
        assert point == lesson.picture.point(lesson.steps[0])


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [(ConstantDerivative, "constant", 0), (LinearDerivative, "slope", 1),
     (LinearDerivative, "slope", "2.5")],
)  # fmt: skip
def test_what_shows_nothing_is_refused(kind, name, value):
    with pytest.raises(InvalidArgument, match=f"{name} must be a whole number"):
        kind(**{name: value})
