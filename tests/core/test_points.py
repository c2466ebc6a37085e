"""Points are read exactly and kept unchangeable."""

import math

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument
from calcml.core.points import doubles, exact_point, read_only
from calcml.core.symbols import x, y


def test_floats_are_read_as_decimals():
    assert exact_point((0.1, np.float64(0.3)), (x, y)) == (sp.Rational(1, 10), sp.Rational(3, 10))


def test_a_bare_number_is_a_point_of_the_line():
    assert exact_point(2, (x,)) == exact_point([2], (x,)) == exact_point(np.array([2.0]), (x,))
    assert exact_point(np.array(2.0), (x,)) == (2,)


def test_doubles_are_the_nearest_and_cannot_be_changed():
    values = doubles([sp.pi, sp.Rational(1, 3)])
    assert values.tolist() == [math.pi, 1 / 3]
    with pytest.raises(ValueError, match="read-only"):
        values[0] = 1
    assert not read_only(np.ones((2, 2))).flags.writeable


@pytest.mark.parametrize(
    ("at", "message"),
    [
        ((1,), "a point needs one coordinate for each of x, y, got 1: \\(1,\\)"),
        (3, "for each of x, y, got 1"),
        ((1, 2, 3), "got 3"),
        ((1, math.nan), "must be finite, got nan"),
        ("12", "got 1: \\('12',\\)"),
        (("1", "2"), "a number is needed, got '1'"),
    ],
)
def test_what_is_no_point_is_refused(at, message):
    with pytest.raises(InvalidArgument, match=message):
        exact_point(at, (x, y))


def test_what_no_double_reaches_is_refused():
    with pytest.raises(InvalidArgument, match="a double reaches"):
        doubles([sp.Integer(10) ** 400])
