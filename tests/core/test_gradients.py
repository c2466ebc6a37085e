"""The gradient is the direction of steepest increase, its length the rate."""

import math

import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calcml.core.errors import InvalidArgument, OutsideDomain
from calcml.core.functions import Function
from calcml.core.gradients import directional_derivative, gradient, hessian
from calcml.core.symbols import x, y, z
from tests.catalogue import PROBLEMS

PARABOLOID = Function(x**2 + y**2, (x, y))
COUPLED = Function(x * y**2 + x**3, (x, y))
DIPOLE = Function(x * sp.exp(-(x**2) - y**2), (x, y))
RATIONALS = st.fractions(min_value=-3, max_value=3, max_denominator=20)


def plane(along, across):
    return gradient(Function(along * x + across * y, (x, y)), (0, 0))


def continued(formula):
    """Set a formula of x and y to zero at the origin."""
    return Function(sp.Piecewise((formula, sp.Ne(x**2 + y**2, 0)), (0, True)), (x, y))


@pytest.mark.parametrize("problem", PROBLEMS, ids=str)
def test_formulas_agree_with_those_written_by_hand(problem):
    formulas = gradient(problem.f)
    for component, slope in zip(formulas.components, problem.slopes, strict=True):
        assert sp.simplify(component.expression - slope) == 0
    here = gradient(problem.f, problem.start)
    there = [
        s.evalf(30, dict(zip(problem.f.variables, here.at, strict=True))) for s in problem.slopes
    ]
    assert here.components == pytest.approx([float(c) for c in there], rel=1e-15)


@pytest.mark.parametrize("problem", PROBLEMS, ids=str)
def test_gradients_vanish_at_published_minima(problem):
    for minimum in problem.minima:
        steepest = np.abs(hessian(problem.f, minimum).values).sum()
        # A point off by δ in each coordinate has a gradient of at most ‖H‖δ (and change).
        bound = 2 * steepest * problem.tolerance
        assert np.abs(gradient(problem.f, minimum).components).max() <= bound


def test_the_numbers_of_the_deck():
    # Outline 7.1 to 7.4.
    probe = gradient(PARABOLOID, (1.5, 2))
    assert (probe.exact, probe.exact_magnitude) == ((3, 4), 5)
    at = {(0, 0): (1, 0), (0.5, 0.5): (0.3033, -0.3033), (-1.5, 0): (-0.3689, 0)}
    for point, components in at.items():
        assert gradient(DIPOLE, point).components.round(4).tolist() == list(components)
    three = Function(2 * x + 3 * y**2 - sp.sin(z), (x, y, z))
    assert [c.expression for c in gradient(three).components] == [2, 6 * y, -sp.cos(z)]
    assert gradient(three, (1, 2, 0)).exact_magnitude == sp.sqrt(149)
    assert gradient(COUPLED, (1, 2)).direction == pytest.approx(math.radians(29.7449), abs=1e-6)


@pytest.mark.parametrize(
    ("along", "across", "degrees"),
    # A-145; arctan would fold the left half onto the right.
    [(3, 4, 53.1301), (-3, 4, 126.8699), (4, 3, 36.8699), (-3, -4, -126.8699), (-1, 0, 180)],
)
def test_the_direction_knows_its_quadrant(along, across, degrees):
    assert math.degrees(plane(along, across).direction) == pytest.approx(degrees, abs=5e-5)


@given(RATIONALS, RATIONALS)
@settings(max_examples=40)
def test_magnitude_and_direction_give_the_components_back(along, across):
    arrow = plane(along, across)
    assume(arrow.direction is not None)
    back = arrow.magnitude * np.array([math.cos(arrow.direction), math.sin(arrow.direction)])
    # cos and sin of an angle rounded to half an ulp of π: 2.2e-16 relative, times the length.
    assert np.abs(back - arrow.components).max() <= 1e-15 * arrow.magnitude


