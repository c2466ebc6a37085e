"""Zeros of equations: exact where algebra reaches, certified elsewhere, never guessed."""

import mpmath
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from calcml.core.errors import InvalidArgument, UnsupportedFunction
from calcml.core.symbols import x, y, z
from calcml.core.zero_sets import unfolded, zero_set
from calcml.core.zeros import real_zeros

FOUR = (sp.Integer(-4), sp.Integer(4))


def points(equations, variables, box=None):
    return [zero.at for zero in real_zeros(equations, variables, box)]


@given(st.lists(st.integers(-6, 6), min_size=1, max_size=4))
@settings(max_examples=40)
def test_roots_of_a_product_are_its_factors(roots):
    equation = sp.expand(sp.prod([x - r for r in roots]))
    assert points([equation], [x]) == [(r,) for r in sorted(set(roots))]


def test_roots_beyond_radicals_are_exact():
    (root,) = real_zeros([x**5 - x - 1], [x])
    assert root.is_exact
    with mpmath.workdps(40):
        oracle = mpmath.findroot(lambda v: v**5 - v - 1, 1.2)
        assert abs(mpmath.mpf(str(root.at[0].evalf(40))) - oracle) < 1e-38


def test_factors_that_never_vanish_do_not_matter():
    assert points([sp.exp(-(x**2)) * (x**2 - 2) / (x**2 + 1)], [x]) == [
        (-sp.sqrt(2),),
        (sp.sqrt(2),),
    ]
    assert points([sp.exp(x)], [x]) == []


def test_systems_are_solved_by_elimination():
    assert points([x**2 + y**2 - 25, x * y - 12], [x, y]) == [(-4, -3), (-3, -4), (3, 4), (4, 3)]
    # x = y, z = 6 - 2x leave 3x² - 24x + 28 = 0.
    both = [4 - 2 * sp.sqrt(15) / 3, 4 + 2 * sp.sqrt(15) / 3]
    found = points([x + y + z - 6, x - y, z**2 - x * y - 8], [x, y, z])
    for point, c in zip(found, both, strict=True):
        assert [sp.expand(p - q) for p, q in zip(point, (c, c, 6 - 2 * c), strict=True)] == [0] * 3


def test_contradictions_have_no_solution():
    assert points([x**2 + 1], [x]) == []
    assert points([x - y, x - y - 1], [x, y]) == []
    assert points([sp.Integer(0), sp.Integer(1)], [x, y]) == []


def test_a_box_keeps_what_is_inside_borders_included():
    box = ((sp.Integer(0), sp.Integer(2)),)
    assert points([x * (x - 2) * (x - 3)], [x], box) == [(0,), (2,)]


class TestOnTheLine:
    def test_periodic_zeros_are_listed_in_a_box(self):
        zeros = real_zeros([sp.sin(x)], [x], (FOUR,))
        assert [zero.at for zero in zeros] == [(-sp.pi,), (0,), (sp.pi,)]
        assert all(zero.is_exact for zero in zeros)

    def test_what_has_no_formula_is_certified(self):
        (zero,) = real_zeros([sp.cos(x) - x], [x], (FOUR,))
        assert not zero.is_exact
        with mpmath.workdps(50):
            oracle = mpmath.findroot(lambda v: mpmath.cos(v) - v, 0.7)
            assert abs(mpmath.mpf(int(zero.at[0].p)) / int(zero.at[0].q) - oracle) < 1e-38

    def test_simple_numbers_are_recognised(self):
        # x = 0 and x = π/2 solve x = π/2 sin x, which SymPy does not solve.
        zeros = real_zeros([x - sp.pi / 2 * sp.sin(x)], [x], (FOUR,))
        assert [zero.at[0] for zero in zeros] == [-sp.pi / 2, 0, sp.pi / 2]
        assert all(zero.is_exact for zero in zeros)

    def test_where_sympy_gives_up_the_search_goes_on(self):
        # solveset raises TypeError on mixed roots.
        mixed = sp.sqrt(x) + sp.cbrt(x) - 3 * sp.sin(x)
        with mpmath.workdps(30):
            oracle = mpmath.findroot(
                lambda v: mpmath.sqrt(v) + mpmath.cbrt(v) - 3 * mpmath.sin(v), 2
            )
        (_, zero) = real_zeros([mixed], [x], ((sp.Rational(1, 10), sp.Integer(3)),))
        assert abs(float(zero.at[0]) - float(oracle)) < 1e-15

    def test_a_touching_zero_is_seen(self):
        # (cos x - x)² touches without changing sign.
        (zero,) = real_zeros([sp.cos(x) ** 2 - 2 * x * sp.cos(x) + x**2], [x], (FOUR,))
        assert abs(float(zero.at[0]) - 0.7390851332151607) < 1e-15

    def test_a_pole_is_no_zero(self):
        assert (
            points([sp.tan(x) * x + 1 / (x - 1)], [x], ((sp.Rational(9, 10), sp.Rational(11, 10)),))
            == []
        )

    def test_infinitely_many_need_a_box(self):
        for equation in (sp.sin(x), sp.cos(x) - x):
            with pytest.raises(InvalidArgument, match="say within which bounds to look"):
                real_zeros([equation], [x])


