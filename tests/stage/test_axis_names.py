"""Names are shifted clear of lines, and lifted over borders, no further than needed."""

import numpy as np
import pytest
from manim import RIGHT, Square

from calcml.stage.axis_names import kept_clear, outline
from calcml.stage.fitting import on_or_above

UPRIGHT = np.array([[0.0, -3.0, 0.0], [0.0, 3.0, 0.0]])


def test_a_name_is_shifted_by_steps_until_no_line_runs_through_it():
    # Half of the square and its margin of 0.03 are clear of the line from 0.53 on.
    name = kept_clear(Square(1), [UPRIGHT], 0.3 * RIGHT)
    assert name.get_center() == pytest.approx([0.6, 0, 0])


def test_a_name_that_is_clear_or_cannot_be_stays():
    clear = kept_clear(Square(1).shift(2 * RIGHT), [UPRIGHT], RIGHT)
    assert clear.get_center() == pytest.approx([2, 0, 0])
    stuck = kept_clear(Square(1), [UPRIGHT], 0.01 * RIGHT)
    assert stuck.get_center() == pytest.approx([0, 0, 0])


def test_an_outline_is_closed_and_keeps_its_margin():
    corners = outline(Square(2), margin=0.5)
    assert corners[0] == pytest.approx(corners[-1])
    assert corners.min(axis=0) == pytest.approx([-1.5, -1.5, 0])
    assert corners.max(axis=0) == pytest.approx([1.5, 1.5, 0])


def test_only_what_reaches_below_a_level_is_lifted():
    low, high = Square(2), Square(2).shift([0, 5, 0])
    on_or_above(low, 0.5)
    on_or_above(high, 0.5)
    assert low.get_bottom()[1] == pytest.approx(0.5)
    assert high.get_bottom()[1] == 4
