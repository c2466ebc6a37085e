"""Two points of a line follow the step, with run and rise between them."""

import pytest

from calcml.lessons.derivative.straight_picture import StraightPicture
from calcml.lessons.scales import Frame, Scale
from calcml.stage.layout import Box
from calcml.stage.plots import Plot
from calcml.stage.two_points import TwoPoints

FRAME = Frame(Scale(0.0, 4.0, ticks=()), Scale(0.0, 8.0, ticks=()))
PICTURE = StraightPicture(2.0, 0.0, 1.0, 2.0, FRAME)


@pytest.fixture
def plot():
    return Plot(FRAME, Box(0, 4, 0, 4), {}, "main")


def test_everything_follows_the_step(plot):
    now = [2.0]
    pair = TwoPoints(plot, PICTURE, lambda: now[0], em=0.3)
    for step in (2.0, 0.5):
        now[0] = step
        pair.update()
        assert pair.fixed.get_center() == pytest.approx(plot.point(1, 2))
        assert pair.moving.get_center() == pytest.approx(plot.point(1 + step, 2 + 2 * step))
        assert pair.run.get_end() == pytest.approx(plot.point(1 + step, 2))
        assert pair.rise.get_end() == pytest.approx(plot.point(1 + step, 2 + 2 * step))


def test_the_letter_hangs_below_the_middle_of_the_run(plot):
    pair = TwoPoints(plot, PICTURE, lambda: 1.0, em=0.3)
    across, level, _ = plot.point(1.5, 2)
    assert pair.letter.get_center()[0] == pytest.approx(across)
    assert pair.letter.get_top()[1] < level


def test_dashed_lines_lead_down_from_both_points(plot):
    now = [2.0]
    drops = TwoPoints(plot, PICTURE, lambda: now[0], em=0.3).drops()
    now[0] = 1.0
    drops.update()
    for line, across, up in zip(drops, (1, 2), (2, 4), strict=True):
        assert line.get_start() == pytest.approx(plot.point(across, 0))
        assert line.get_end() == pytest.approx(plot.point(across, up), abs=1e-9)
