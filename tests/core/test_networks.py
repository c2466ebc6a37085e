"""Backpropagation: the derivatives of the whole error, found by other ways."""

import math

import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument
from calcml.core.networks import backpropagation

CASES = (
    (2, 1, (0.5, -0.25), (1.5, -1)),
    (1, 0, (1,), (1,)),
    (-0.5, 2, (1, 0, -3), (0.25, 7, 0)),
)


@pytest.mark.parametrize(("x", "target", "inner", "outer"), CASES)
def test_slopes_are_the_derivatives_of_the_whole_error(x, target, inner, outer):
    found = backpropagation(x, target, inner=inner, outer=outer)
    w, v = sp.symbols(f"w:{len(inner)}"), sp.symbols(f"v:{len(outer)}")
    at, goal, *weights = (sp.Rational(str(c)) for c in (x, target, *inner, *outer))
    error = (sum(b * sp.tanh(a * at) for a, b in zip(w, v, strict=True)) - goal) ** 2 / 2
    place = dict(zip((*w, *v), weights, strict=True))
    for symbols, slopes in ((w, found.by_inner), (v, found.by_outer)):
        for symbol, slope in zip(symbols, slopes, strict=True):
            assert abs((sp.diff(error, symbol).subs(place) - slope).evalf(40)) < 1e-35
    assert abs((error.subs(place) - found.error).evalf(40)) < 1e-35


@pytest.mark.parametrize(("x", "target", "inner", "outer"), CASES)
def test_slopes_agree_with_symmetric_differences_in_doubles(x, target, inner, outer):
    found, step = backpropagation(x, target, inner=inner, outer=outer), 1e-5

    def error(w, v):
        y = sum(b * math.tanh(a * x) for a, b in zip(w, v, strict=True))
        return (y - target) ** 2 / 2

    for i, slope in enumerate(found.by_inner):
        up, down = ([w + s * step * (j == i) for j, w in enumerate(inner)] for s in (1, -1))
        # Truncation is below h² times third derivatives of about 100; round-off below 1e-10.
        assert (error(up, outer) - error(down, outer)) / (2 * step) == pytest.approx(
            float(slope), abs=2e-8
        )
    for i, slope in enumerate(found.by_outer):
        up, down = ([v + s * step * (j == i) for j, v in enumerate(outer)] for s in (1, -1))
        assert (error(inner, up) - error(inner, down)) / (2 * step) == pytest.approx(
            float(slope), abs=2e-8
        )


def test_each_slope_is_the_next_one_times_the_slope_of_the_edge():
    found = backpropagation(2, 1, inner=(0.5, -0.25), outer=(1.5, -1))
    assert found.by_output == found.output - 1
    assert found.by_hidden == (found.by_output * sp.Rational(3, 2), found.by_output * -1)
    for i in (0, 1):
        assert found.by_sums[i] == found.by_hidden[i] * found.local[i]
        assert found.by_inner[i] == found.by_sums[i] * 2


def test_at_the_target_nothing_pulls():
    found = backpropagation(0, 0, inner=(3,), outer=(4,))
    assert (found.error, *found.by_inner, *found.by_outer) == (0, 0, 0)


@pytest.mark.parametrize(("inner", "outer"), [((), ()), ((1,), (1, 2))])
def test_weights_must_come_in_pairs(inner, outer):
    with pytest.raises(InvalidArgument, match="one weight into each hidden unit"):
        backpropagation(1, 1, inner=inner, outer=outer)
