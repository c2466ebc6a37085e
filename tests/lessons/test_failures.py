"""How limits fail: four functions chosen against one another, and where their points run."""

import math

import numpy as np
import pytest
import sympy as sp

from calcml.lessons.limits import LimitFailureModes

LESSON = LimitFailureModes()


def shown(*keys):
    return [LESSON.ledger[key].shown for key in keys]


def test_the_sides_are_the_outlines():
    assert shown("jump.left", "jump.right", "jump.both") == ["−1", "1", "does not exist"]
    assert shown("kink.left", "kink.right", "kink.both") == ["0", "0", "0"]
    assert shown("wave.both", "decay.both") == ["does not exist", "0"]


def test_of_each_pair_the_second_has_a_limit_and_the_first_has_none():
    for without, like_it in LESSON.pairs:
        assert not LESSON.exists(without)
        assert LESSON.exists(like_it)


def test_what_is_written_is_the_function():
    x = sp.Symbol("x", real=True)
    texts = {"jump": "Abs(x)/x", "kink": "Abs(x)", "wave": "sin(x)", "decay": "sin(x)/x"}
    for name, f in LESSON.functions.items():
        assert sp.simplify(f.expression - sp.sympify(texts[name], locals={"x": x})) == 0


@pytest.mark.parametrize("name", ["jump", "kink"])
@pytest.mark.parametrize("side", ["left", "right"])
def test_points_walk_on_the_curve_to_where_their_side_leads(name, side):
    sign = 1 if side == "right" else -1
    across, up = LESSON.walker(name, side, LESSON.outset)
    assert across * sign == LESSON.outset
    assert up == (sign if name == "jump" else LESSON.outset)
    arrived = LESSON.walker(name, side, LESSON.nearest)
    assert arrived == (0, LESSON.ledger[f"{name}.{side}"].value)


def test_rings_stand_where_the_curve_is_not():
    assert LESSON.rings("jump") == ((0, -1), (0, 1))
    assert LESSON.rings("kink") == ()  # there the curve is


@pytest.mark.parametrize("name", ["wave", "decay"])
@pytest.mark.parametrize("across", [0.1, 7.0, 26.0])
def test_the_curve_so_far_ends_at_the_point_that_runs(name, across):
    place, height = LESSON.runner(name, across)
    expected = math.sin(across) / (across if name == "decay" else 1)
    assert height == pytest.approx(expected, rel=1e-12)
    (piece,) = LESSON.so_far(name, across).pieces
    # The sampled curve lies within a thousandth of the picture's height of the true one.
    assert piece[-1] == pytest.approx((place, height), abs=3e-3)


def test_the_swing_that_dies_out_stays_in_its_envelope():
    across = np.linspace(0.5, 26, 500)
    above, below = (np.vstack(curve.pieces) for curve in LESSON.envelope)
    swing = np.array([LESSON.runner("decay", float(at))[1] for at in across])
    # 1/x falls with a slope of 4 at most here, so chords lie above it, by far less than 0.01.
    assert (swing <= np.interp(across, *above.T) + 1e-2).all()
    assert (swing >= np.interp(across, *below.T) - 1e-2).all()


def test_it_has_no_parameters_and_is_told():
    LESSON.require_claims()
    assert LESSON.with_parameters() == LESSON
