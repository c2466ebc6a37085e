"""A partial derivative is the derivative of a slice."""

import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from calcml.core.derivatives import Derivative, NoDerivative, Roughness
from calcml.core.errors import InvalidArgument, OutsideDomain
from calcml.core.functions import Function
from calcml.core.partials import (
    check_differentiable,
    mixed_partial,
    partial,
    slice_at,
    tangent_plane,
)
from calcml.core.symbols import t, x, y, z
from tests.catalogue import PROBLEMS

COUPLED = Function(x * y**2 + x**3, (x, y))
PARABOLOID = Function(x**2 + y**2, (x, y))
WAVE = Function(sp.exp(x * y) * sp.sin(x - 2 * y), (x, y))
SMALL = st.floats(-2, 2)


def test_the_decks_partials():
    # Outline 5.6 and 5.8.
    assert partial(COUPLED, x).expression == 3 * x**2 + y**2
    assert [partial(COUPLED, x, at).exact for at in ((1, 2), (1, 0))] == [7, 3]
    assert partial(COUPLED, y, (1, 2)).exact == 4
    quiz = Function(3 * x**2 * y + 2 * x * y**2 + x, (x, y))
    assert [partial(quiz, v, (1, 2)).exact for v in (x, y)] == [21, 11]


def test_tanh_sum_flattens_on_its_plateaus():
    plateaus = Function(sp.tanh(x) + sp.tanh(y), (x, y))
    assert partial(plateaus, x, (0, 5)).exact == 1
    # sech²(1) to 20 digits
    assert abs(partial(plateaus, x, (1, 0)).value - 0.41997434161402606939) < 1e-16


@pytest.mark.parametrize("problem", PROBLEMS, ids=str)
def test_formulas_agree_with_those_written_by_hand(problem):
    for variable, slope in zip(problem.f.variables, problem.slopes, strict=True):
        assert sp.simplify(partial(problem.f, variable).expression - slope) == 0


@given(SMALL, SMALL)
@settings(max_examples=25)
def test_values_agree_with_mpmath_at_fifty_digits(p, q):
    with mpmath.workdps(50):
        f = lambda u, v: mpmath.exp(u * v) * mpmath.sin(u - 2 * v)  # noqa: E731 - an oracle
        oracle = mpmath.diff(f, (mpmath.mpf(repr(p)), mpmath.mpf(repr(q))), (0, 1))
        # mpmath differentiates at 50 digits with a step that leaves about 15 of them wrong.
        assert abs(mpmath.mpf(str(partial(WAVE, y, (p, q)).exact.evalf(40))) - oracle) < 1e-25


@given(SMALL, SMALL, st.integers(-5, 5), st.integers(-5, 5))
@settings(max_examples=25)
def test_differentiation_is_linear(p, q, m, n):
    together = Function(m * COUPLED.expression + n * WAVE.expression, (x, y))
    apart = m * partial(COUPLED, x).exact(p, q) + n * partial(WAVE, x).exact(p, q)
    assert sp.expand(partial(together, x).exact(p, q) - apart).evalf(30, chop=True) == 0


def test_the_order_of_differentiation_does_not_matter_for_smooth_functions():
    for f in (COUPLED, WAVE):
        swapped = mixed_partial(f, y, x).expression
        assert sp.simplify(mixed_partial(f, x, y).expression - swapped) == 0


def test_mixed_partials_of_the_deck():
    # not the sum of both partials, which is 6 at (1, 2).
    assert mixed_partial(PARABOLOID, x, y).expression == 0
    assert mixed_partial(COUPLED, x, y).exact(1, 2) == 4
    assert mixed_partial(Function(x**3 * y**2, (x, y)), x, x, y).expression == 12 * x * y


def test_without_schwarz_the_order_matters():
    # Peano's example: f_x(0, y) = -y and f_y(x, 0) = x, so the mixed derivatives at the origin
    # are -1 and +1.
    f = Function(
        sp.Piecewise((x * y * (x**2 - y**2) / (x**2 + y**2), sp.Ne(x**2 + y**2, 0)), (0, True)),
        (x, y),
    )
    for c in (0, sp.Rational(1, 2), -3):
        assert partial(f, x, (0, c)).exact == -c
        assert partial(f, y, (c, 0)).exact == c


def test_a_kink_in_one_direction_leaves_the_other_alone():
    roof = Function(sp.Abs(x) + y**2, (x, y))
    corner = partial(roof, x, (0, 1))
    assert isinstance(corner, NoDerivative)
    assert corner.reason is Roughness.CORNER
    smooth = partial(roof, y, (0, 1))
    assert isinstance(smooth, Derivative)
    assert smooth.exact == 2


