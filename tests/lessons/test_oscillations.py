"""The sine far out and next to a point: a window that moves, bands in vain, and a limit."""

import math

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument
from calcml.lessons.limits import SineOscillation
from calcml.lessons.limits.far_waves import FarWave

POINTS = (1, 0, "pi/4", "-5/2")


@pytest.fixture(scope="module", params=POINTS)
def lesson(request):
    return SineOscillation(at=sp.sympify(request.param))


def shown(lesson, *keys):
    return [lesson.ledger[key].shown for key in keys]


def test_the_numbers_are_the_outlines():
    lesson = SineOscillation()
    assert shown(lesson, "limsup", "liminf", "limit.near") == ["1", "−1", "0.8415"]
    assert shown(lesson, "limit.far") == ["does not exist"]
    assert lesson.caption("come_back_to_a_point").endswith("sin(1), which is about 0.8415.")


def test_no_band_narrower_than_the_wave_holds_it():
    for tolerance in ("0.1", "0.5", "0.9"):
        ledger = SineOscillation(tolerance=tolerance).ledger
        assert [ledger[f"fate.{i}"].value for i in range(3)] == [False] * 3


def test_the_limit_is_the_value(lesson):
    assert lesson.ledger["limit.near"].exact == sp.sin(lesson.at)


def test_both_sides_close_in_on_the_limit(lesson):
    for side in ("left", "right"):
        away = [
            abs(lesson.ledger[f"{side}.value.{k}"].exact - sp.sin(lesson.at)).evalf(20)
            for k in lesson.nearness
        ]
        # The slope of the sine is 1 at most: from x to a it changes by |x - a| at most.
        assert all(gap <= sp.Rational(1, 10**k) for k, gap in zip(lesson.nearness, away))  # noqa: B905
        assert away == sorted(away, reverse=True)


class TestFarWave:
    wave: FarWave = SineOscillation().picture

    @pytest.mark.parametrize("start", [0.0, 1.3, 40.0])
    def test_the_window_shows_the_sine_from_its_left_side(self, start):
        (piece,) = self.wave.curve(start).pieces
        assert np.allclose(piece[:, 1], np.sin(start + piece[:, 0]))
        assert (piece[0, 0], piece[-1, 0]) == self.wave.frame.x.limits

    @pytest.mark.parametrize("level", [0.0, 0.5, 1.0, 2.0])
    @pytest.mark.parametrize("start", [0.0, 3.3])
    def test_what_escapes_is_outside_of_the_band_and_nothing_else_is(self, start, level):
        (_, low), (_, high) = self.wave.band(level)
        outside = np.vstack(self.wave.escaping(start, level).pieces)
        assert ((outside[:, 1] <= low) | (outside[:, 1] >= high)).all()
        (whole,) = self.wave.curve(start).pieces
        beyond = whole[(whole[:, 1] < low) | (whole[:, 1] > high)]
        assert len(outside) >= len(beyond)

    def test_the_band_moves_from_level_to_level(self):
        assert [self.wave.middle(i) for i in (0, 1, 2)] == [0, 1, -1]
        assert self.wave.middle(1.5) == 0

    @pytest.mark.parametrize("start", [0.0, 2.0, 50.0])
    @pytest.mark.parametrize("sign", [1, -1])
    def test_peaks_are_the_places_where_the_sine_is_one(self, start, sign):
        peaks = self.wave.peaks(start, sign)
        assert len(peaks) in {2, 3}
        for across, up in peaks:
            assert 0 <= across <= self.wave.frame.x.high
            # A place near 64 is known to 1e-14, and at a peak the sine changes with its square.
            assert math.sin(start + across) == pytest.approx(up, abs=1e-15)

    def test_every_stop_is_whole_periods_farther(self):
        turns = [stop / math.tau for stop in self.wave.stops]
        assert turns == [4, 5, 6, 7]

    def test_once_back_the_point_is_in_the_middle(self, lesson):
        wave = lesson.picture
        across, up = wave.target
        assert wave.back + across == pytest.approx(float(lesson.at))
        assert up == pytest.approx(math.sin(lesson.at))
        for side in (-1, 1):
            place, height = wave.walker(side, 1)
            assert side * (place - across) == pytest.approx(0.1)
            assert height == pytest.approx(math.sin(wave.back + place))


@pytest.mark.parametrize(("name", "value"), [("at", 4), ("tolerance", 1), ("tolerance", 0)])
def test_what_shows_nothing_is_refused(name, value):
    with pytest.raises(InvalidArgument, match=f"{name} must"):
        SineOscillation(**{name: value})
