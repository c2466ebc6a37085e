"""A sampled field shows the gradient true to scale, and only where there is one."""

import numpy as np
import pytest
import sympy as sp

from calcml.core.errors import InvalidArgument
from calcml.core.fields import vector_field
from calcml.core.functions import Function, VectorFunction
from calcml.core.symbols import x, y, z
from calcml.core.window import Window
from tests.catalogue import PROBLEMS

PLANE = [problem for problem in PROBLEMS if problem.f.arity == 2]
SQUARE = Window((-2, 2), (-2, 2))
DIPOLE = Function(x * sp.exp(-(x**2) - y**2), (x, y))


@pytest.mark.parametrize("problem", PLANE, ids=str)
def test_vectors_are_the_gradients_written_by_hand(problem):
    field = vector_field(problem.f, SQUARE, (5, 4))
    by_hand = np.stack(
        [Function(s, problem.f.variables)(*field.points.T) for s in problem.slopes], axis=1
    )
    # Both formulas are evaluated in doubles; their terms reach some thousands here.
    assert np.abs(field.vectors - by_hand).max() <= 1e-11


def test_the_grid_runs_row_by_row_from_the_lower_left():
    field = vector_field(Function(x + y, (x, y)), Window((0, 2), (0, 1)), (3, 2))
    assert field.points.tolist() == [[0, 0], [1, 0], [2, 0], [0, 1], [1, 1], [2, 1]]
    assert field.vectors.tolist() == [[1, 1]] * 6


def test_the_arrows_of_the_lecture():
    # Outline 7.2.
    field = vector_field(DIPOLE, Window((-1.5, 1.5), (-0.5, 0.5)), (7, 3))
    at = {tuple(p): v for p, v in zip(field.points.tolist(), field.vectors, strict=True)}
    assert at[0.0, 0.0].tolist() == [1, 0]
    assert at[0.5, 0.5].round(4).tolist() == [0.3033, -0.3033]
    assert at[-1.5, 0.0].round(4).tolist() == [-0.3689, 0]
    assert field.magnitudes == pytest.approx(np.linalg.norm(field.vectors, axis=1), rel=1e-15)


def test_any_plane_field_can_be_sampled():
    whirl = vector_field(VectorFunction((-y, x), (x, y)), SQUARE, (2, 2))
    assert whirl.vectors.tolist() == [[2, -2], [2, 2], [-2, -2], [-2, 2]]


def test_points_without_a_value_are_left_out():
    # The formula of the slope, 1/x, lives on the left as well; the logarithm does not.
    field = vector_field(Function(sp.log(x) + y, (x, y)), SQUARE, (5, 2))
    assert field.points[:, 0].tolist() == [1, 2, 1, 2]
    assert np.isfinite(field.vectors).all()


def test_results_cannot_be_changed():
    field = vector_field(DIPOLE, SQUARE, (2, 2))
    for array in (field.points, field.vectors):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


@pytest.mark.parametrize(
    ("f", "shape", "message"),
    [
        (Function(x, x), (3, 3), "two variables and two components, got 1 and 1"),
        (Function(x * y * z, (x, y, z)), (3, 3), "got 3 and 3"),
        (VectorFunction((x, y, x), (x, y)), (3, 3), "got 2 and 3"),
        (DIPOLE, (1, 3), "from 2 to 1000 points in each direction, got \\(1, 3\\)"),
        (DIPOLE, (3, 1001), "from 2 to 1000 points in each direction, got \\(3, 1001\\)"),
        (DIPOLE, (3,), "got \\(3,\\)"),
        (DIPOLE, 5, "in each direction, got 5"),
        (DIPOLE, (2.5, 3), "got \\(2.5, 3\\)"),
    ],
)
def test_mistakes_are_named(f, shape, message):
    with pytest.raises(InvalidArgument, match=message):
        vector_field(f, SQUARE, shape)