class TestSlices:
    def test_the_paraboloid_has_the_same_slope_in_every_slice(self):
        # Outline 5.2: f(x, c) = x² + c², slope 2 at x = 1 for every c.
        for c in (0, 1, 2, -1):
            cut = slice_at(PARABOLOID, y, c)
            assert cut.curve.expression == x**2 + c**2
            assert cut.tangent(1).slope == 2

    def test_the_coupled_surface_has_not(self):
        assert [slice_at(COUPLED, y, c).tangent(1).slope for c in (0, 2)] == [3, 7]
        assert slice_at(COUPLED, x, 1).curve.expression == y**2 + 1

    def test_a_slice_remembers_where_it_was_cut(self):
        cut = slice_at(PARABOLOID, x, 0.1)
        assert (cut.surface, cut.variable, cut.value) == (PARABOLOID, x, sp.Rational(1, 10))
        assert cut.curve.variables == (y,)

    def test_a_tangent_may_be_missing(self):
        cut = slice_at(Function(sp.Abs(x) * y, (x, y)), y, 3)
        assert isinstance(cut.tangent(0), NoDerivative)


class TestTangentPlane:
    def test_it_touches(self):
        plane = tangent_plane(COUPLED, (1, 2))
        assert plane.value == 5
        assert plane.slopes == (7, 4)
        assert plane.plane.expression == 7 * x + 4 * y - 10

    def test_the_error_shrinks_with_the_square_of_the_distance(self):
        plane = tangent_plane(WAVE, (0.3, -0.2)).plane
        steps = 2.0 ** -np.arange(3, 10)
        errors = np.abs(WAVE(0.3 + steps, -0.2 + steps / 2) - plane(0.3 + steps, -0.2 + steps / 2))
        order = np.polyfit(np.log(steps), np.log(errors), 1)[0]
        assert order == pytest.approx(2, abs=0.1)  # third-order terms bend the line a little

    def test_a_plane_is_its_own_tangent(self):
        flat = Function(3 * x - y / 2 + 1, (x, y))
        assert tangent_plane(flat, (5, 7)).plane == flat


ORIGIN = sp.And(sp.Eq(x, 0), sp.Eq(y, 0))
TORN = [
    sp.sqrt(sp.Abs(x * y)),
    sp.real_root(x * y, 3),
    sp.Piecewise((0, ORIGIN), (x**2 * y / (x**2 + y**2), True)),
    sp.Piecewise((0, ORIGIN), (x * y / (x**2 + y**2), True)),
    sp.Min(sp.Abs(x), sp.Abs(y)),
]
SMOOTH_ENOUGH = [
    x * sp.Abs(y),
    x * sp.Abs(x) + y,
    sp.Abs(x * y),
    (x**2 + y**2) ** sp.Rational(3, 2),
]


class TestDifferentiability:
    @pytest.mark.parametrize("formula", TORN, ids=str)
    def test_slopes_along_the_axes_are_not_enough(self, formula):
        f = Function(formula, (x, y))
        assert [partial(f, v, (0, 0)).exact for v in (x, y)] == [0, 0]
        with pytest.raises(OutsideDomain, match="must be differentiable at the point"):
            tangent_plane(f, (0, 0))

    @pytest.mark.parametrize("formula", SMOOTH_ENOUGH, ids=str)
    def test_a_kink_that_is_flattened_does_no_harm(self, formula):
        f = Function(formula, (x, y))
        plane = tangent_plane(f, (0, 0)).plane
        for direction in ((0.6, 0.8), (-0.8, 0.6)):
            places = np.outer([1e-3, 1e-6], direction).T
            far, near = np.abs(f(*places) - plane(*places))
            assert near <= 1.001e-6 * far  # of second order: with the square of the distance

    def test_three_variables(self):
        f = Function(x + sp.sqrt(sp.Abs(y * z)), (x, y, z))
        origin = tuple(map(sp.Integer, (0, 0, 0)))
        with pytest.raises(OutsideDomain, match="which make 0 in the direction \\(0, 1, 1\\)"):
            check_differentiable(f, origin, [partial(f, v, origin).exact for v in (x, y, z)])


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: partial(COUPLED, t), InvalidArgument, "must be one of x, y, got t"),
        (lambda: partial(COUPLED, x, (1,)), InvalidArgument, "one coordinate for each of x, y"),
        (lambda: partial(Function(x / y, (x, y)), x, (1, 0)), OutsideDomain, "y = 0"),
        (lambda: partial(Function(sp.log(x) * y, (x, y)), x, (-1, 2)), OutsideDomain, "x = -1"),
        (lambda: mixed_partial(COUPLED, x), InvalidArgument, "two variables or more, got 1"),
        (lambda: slice_at(COUPLED, t, 1), InvalidArgument, "must be one of x, y, got t"),
        (lambda: slice_at(COUPLED, x, float("nan")), InvalidArgument, "must be finite, got nan"),
        (
            lambda: slice_at(Function(x * y * z, (x, y, z)), x, 1),
            InvalidArgument,
            "two variables is needed, got x\\*y\\*z of 3",
        ),
        (lambda: tangent_plane(Function(x, x), 1), InvalidArgument, "two variables is needed"),
        (
            lambda: tangent_plane(Function(sp.Abs(x) + y, (x, y)), (0, 1)),
            OutsideDomain,
            "no derivative by x at x = 0, y = 1: the slopes from the left and from the right",
        ),
    ],
)
def test_mistakes_are_named(call, error, message):
    with pytest.raises(error, match=message):
        call()
