"""Critical points on the line and in space, kinks included, each with its kind."""

import math

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from calcml.core.critical_points import Kind, critical_points
from calcml.core.errors import InvalidArgument, UnsupportedFunction
from calcml.core.functions import Function
from calcml.core.symbols import x, y, z
from tests.catalogue import PROBLEMS

MINIMUM, MAXIMUM, SADDLE, INFLECTION, DEGENERATE = (
    Kind.MINIMUM,
    Kind.MAXIMUM,
    Kind.SADDLE,
    Kind.INFLECTION,
    Kind.DEGENERATE,
)


def on_the_line(formula, within=None):
    return [(p.at[0], p.kind) for p in critical_points(Function(formula, x), within)]


def in_the_plane(formula, within=None):
    return [(p.at, p.kind) for p in critical_points(Function(formula, (x, y)), within)]


def test_kinds_are_sentences():
    assert all(kind.value[0].isupper() and kind.value.endswith(".") for kind in Kind)


@pytest.mark.parametrize("problem", PROBLEMS, ids=str)
def test_every_known_minimum_is_found_and_no_other(problem):
    found = [p for p in critical_points(problem.f) if p.kind is MINIMUM]
    assert all(p.is_exact for p in found)
    places = np.array([p.coordinates for p in found])
    assert np.abs(places - np.array(problem.minima)).max() <= problem.tolerance
    # The published values are right to seven decimals and more.
    assert min(p.height for p in found) == pytest.approx(problem.lowest, abs=5e-8)


@pytest.mark.parametrize("problem", PROBLEMS, ids=str)
def test_gradients_vanish_where_they_should(problem):
    for point in critical_points(problem.f):
        place = dict(zip(problem.f.variables, point.at, strict=True))
        for slope in problem.slopes:
            assert abs(slope.subs(place).evalf(60)) < sp.Float("1e-40")


class TestTheDeck:
    def test_the_parabola(self):
        #
        (vertex,) = critical_points(Function(x**2 - 4 * x + 4, x))
        assert (vertex.at, vertex.value, vertex.kind, vertex.is_exact) == ((2,), 0, MINIMUM, True)
        assert (vertex.coordinates.tolist(), vertex.height) == ([2], 0)

    def test_candidates_are_not_yet_extrema(self):
        # x³ has a slope of zero and no extremum, |x| a minimum and no slope.
        assert on_the_line(x**3) == [(0, INFLECTION)]
        assert on_the_line(sp.Abs(x)) == [(0, MINIMUM)]

    def test_surfaces_flat_at_the_origin(self):
        #
        assert in_the_plane(-(x**2) + y**3) == [((0, 0), DEGENERATE)]
        assert in_the_plane(x**5 + y**2) == [((0, 0), DEGENERATE)]

    def test_the_dipole(self):
        #
        low, high = critical_points(Function(x * sp.exp(-(x**2) - y**2), (x, y)))
        assert (low.at, low.kind) == ((-sp.sqrt(2) / 2, 0), MINIMUM)
        assert (high.at, high.kind) == ((sp.sqrt(2) / 2, 0), MAXIMUM)
        assert round(high.height, 11) == 0.42888194248


