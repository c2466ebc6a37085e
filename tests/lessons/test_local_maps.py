"""A map seen from near: its numbers, how it straightens, and maps of one's own."""

from functools import cache

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import CalcmlError, InvalidArgument, UnfitLesson
from calcml.lessons.gradient import JacobianLocalMap


@cache
def default():
    return JacobianLocalMap()


def mapped(**parameters):
    return JacobianLocalMap().with_parameters(**parameters)


def test_the_decks_numbers():
    ledger = default().ledger
    assert [ledger[f"value.{i}"].shown for i in (0, 1)] == ["0", "5"]
    assert default().matrix.tolist() == [[0, 1], [5, 1]]
    assert [ledger[f"partial.{i}"].shown for i in ("0.0", "0.1", "1.0", "1.1")] == [
        "2x·y", "x²", "5", "cos(y)",
    ]  # fmt: skip


def test_where_the_corner_lands_is_exact():
    # ((1 + h)² h / h, (5 h + sin h) / h)
    for i, h in enumerate((sp.Rational(1, 2), sp.Rational(1, 10), sp.Rational(1, 100))):
        across, up = (default().ledger[f"corner.{i}.{axis}"].exact for axis in "xy")
        assert across == (1 + h) ** 2
        assert sp.simplify(up - 5 - sp.sin(h) / h) == 0
        assert default().image_of_corner(float(h)) == pytest.approx((float(across), float(up)))


def test_the_corner_ends_at_the_sum_of_the_columns():
    assert default().end == (1, 6)
    assert [default().ledger[f"end.{axis}"].shown for axis in "xy"] == ["1", "6"]
    assert default().second_column_from_the_first == ((0, 5), (1, 6))


def test_the_picture_is_the_map_in_units_of_the_step():
    step, line = 0.1, default().grid[1]
    u, v = (np.array([1, 0]) + step * line).T
    expected = (np.column_stack([u**2 * v, 5 * u + np.sin(v)]) - [0, 5]) / step
    assert np.allclose(default().image_of_line(1, step), expected, atol=1e-12)


def test_the_bend_shrinks_with_the_step():
    bends = [default()._bend(h) for h in (0.4, 0.04, 0.004)]
    # A differentiable map errs by O(h²), which in units of h is O(h).
    assert bends[0] / bends[1] == pytest.approx(10, rel=0.3)
    assert bends[1] / bends[2] == pytest.approx(10, rel=0.03)


def test_the_parallelogram_is_spanned_by_the_columns():
    corners = default().parallelogram
    first, second = (np.array(default().column(axis)[1]) for axis in (0, 1))
    assert np.allclose(corners[2], first + second)
    assert np.allclose(corners[1], first - second)
    assert np.allclose(corners[0], corners[4])
    assert default().unit_arrow(1) == ((0, 0), (0, 1))
    assert default().corner == (1, 1)


def test_everything_lies_in_its_frame():
    for parameters in ({}, {"first": "x^2 - y^2", "second": "2x y", "at": "1, 1/2"}):
        lesson = mapped(**parameters)
        frame = lesson.frames["image"]
        for step in map(float, lesson.steps):
            for line in lesson.grid:
                across, up = lesson.image(line, step).T
                assert np.abs(across).max() < frame.x.limits[1]
                assert np.abs(up).max() < frame.y.limits[1]


def test_a_linear_map_is_not_said_to_bend():
    lesson = mapped(first="x + y", second="y")
    lesson.require_claims()
    assert lesson.caption("map_a_square").endswith("a square around it to a patch.")
    assert lesson.caption("shrink_the_square").endswith("straight to the eye, the image stays so.")


def test_an_image_that_is_still_bent_in_the_end_straightens_only():
    caption = mapped(steps="1/2, 2/5").caption("shrink_the_square")
    assert caption.endswith("both pictures are enlarged: its image straightens.")


def test_columns_in_one_direction_span_no_parallelogram():
    lesson = mapped(first="x y", second="x y", at="1, 1")
    lesson.require_claims()
    assert "parallelogram" not in lesson.caption("shrink_the_square")


@pytest.mark.parametrize(
    ("parameters", "kind", "message"),
    [
        ({"first": "1", "second": "2"}, UnfitLesson, "the map must not be constant"),
        ({"first": "1/x", "at": "1, 0", "steps": "1, 0.1"}, UnfitLesson, "choose smaller steps"),
        ({"first": "ln(x)", "at": "1, 0", "steps": "2, 1"}, UnfitLesson, "choose smaller steps"),
        ({"steps": "0.1, 0.5"}, UnfitLesson, "list the steps from the longest to the shortest"),
        ({"first": "|x|", "at": "0, 0"}, CalcmlError, "x"),
        ({"steps": "0, 1"}, InvalidArgument, r"steps\[0\] must be positive, got 0"),
        ({"at": "1"}, InvalidArgument, "at must have 2 items, got 1"),
        ({"first": "x +"}, InvalidArgument, "first: column"),
    ],
)
def test_what_cannot_be_told_is_refused_with_a_reason(parameters, kind, message):
    with pytest.raises(kind, match=message):
        told(mapped(**parameters))


def told(lesson):
    lesson.require_claims()
    return lesson.ledger
