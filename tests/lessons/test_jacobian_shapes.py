"""The shape of the Jacobian: its entries, the picture, and outputs of one's own."""

from functools import cache

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument, UnfitLesson
from calcml.core.symbols import x, y
from calcml.lessons.gradient import JacobianShape


@cache
def default():
    return JacobianShape()


def with_parameters(**parameters):
    return default().with_parameters(**parameters)


def test_the_decks_matrix_is_three_by_two():
    assert default().formulas.exact == sp.ImmutableMatrix([[y, x], [1, 1], [2 * x, 0]])
    assert default().matrix.exact.tolist() == [[1, 2], [1, 1], [4, 0]]
    assert [default().ledger[f"shape.{name}"].shown for name in ("rows", "columns")] == ["3", "2"]
    assert (len(default().rows), len(default().columns)) == (3, 2)


def test_a_row_is_the_gradient_of_its_output():
    for row, output in zip(default().rows, ("x*y", "x + y", "x**2"), strict=True):
        expression = sp.sympify(output, locals={"x": x, "y": y})
        assert list(default().formulas.exact.row(row)) == [expression.diff(v) for v in (x, y)]


def test_an_arrow_is_as_long_as_its_output_grows_fast():
    for axis in default().columns:
        for row in default().rows:
            (_, foot), (_, tip) = default().rate(row, axis)
            moved = list(default().inputs)
            moved[axis] += 1e-6
            grown = default().output(row, (moved[0], moved[1])) - default().output(
                row, default().inputs
            )
            # The second derivative is 2 at most: the quotient errs by 1e-6, rounding by 1e-9.
            assert tip - foot == pytest.approx(grown / 1e-6, abs=2e-6)


def test_bars_stand_on_zero_and_reach_the_output():
    (left, low), (right, high) = default().bar(2, (3.0, 1.0))
    assert (low, high) == (0, 9)
    assert (left + right) / 2 == 3
    (_, low), (_, high) = with_parameters(third="-x").bar(2, (3.0, 1.0))
    assert (low, high) == (-3, 0)


def test_everything_lies_in_its_frame():
    tracks, outputs = default().frames["inputs"], default().frames["outputs"]
    low, high = outputs.y.limits
    for axis in default().columns:
        for value in (*default().visits(axis), default().unit(axis)[1][0]):
            assert tracks.x.limits[0] <= value <= tracks.x.limits[1]
        inputs = np.array([default().inputs] * 3)
        inputs[:, axis] = default().visits(axis)
        for row in default().rows:
            heights = [default().output(row, tuple(at)) for at in inputs]
            assert low <= min(heights) <= max(heights) <= high
            assert low <= default().rate(row, axis)[1][1] <= high
        assert default().visits(axis)[-1] == default().inputs[axis]
        assert default().knob(axis, 1.5) == (1.5, default().track(axis)[0][1])


def test_a_zero_is_told_only_where_an_output_ignores_y():
    assert "zero" in default().caption("nudge_y")
    assert "zero" not in with_parameters(third="x^2 + y").caption("nudge_y")


def test_rounded_entries_are_not_said_to_equal():
    assert default().equals == "="
    assert with_parameters(at="sqrt(2), 1").equals == "approx"


@pytest.mark.parametrize(
    ("parameters", "kind", "message"),
    [
        ({"first": "ln(x)", "at": "1/2, 1"}, UnfitLesson, "choose other inputs"),
        ({"first": "0", "second": "0", "third": "0"}, UnfitLesson, "some output must differ"),
        ({"at": "1, 2, 3"}, InvalidArgument, "at must have 2 items, got 3"),
        ({"third": "z"}, InvalidArgument, "third: "),
    ],
)
def test_what_cannot_be_told_is_refused_with_a_reason(parameters, kind, message):
    with pytest.raises(kind, match=message):
        assert with_parameters(**parameters).ledger
