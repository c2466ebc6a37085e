"""The Jacobian has a row per component and a column per variable."""

import math

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from calcml.core.errors import InvalidArgument, OutsideDomain
from calcml.core.functions import VectorFunction
from calcml.core.gradients import gradient
from calcml.core.jacobians import jacobian, local_linear_map
from calcml.core.symbols import x, y

DECK = VectorFunction((x**2 * y, 5 * x + sp.sin(y)), (x, y))
TALL = VectorFunction((x * y, x + y, x**2), (x, y))
RATIONALS = st.fractions(min_value=-3, max_value=3, max_denominator=20)


def test_the_decks_jacobians():
    # Outline 7.5 and 7.6; A-148: the shape is m × n.
    assert jacobian(TALL).shape == (3, 2)
    assert jacobian(TALL).exact.tolist() == [[y, x], [1, 1], [2 * x, 0]]
    assert jacobian(DECK).exact.tolist() == [[2 * x * y, x**2], [5, sp.cos(y)]]
    assert jacobian(DECK, (1, 0)).exact.tolist() == [[0, 1], [5, 1]]
    assert jacobian(DECK, (2, sp.pi)).exact.tolist() == [[4 * sp.pi, 4], [5, -1]]


def test_formulas_have_no_point_and_values_have_one():
    assert jacobian(TALL).at is None
    assert jacobian(TALL, (0.1, 2)).at == (sp.Rational(1, 10), 2)
    assert jacobian(TALL, (0.5, 2)).values.tolist() == [[2, 0.5], [1, 1], [1, 0]]


@given(RATIONALS, RATIONALS)
@settings(max_examples=25)
def test_rows_are_gradients(p, q):
    matrix = jacobian(DECK, (p, q)).exact
    for row, component in enumerate(DECK.components):
        assert tuple(matrix.row(row)) == gradient(component, (p, q)).exact


@given(RATIONALS, RATIONALS)
@settings(max_examples=25)
def test_the_jacobian_of_a_composition_is_the_product(p, q):
    inner = VectorFunction((x + 2 * y, x * y), (x, y))
    place = {x: x + 2 * y, y: x * y}
    whole = VectorFunction(
        [f.expression.subs(place, simultaneous=True) for f in TALL.components], (x, y)
    )
    outer = jacobian(TALL, inner.exact(p, q)).exact
    assert jacobian(whole, (p, q)).exact == outer * jacobian(inner, (p, q)).exact


class TestLocalLinearMap:
    MAP = local_linear_map(DECK, (1, 0))

    def test_columns_are_the_images_of_the_unit_arrows(self):
        at, value = np.array([1.0, 0.0]), self.MAP(np.array([1.0, 0.0]))
        assert value.tolist() == [0, 5]
        assert self.MAP.value == DECK.exact(1, 0)
        assert (self.MAP(at + np.eye(2)) - value).T.tolist() == self.MAP.jacobian.values.tolist()

    def test_the_error_shrinks_with_the_square_of_the_distance(self):
        steps = 2.0 ** -np.arange(3, 12)
        points = np.array([1.0, 0.0]) + steps[:, None] * np.array([0.6, 0.8])
        errors = np.linalg.norm(DECK(*points.T).T - self.MAP(points), axis=1)
        order = np.polyfit(np.log(steps), np.log(errors), 1)[0]
        assert order == pytest.approx(2, abs=0.05)

    def test_an_affine_map_is_its_own(self):
        affine = VectorFunction((2 * x - y + 1, x + 3), (x, y))
        points = np.array([[0.0, 0.0], [4.0, -2.0]])
        assert local_linear_map(affine, (7, 5))(points).tolist() == affine(*points.T).T.tolist()


def test_mistakes_are_named():
    with pytest.raises(InvalidArgument, match="one coordinate for each of x, y, got 1"):
        jacobian(DECK, 1)
    with pytest.raises(OutsideDomain, match="no derivative by x at x = 0, y = 1"):
        local_linear_map(VectorFunction((sp.Abs(x), y), (x, y)), (0, 1))
    torn = VectorFunction((x, sp.sqrt(sp.Abs(x * y))), (x, y))
    assert jacobian(torn, (1, 2)).values[1] == pytest.approx([math.sqrt(2) / 2, math.sqrt(2) / 4])
    for needing in (jacobian, local_linear_map):
        with pytest.raises(OutsideDomain, match="in the direction \\(1, 1\\), and there"):
            needing(torn, (0, 0))
    with pytest.raises(ValueError, match="read-only"):
        jacobian(DECK, (1, 0)).values[0, 0] = 1