class TestInTheBox:
    def test_a_grid_of_zeros(self):
        zeros = real_zeros([sp.cos(x), sp.sin(y)], [x, y], (FOUR, FOUR))
        halves, wholes = (-sp.pi / 2, sp.pi / 2), (-sp.pi, 0, sp.pi)
        assert [zero.at for zero in zeros] == [(p, q) for p in halves for q in wholes]

    def test_a_zero_without_formula(self):
        (zero,) = real_zeros([sp.exp(x) + y, x - y], [x, y], (FOUR, FOUR))
        # exp(x) = -x at minus the omega constant.
        with mpmath.workdps(40):
            assert abs(float(zero.at[0]) + float(mpmath.lambertw(1))) < 1e-15
        assert zero.at[0] == zero.at[1]
        assert not zero.is_exact

    def test_no_zero_is_no_zero(self):
        assert points([sp.exp(x), sp.sin(y)], [x, y], (FOUR, FOUR)) == []
        assert points([sp.sech(x) + y**2, sp.sin(y) + 2], [x, y], (FOUR, FOUR)) == []

    def test_it_needs_a_box(self):
        with pytest.raises(InvalidArgument, match="cos\\(x\\) = sin\\(y\\) = 0 cannot be listed"):
            real_zeros([sp.cos(x), sp.sin(y)], [x, y])

    def test_a_zero_that_is_not_simple_is_refused(self):
        with pytest.raises(UnsupportedFunction, match="must be isolated to be certified"):
            real_zeros([sp.sin(x - y), sp.sin(2 * x - 2 * y)], [x, y], (FOUR, FOUR))


@pytest.mark.parametrize(
    ("equations", "variables"),
    [([x * y, x * y**2], [x, y]), ([sp.Integer(0)], [x]), ([x, sp.Integer(0)], [x, y])],
)
def test_curves_of_zeros_are_refused(equations, variables):
    with pytest.raises(UnsupportedFunction, match="zeros must be isolated points"):
        real_zeros(equations, variables)


def test_more_waves_than_can_be_listed_are_refused():
    wide = ((sp.Integer(0), sp.Integer(10) ** 9),)
    with pytest.raises(InvalidArgument, match=r"at most 500 half-waves .* got 318309886 of sin"):
        real_zeros([sp.sin(x)], [x], wide)


@pytest.mark.parametrize("depth", [1, 2, 3, 4, 6])
def test_absolute_values_may_be_nested(depth):
    # Each |· - 1/3| folds the zigzag once more: its zeros are 2/3 apart, around 1/3.
    zigzag = x
    for _ in range(depth):
        zigzag = sp.Abs(zigzag - sp.Rational(1, 3))
    expected = {sp.Rational(2 - depth + 2 * k, 3) for k in range(depth)}
    assert zero_set(zigzag, x) == expected
    assert {at for (at,) in points([zigzag], [x])} == expected


def test_extremes_are_unfolded_into_their_arguments():
    assert unfolded(sp.Max(x, 2) - sp.Min(x, 3)) == {0, x - 3, 2 - x, sp.Integer(-1)}
    assert zero_set(sp.Max(x, 1 - x) - 2, x) == {-1, 2}


def test_endlessly_many_zeros_at_a_kink_stay_a_set():
    zeros = zero_set(sp.Abs(sp.sin(x)), x)
    assert not zeros.is_empty
    assert not isinstance(zeros, sp.FiniteSet)