class TestOnTheLine:
    @pytest.mark.parametrize(
        ("formula", "expected"),
        [
            (x**4, [(0, MINIMUM)]),
            (-(x**6), [(0, MAXIMUM)]),
            (x * sp.Abs(x), [(0, INFLECTION)]),
            (sp.Abs(x**2 - 1), [(-1, MINIMUM), (0, MAXIMUM), (1, MINIMUM)]),
            (2 * x + sp.Abs(x), [(0, DEGENERATE)]),
            (sp.Abs(x) ** sp.Rational(2, 3), [(0, MINIMUM)]),
            (sp.real_root(x, 3), [(0, DEGENERATE)]),
            (sp.Max(x, x**2), [(0, MINIMUM), (1, DEGENERATE)]),
            (sp.Piecewise((x**2, x < 1), (2 - x, True)), [(0, MINIMUM), (1, MAXIMUM)]),
            (x + 1 / x, [(-1, MAXIMUM), (1, MINIMUM)]),
            (x**2 / (x + 1), [(-2, MAXIMUM), (0, MINIMUM)]),
            (x * sp.log(x), [(sp.exp(-1), MINIMUM)]),
            (sp.log(x) - x, [(1, MAXIMUM)]),
            (x**2 * sp.exp(-x), [(0, MINIMUM), (2, MAXIMUM)]),
            (sp.sqrt(2) * x**2, [(0, MINIMUM)]),
        ],
    )
    def test_known_profiles(self, formula, expected):
        assert on_the_line(formula) == expected

    @pytest.mark.parametrize(
        "formula",
        [
            x,
            sp.tanh(x),
            1 / x,
            sp.exp(x),
            sp.sqrt(x),  # an endpoint is no critical point
            sp.Piecewise((x, x < 1), (x + 5, True)),  # nor is a jump
            x + x * sp.Abs(x),  # smooth at 0 with a slope of 1
        ],
    )
    def test_functions_without(self, formula):
        assert on_the_line(formula) == []

    @pytest.mark.parametrize(
        ("formula", "within", "expected"),
        [
            (sp.sin(x), (-4, 4), [(-sp.pi / 2, MINIMUM), (sp.pi / 2, MAXIMUM)]),
            (sp.Abs(sp.sin(x)), (-1, 1), [(0, MINIMUM)]),
            (x - sp.floor(x), (-2, 2), []),
            (sp.tan(x), (-4, 4), []),
            (x**3 - 3 * x, (-1, 0), [(-1, MAXIMUM)]),
            ((x - 1 - sp.Rational(1, 10**7)) ** 2, (0, 1), []),  # a hair beyond the border
            (sp.asin(x) + sp.acos(x) + x**2, (-1, 1), [(0, MINIMUM)]),
            (sp.acosh(x) - x, (1, 3), [(sp.sqrt(2), MAXIMUM)]),
        ],
    )
    def test_within_bounds_borders_included(self, formula, within, expected):
        assert on_the_line(formula, within) == expected

    def test_a_profile_without_formula_is_certified(self):
        (wiggle,) = critical_points(Function(x**2 + sp.exp(x), x), (-4, 4))
        # 2x = -exp(x) at x = -W(1/2).
        assert not wiggle.is_exact
        assert wiggle.coordinates[0] == pytest.approx(-float(sp.LambertW(0.5)), abs=1e-15)

    def test_sin_x_over_x_has_extrema_where_tan_x_is_x(self):
        ends = critical_points(Function(sp.sin(x) / x, x), (-6, 6))
        assert [p.kind for p in ends] == [MINIMUM, MINIMUM]  # the hole at 0 is no point
        for point in ends:
            assert math.tan(point.coordinates[0]) == pytest.approx(point.coordinates[0], abs=1e-13)

    @given(st.lists(st.integers(-5, 5), min_size=2, max_size=4, unique=True))
    @settings(max_examples=15)
    def test_extrema_of_a_polynomial_alternate(self, roots):
        slope = sp.expand(sp.prod([x - r for r in roots]))
        points = on_the_line(sp.integrate(slope, x))
        assert [at for at, _ in points] == sorted(roots)
        expected = [MINIMUM, MAXIMUM] * 2
        assert [kind for _, kind in reversed(points)] == expected[: len(roots)]

    @given(st.fractions(-4, 4, max_denominator=9), st.fractions(-4, 4, max_denominator=9))
    @settings(max_examples=5)
    def test_a_reflection_swaps_minima_and_maxima(self, shift, tilt):
        f = sp.Abs(x - shift) + (x + tilt) ** 2 / 2
        swap = {MINIMUM: MAXIMUM, MAXIMUM: MINIMUM}
        assert on_the_line(-f) == [(at, swap.get(kind, kind)) for at, kind in on_the_line(f)]


