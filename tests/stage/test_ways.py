"""Ways from an input to an output: letters, lines between them, and names outside."""

import numpy as np
import pytest

from calcml.stage.layout import Box
from calcml.stage.text import maths
from calcml.stage.ways import Ways

BOXES = Box(0, 4, 0, 3), Box(-2, 1, -5, 1)


@pytest.fixture(params=BOXES)
def ways(request):
    z, x, y, t = (maths(letter, em=0.3) for letter in "zxyt")
    return Ways(z, (x, y), t, request.param), request.param


def test_the_letters_stand_in_the_box_and_mirror_one_another(ways):
    drawn, box = ways
    source, left, right, output = drawn.letters
    assert source.get_bottom()[1] == pytest.approx(box.bottom)
    assert output.get_top()[1] == pytest.approx(box.top)
    assert left.get_x() - box.left == pytest.approx(box.right - right.get_x())
    assert left.get_y() == pytest.approx(right.get_y()) == pytest.approx(box.centre[1])


def test_every_line_points_from_letter_to_letter_and_touches_neither(ways):
    drawn, _ = ways
    source, left, right, output = drawn.letters
    pairs = ((source, left), (source, right), (left, output), (right, output))
    for line, (one, other) in zip((*drawn.lower, *drawn.upper), pairs, strict=True):
        whole = other.get_center() - one.get_center()
        part = line.get_end() - line.get_start()
        assert np.linalg.norm(np.cross(whole, part)) == pytest.approx(0, abs=1e-12)
        for place, letter in ((line.get_start(), one), (line.get_end(), other)):
            assert np.linalg.norm(place - letter.get_center()) == pytest.approx(0.3)


def test_names_stand_outside_of_their_lines(ways):
    drawn, _ = ways
    for lines in (drawn.lower, drawn.upper):
        first, second = (drawn.beside(line, maths("x y", em=0.2)) for line in lines)
        assert first.get_right()[0] < lines[0].get_center()[0]
        assert second.get_left()[0] > lines[1].get_center()[0]
        for name, line in ((first, lines[0]), (second, lines[1])):
            assert name.get_y() == pytest.approx(line.get_center()[1])
