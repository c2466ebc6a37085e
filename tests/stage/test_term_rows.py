"""Rows of terms: columns below one another, and all texts of a row on one line."""

import pytest

from calcml.stage.layout import Box
from calcml.stage.term_rows import on_its_line, term_cells
from calcml.stage.text import maths

BOX = Box(-6.0, 0.0, -2.0, 2.0)


def test_columns_stand_below_one_another():
    cells = term_cells(BOX, ["f", "x", "y"], shares=[2, 1, 1], em=0.4)
    for column in zip(*cells.values(), strict=True):
        assert len({(cell.left, cell.right) for cell in column}) == 1
    tops = [row[0].top for row in cells.values()]
    assert tops == sorted(tops, reverse=True)
    assert tops[0] == pytest.approx(-cells["y"][0].bottom)


def test_a_wide_box_is_not_filled():
    (row,) = term_cells(Box(0.0, 20.0, 0.0, 2.0), ["f"], shares=[1, 1], em=0.4).values()
    assert row[0].left == 0.0
    assert row[-1].right < 10


@pytest.mark.parametrize("side", ["middle", "right", "before"])
def test_texts_stand_on_the_line_at_their_side(side):
    cell = Box(1.0, 3.0, 0.0, 1.0)
    low, high = (on_its_line(maths(m, em=0.4), cell, side=side) for m in ("a", "frac(a, b)"))
    assert low.baseline == pytest.approx(high.baseline)
    for text in (low, high):
        place = {"middle": text.get_x(), "right": text.get_right()[0], "before": text.get_x()}
        assert place[side] == pytest.approx({"middle": 2.0, "right": 3.0, "before": 1.0}[side])
