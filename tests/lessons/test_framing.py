"""Windows hold what must be seen and show as much of the curve as they can; names stand clear."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcml.core.functions import Function
from calcml.core.sampling import Window, sample_curve
from calcml.core.symbols import x
from calcml.lessons.framing import heights, suited_scale, widened
from calcml.lessons.placing import Name, free_place
from calcml.lessons.scales import Frame, decades, ticked
from tests.foreign import FOREIGN

TEXTS = sorted({text for text, _ in FOREIGN.values()})
numbers = st.floats(-1e6, 1e6).map(lambda v: round(v, 3))


@pytest.mark.parametrize("text", TEXTS)
def test_what_must_be_seen_is_seen_and_large(text):
    f = Function.parse(text, x)
    values = f.raw(np.linspace(1.25, 2.5, 50))
    hold = (float(values[0]), float(values[-1]))
    low, high = heights(f, (0.5, 3), hold=hold)
    assert low <= min(hold)
    assert max(hold) <= high
    shown = f.raw(np.linspace(0.5, 3, 801))
    if abs(hold[1] - hold[0]) > 0.2 * np.ptp(np.quantile(shown[np.isfinite(shown)], (0.05, 0.95))):
        assert abs(hold[1] - hold[0]) > 0.3 * (high - low)


def test_a_bounded_curve_is_shown_whole():
    f = Function.parse("sin(x)", x)
    low, high = heights(f, (-10, 10), hold=(0.5, 0.6), share=0.01)
    assert low < -1 < 1 < high


def test_a_pole_does_not_flatten_the_rest():
    low, high = heights(Function.parse("1/(x - 1)", x), (0, 3), hold=(-1, 1))
    assert high - low < 6


@given(numbers, numbers, st.floats(0, 0.4))
def test_widened_intervals_rise_and_hold_their_ends(a, b, room):
    low, high = widened((min(a, b), max(a, b)), room)
    assert low < high
    assert low <= min(a, b) <= max(a, b) <= high


@given(numbers, st.floats(1e-9, 1e9))
def test_scales_have_a_handful_of_ticks_inside(low, size):
    scale = suited_scale((low, low + size)) if low + size > low else suited_scale((0, size))
    assert 2 <= len(scale.ticks) <= 11
    slack = 1e-9 * max(abs(scale.low), abs(scale.high))
    assert all(scale.low - slack <= float(t) <= scale.high + slack for t in scale.ticks)


@pytest.mark.parametrize("text", ["x^2/4", "sin(3x)", "5 - x", "tan(x)", "2"])
def test_a_name_stands_clear_of_the_curve_and_inside(text):
    frame = Frame(ticked(-4, 4, 1), ticked(-2, 6, 1))
    curve = sample_curve(Function.parse(text, x), Window(x=(-4, 4), y=(-2, 6)))
    name = Name(0.25, 0.08)
    across, up = free_place(frame, name, clear_of=[curve])
    points = np.vstack(curve.pieces)
    inside = (abs(points[:, 0] - across) < 1) & (abs(points[:, 1] - up) < 0.32)
    assert not inside.any()
    assert -3 <= across <= 3
    assert -1.68 <= up <= 5.68


def test_a_name_is_near_what_it_names_also_on_logarithmic_axes():
    frame = Frame(decades(-4, 0), decades(-8, 0))
    line = np.array([[1e-4, 1e-8], [1.0, 1.0]])
    across, up = free_place(frame, Name(0.1), clear_of=[line], near=np.array([[1e-1, 1e-2]]))
    assert 1e-2 < across < 1
    assert 1e-4 < up < 1
    assert abs(np.log10(up) - 2 * np.log10(across)) > 0.3