class TestInSpace:
    def test_himmelblau_has_nine(self):
        kinds = [kind for _, kind in in_the_plane((x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2)]
        assert [kinds.count(k) for k in (MINIMUM, SADDLE, MAXIMUM)] == [4, 4, 1]

    def test_a_saddle_and_a_peak(self):
        assert in_the_plane(x**2 - y**2) == [((0, 0), SADDLE)]
        assert in_the_plane(x * y) == [((0, 0), SADDLE)]
        assert in_the_plane(-(x**2) - 2 * y**2 + x * y) == [((0, 0), MAXIMUM)]

    def test_three_variables(self):
        points = critical_points(Function(x**2 + 2 * y**2 + 3 * z**2 - x * y * z, (x, y, z)))
        assert [p.kind for p in points] == [SADDLE, SADDLE, MINIMUM, SADDLE, SADDLE]
        assert points[-1].at == (2 * sp.sqrt(6), 2 * sp.sqrt(3), 2 * sp.sqrt(2))
        assert points[-1].value == 24

    @pytest.mark.parametrize("formula", [x**4 + y**4, x**3 - 3 * x * y**2, x**2 + y**3])
    def test_where_second_derivatives_do_not_decide(self, formula):
        assert in_the_plane(formula) == [((0, 0), DEGENERATE)]

    def test_periodic_functions_within_a_box(self):
        eggs = in_the_plane(sp.sin(x) + sp.cos(y), ((-2, 2), (-1, 4)))
        assert eggs == [
            ((-sp.pi / 2, 0), SADDLE),
            ((-sp.pi / 2, sp.pi), MINIMUM),
            ((sp.pi / 2, 0), MAXIMUM),
            ((sp.pi / 2, sp.pi), SADDLE),
        ]

    def test_a_point_without_formula_is_certified(self):
        (low,) = critical_points(Function(sp.exp(x - y) + x**2 + y**2, (x, y)), ((-4, 4), (-4, 4)))
        assert (low.kind, low.is_exact) == (MINIMUM, False)
        # exp(2x) = -2x: x = -W(1)/2.
        assert low.coordinates == pytest.approx([-0.5671432904097838 / 2, 0.5671432904097838 / 2])

    @pytest.mark.parametrize(
        ("formula", "expected"),
        [
            (sp.Abs(x) + sp.Abs(y), [((0, 0), MINIMUM)]),
            (sp.Abs(x) + y**2, [((0, 0), MINIMUM)]),
            (-sp.Abs(x) - y**2, [((0, 0), MAXIMUM)]),
            (sp.Abs(x) - sp.Abs(y), [((0, 0), SADDLE)]),
            (sp.Max(x, -x) - y**2, [((0, 0), SADDLE)]),
            (2 * x + sp.Abs(x) + y**2, []),
            (sp.Max(x, y), []),
            (sp.Max(x, y) + x**2 + y**2, [((-sp.Rational(1, 4), -sp.Rational(1, 4)), MINIMUM)]),
            (sp.Abs(x) + 2 * sp.Abs(x - 1) + (y - x) ** 2, [((1, 1), MINIMUM)]),
            (sp.sqrt(x**2 + y**2), [((0, 0), MINIMUM)]),
            (1 / sp.sqrt(x**2 + y**2), []),
            (sp.Abs(x) + y**3, [((0, 0), SADDLE)]),
        ],
    )
    def test_folds_and_tips(self, formula, expected):
        assert in_the_plane(formula) == expected

    def test_a_tilted_cone_keeps_its_tip(self):
        tilted = sp.sqrt(x**2 + y**2) + x / 2
        assert in_the_plane(tilted, ((-3, 4), (-4, 3))) == [((0, 0), MINIMUM)]

    @given(st.fractions(-3, 3, max_denominator=7), st.fractions(-3, 3, max_denominator=7))
    @settings(max_examples=15)
    def test_a_translation_translates(self, across, up):
        moved = Function((x - across) ** 2 + (x - across) * (y - up) + (y - up) ** 2, (x, y))
        assert [p.at for p in critical_points(moved)] == [(across, up)]


@pytest.mark.parametrize(
    ("f", "within", "error", "message"),
    [
        (Function(sp.sin(x), x), None, InvalidArgument, "say within which bounds to look"),
        (Function(sp.tan(x), x), None, InvalidArgument, "may break infinitely often; say within"),
        (Function(sp.sin(x), x), (1, -1), InvalidArgument, "bounds must rise, got 1 and -1"),
        (Function(sp.sin(x), x), (1,), InvalidArgument, "within must be \\(low, high\\), got"),
        (Function(x * y, (x, y)), (0, 1), InvalidArgument, "must be 2 pairs \\(low, high\\), got"),
        (Function(x * y, (x, y)), ((0, 1),), InvalidArgument, "must be 2 pairs"),
        (Function(x, x), (0, math.inf), InvalidArgument, "must be finite, got inf"),
        (Function(3, x), None, UnsupportedFunction, "constant between -oo and oo"),
        (Function(sp.Max(0, x), x), None, UnsupportedFunction, "constant between -oo and 0"),
        (
            Function(sp.sin(1 / x), x),
            (-1, 1),
            UnsupportedFunction,
            "oscillates without end .* x = 0",
        ),
        (Function(sp.besselj(0, x), x), (1, 5), UnsupportedFunction, "known kinks, got besselj"),
        (Function(x**2, (x, y)), None, UnsupportedFunction, "zeros must be isolated points"),
        (Function((x * y) ** 2, (x, y)), None, UnsupportedFunction, "zeros must be isolated"),
        (Function(sp.sign(x) * y, (x, y)), None, UnsupportedFunction, "formula without cases"),
    ],
)
def test_mistakes_and_limits_are_named(f, within, error, message):
    with pytest.raises(error, match=message):
        critical_points(f, within)


def test_every_bend_of_a_zigzag_is_found():
    zigzag = x
    for _ in range(6):
        zigzag = sp.Abs(zigzag - sp.Rational(1, 3))
    found = critical_points(Function(zigzag, x))
    assert [p.kind for p in found] == 5 * [MINIMUM, MAXIMUM] + [MINIMUM]
    assert [p.at[0] for p in found] == [sp.Rational(k, 3) for k in range(-4, 7)]
