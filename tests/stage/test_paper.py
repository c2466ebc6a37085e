"""A sum on paper: digits below digits, and a stroke above the result."""

import pytest
from manim import VGroup

from calcml.stage import theme
from calcml.stage.layout import Box
from calcml.stage.paper import set_on_paper
from calcml.stage.text import maths


@pytest.fixture
def written():
    theme.use("dark")
    names = VGroup(*(maths(name, em=0.3) for name in ("f(a + h)", "f(a)", "d")))
    values = VGroup(*(maths(f'#raw("{v}")', em=0.4) for v in ("9.06", "9.00", "0.06")))
    lines = Box(-4, 4, 0, 3).rows(1, 1, 1, gap=0.1)
    return names, values, set_on_paper(names, values, lines), lines


def test_numbers_begin_below_one_another(written):
    # They are centred by their ink, whose edges differ by less than a hundredth of an em.
    assert [value.pen for value in written[1]] == pytest.approx([written[1][0].pen] * 3, abs=4e-3)


def test_a_name_stands_on_the_line_of_its_number(written):
    for name, value in zip(written[0], written[1], strict=True):
        assert name.baseline == pytest.approx(value.baseline)
        assert name.get_right()[0] < value.get_left()[0]


def test_names_and_numbers_stand_in_the_middle_together(written):
    names, values, _, lines = written
    left, right = names.get_left()[0], values.get_right()[0]
    assert (left + right) / 2 == pytest.approx(lines[0].centre[0], abs=0.05)


def test_the_stroke_runs_between_the_last_two_lines_under_all_of_it(written):
    names, values, rule, _ = written
    assert values[1].get_bottom()[1] > rule.get_y() > values[2].get_top()[1]
    assert rule.get_left()[0] == pytest.approx(names.get_left()[0])
    assert rule.get_right()[0] == pytest.approx(values.get_right()[0])
