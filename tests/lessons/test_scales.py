"""Scales are exact at their ticks."""

import math

import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument
from calcml.lessons.scales import Frame, LogScale, Scale, decades, nice_scale, ticked


def test_ticks_are_exact_multiples_of_the_step():
    assert ticked(0, 0.5, 0.1).ticks == tuple(sp.Rational(k, 10) for k in range(6))
    assert ticked(-3, 3, 2, skip=[0]).ticks == (-2, 2)


def test_shares_run_from_zero_to_one():
    scale = Scale(-2.0, 6.0, ())
    assert [scale.share(v) for v in (-2, 0, 6)] == [0, 0.25, 1]
    log = LogScale(-16, 0, (sp.Integer(-8),))
    assert log.share(1e-8) == pytest.approx(0.5)
    assert log.limits == (1e-16, 1.0)


@pytest.mark.parametrize(("low", "high"), [(1.0, 1.0), (2.0, 1.0), (0.0, math.inf), (math.nan, 1)])
def test_a_scale_runs_upwards_between_finite_ends(low, high):
    with pytest.raises(InvalidArgument, match="a scale must run upwards"):
        Scale(low, high, ())


@pytest.mark.parametrize(
    ("low", "high", "step"), [(0, 5.4, 1), (0, 27, 5), (-0.3, 0.3, 0.1), (0, 1000, 200)]
)
def test_nice_steps_are_one_two_or_five_times_a_power_of_ten(low, high, step):
    ticks = nice_scale(low, high).ticks
    assert float(ticks[1] - ticks[0]) == pytest.approx(step)


def test_decades_without_a_number_are_minor_ticks():
    scale = decades(-5, 1, every=2)
    assert scale.ticks == (-4, -2, 0)
    assert scale.minor == (-5, -3, -1, 1)


def test_tick_numbers_are_entries():
    frame = Frame(ticked(0, 2, 1), LogScale(-2, 0, (sp.Integer(-2), sp.Integer(0))))
    shown = {e.key: e.shown for e in frame.entries("main")}
    assert shown == {
        "axes.main.x.0": "0", "axes.main.x.1": "1", "axes.main.x.2": "2",
        "axes.main.y.0": "10⁻²", "axes.main.y.1": "10⁰",
    }  # fmt: skip