def test_where_the_gradient_vanishes_there_is_no_direction():
    top = gradient(PARABOLOID, (0, 0))
    assert (top.magnitude, top.direction, top.exact_direction) == (0, None, None)
    assert gradient(Function(x + y + z, (x, y, z)), (0, 0, 0)).direction is None


def test_the_magnitude_survives_where_squares_overflow():
    assert gradient(Function(sp.Integer(10) ** 200 * x, x), 0).magnitude == 1e200
    steep = Function(sp.Integer(10) ** 200 * (2 * sp.Integer(10) ** 100 * x + y), (x, y))
    assert gradient(steep, (0, 0)).magnitude == 2e300


class TestDirectionalDerivative:
    def test_it_is_largest_along_the_gradient(self):
        # Outline 7.1: +5 along, -5 against, 0 across.
        rates = [
            directional_derivative(PARABOLOID, (1.5, 2), d).exact
            for d in ((3, 4), (-3, -4), (-4, 3))
        ]
        assert rates == [5, -5, 0]

    def test_along_the_diagonal_of_the_coupled_surface(self):
        # B-13: 11/√2.
        diagonal = directional_derivative(COUPLED, (1, 2), (1, 1))
        assert sp.simplify(diagonal.exact - 11 / sp.sqrt(2)) == 0
        assert diagonal.value == pytest.approx(7.778175, abs=5e-7)
        assert diagonal.unit == (sp.sqrt(2) / 2, sp.sqrt(2) / 2)

    @given(RATIONALS, RATIONALS, RATIONALS, RATIONALS)
    @settings(max_examples=40)
    def test_no_direction_beats_the_gradient(self, p, q, along, across):
        assume(along or across)
        steepest = gradient(COUPLED, (p, q)).exact_magnitude
        rate = directional_derivative(COUPLED, (p, q), (along, across)).exact
        assert (steepest**2 - rate**2).evalf(40) >= -sp.Float("1e-30")

    @given(RATIONALS, RATIONALS)
    @settings(max_examples=40)
    def test_the_gradient_is_perpendicular_to_the_level_curve(self, p, q):
        # x² + y² is constant along (-q, p).
        assume(p or q)
        assert directional_derivative(PARABOLOID, (p, q), (-q, p)).exact == 0

    @given(st.floats(-1, 1), st.floats(-1, 1), st.floats(0, 6.28))
    @settings(max_examples=15)
    def test_it_agrees_with_mpmath(self, p, q, angle):
        heading = (math.cos(angle), math.sin(angle))
        rate = directional_derivative(DIPOLE, (p, q), heading).exact
        with mpmath.workdps(50):
            u, v = (mpmath.mpf(repr(c)) for c in heading)
            u, v = u / mpmath.hypot(u, v), v / mpmath.hypot(u, v)
            p, q = mpmath.mpf(repr(p)), mpmath.mpf(repr(q))
            along = lambda s: (p + s * u) * mpmath.exp(-((p + s * u) ** 2) - (q + s * v) ** 2)  # noqa: E731
            oracle = mpmath.diff(along, 0)
            assert abs(mpmath.mpf(str(rate.evalf(40))) - oracle) < 1e-25


class TestHessian:
    def test_it_is_symmetric(self):
        for problem in PROBLEMS:
            matrix = hessian(problem.f, problem.start).exact
            assert matrix == matrix.T

    def test_it_is_the_jacobian_of_the_gradient(self):
        steps = 2.0 ** -np.arange(6, 12)
        errors = []
        for step in steps:
            ahead, here = gradient(DIPOLE, (0.3 + step, 0.4)), gradient(DIPOLE, (0.3, 0.4))
            column = (ahead.components - here.components) / step
            errors.append(np.abs(column - hessian(DIPOLE, (0.3, 0.4)).values[:, 0]).max())
        order = np.polyfit(np.log(steps), np.log(errors), 1)[0]
        assert order == pytest.approx(1, abs=0.05)  # a forward difference

    def test_eigenvalues_and_determinant(self):
        booth = hessian(Function((x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2, (x, y)), (0, 0))
        assert booth.exact.tolist() == [[10, 8], [8, 10]]
        assert booth.eigenvalues == pytest.approx([2, 18], rel=1e-14)
        assert booth.determinant == 36
        # Outline 5.4: −x² + y³ is flat in one direction at the origin.
        assert hessian(Function(-(x**2) + y**3, (x, y)), (0, 0)).determinant == 0


def test_along_a_line_counts_and_not_the_gradient():
    # x²y/(x² + y²) has both slopes 0 at the origin, yet along (1, 1) it is h/(2√2).
    f = continued(x**2 * y / (x**2 + y**2))
    assert gradient(f, (0, 0)).exact == (0, 0)
    assert directional_derivative(f, (0, 0), (1, 1)).exact == sp.sqrt(2) / 4
    # |x| has no slope by x at 0, but one along the fold.
    assert directional_derivative(Function(sp.Abs(x) + y, (x, y)), (0, 0), (0, 2)).exact == 1


@pytest.mark.parametrize(
    ("f", "reason"),
    [
        (continued(x * y / (x**2 + y**2)), "not continuous"),
        (Function(sp.sqrt(sp.Abs(x * y)), (x, y)), "slopes from the left and from the right"),
    ],
    ids=["jump", "fold"],
)
def test_two_slopes_do_not_make_a_slope_in_between(f, reason):
    assert gradient(f, (0, 0)).exact == (0, 0)
    with pytest.raises(OutsideDomain, match=f"must have a slope in the direction.*{reason}"):
        directional_derivative(f, (0, 0), (1, 1))


def test_a_hessian_needs_the_function_itself_to_be_differentiable():
    # The formula of the slope is smooth across the wrong value, the function is not.
    f = Function(sp.Piecewise((x**2, sp.Ne(x, 0)), (5, True)) + y**2, (x, y))
    with pytest.raises(OutsideDomain, match="not continuous"):
        hessian(f, (0, 1))


def test_mixed_partials_may_differ():
    # Peano's example: the mixed partials of xy(x² - y²)/(x² + y²) at the origin are -1 and 1.
    mixed = hessian(continued(x * y * (x**2 - y**2) / (x**2 + y**2)), (0, 0)).exact
    assert mixed == sp.Matrix([[0, 1], [-1, 0]])


def test_results_cannot_be_changed():
    arrow = gradient(PARABOLOID, (1, 2))
    for array in (arrow.components, hessian(PARABOLOID, (1, 2)).values):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: gradient(PARABOLOID, (1, 2, 3)), InvalidArgument, "each of x, y, got 3"),
        (lambda: gradient(PARABOLOID, (1, math.inf)), InvalidArgument, "must be finite, got inf"),
        (
            lambda: gradient(Function(sp.sqrt(x**2 + y**2), (x, y)), (0, 0)),
            OutsideDomain,
            "no derivative by x at x = 0, y = 0: the slopes from the left",
        ),
        (lambda: gradient(Function(sp.log(x * y), (x, y)), (0, 1)), OutsideDomain, "x = 0"),
        (
            lambda: directional_derivative(PARABOLOID, (1, 2), (0, 0)),
            InvalidArgument,
            "direction must not be zero, got \\(0, 0\\)",
        ),
        (
            lambda: directional_derivative(
                PARABOLOID, (1, 2), (0, sp.sin(1) ** 2 + sp.cos(1) ** 2 - 1)
            ),
            InvalidArgument,
            "direction must not be zero",
        ),
        (
            lambda: directional_derivative(PARABOLOID, (1, 2), (1,)),
            InvalidArgument,
            "each of x, y, got 1",
        ),
        (
            lambda: hessian(Function(sp.Abs(x) * y, (x, y)), (0, 1)),
            OutsideDomain,
            "must be differentiable",
        ),
    ],
)
def test_mistakes_are_named(call, error, message):
    with pytest.raises(error, match=message):
        call()
