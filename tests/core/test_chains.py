"""The chain rule, term by term, against direct substitution."""

import mpmath
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from calcml.core.chains import chain, total_derivative
from calcml.core.errors import InvalidArgument, OutsideDomain
from calcml.core.functions import Function, VectorFunction
from calcml.core.symbols import t, u, x, y, z

SURFACE = Function(x**2 - 3 * x * y + 2 * y**2, (x, y))
ELLIPSE = VectorFunction((3 * sp.sin(2 * t), 4 * sp.cos(2 * t)), t)
DECK = total_derivative(SURFACE, ELLIPSE)
SINE, EXP, SQUARE = Function(sp.sin(u), u), Function(sp.exp(u), u), Function(x**2, x)


class TestTotalDerivative:
    def test_the_decks_example_comes_out_right(self):
        # the deck says -64 sin 4t.
        assert DECK.total.expression == -46 * sp.sin(4 * t) - 72 * sp.cos(4 * t)

    def test_at_the_place_where_the_decks_mistake_shows(self):
        # Multiples of π/4 cannot tell -46 from -64: the sine vanishes there.
        assert DECK.exact(sp.pi / 8) == -46
        assert DECK.exact(0) == -72
        assert [DECK.along.exact(at) for at in (0, sp.pi / 8)] == [32, sp.Rational(5, 2)]

    def test_each_term_is_the_product_of_its_factors(self):
        first, second = DECK.terms
        assert (first.variable, second.variable) == (x, y)
        assert first.outer.expression == 2 * x - 3 * y
        assert second.outer.expression == -3 * x + 4 * y
        assert first.inner.expression == 6 * sp.cos(2 * t)
        assert second.inner.expression == -8 * sp.sin(2 * t)
        placed = {x: 3 * sp.sin(2 * t), y: 4 * sp.cos(2 * t)}
        product = first.outer.expression.subs(placed) * first.inner.expression
        assert first.product.expression == product

    @given(st.floats(-3, 3))
    @settings(max_examples=30)
    def test_sum_and_shortest_form_agree_everywhere(self, at):
        difference = DECK.sum.exact(at) - DECK.total.exact(at)
        # 30 digits of numbers below 300.
        assert abs(difference.evalf(30)) < 1e-25

    @given(st.floats(-3, 3))
    def test_it_agrees_with_mpmath_along_the_path(self, at):
        def height(s):
            p, q = 3 * mpmath.sin(2 * s), 4 * mpmath.cos(2 * s)
            return p**2 - 3 * p * q + 2 * q**2

        with mpmath.workdps(50):
            oracle = mpmath.diff(height, mpmath.mpf(repr(at)))
            assert abs(mpmath.mpf(str(DECK.exact(at).evalf(40))) - oracle) < 1e-20

    def test_a_level_curve_is_a_path_without_change(self):
        circle = VectorFunction((sp.cos(t), sp.sin(t)), t)
        assert total_derivative(Function(x**2 + y**2, (x, y)), circle).total.expression == 0

    def test_any_number_of_variables(self):
        helix = VectorFunction((sp.cos(t), sp.sin(t), t), t)
        rise = total_derivative(Function(x**2 + y**2 + z**2, (x, y, z)), helix)
        assert rise.total.expression == 2 * t
        assert len(rise.terms) == 3
        line = total_derivative(SQUARE, VectorFunction((3 * t,), t))
        assert line.total.expression == 18 * t

    def test_a_path_may_use_the_names_of_the_variables(self):
        swap = VectorFunction((2 * x, x**2), x)
        moved = total_derivative(Function(x * y, (x, y)), swap)
        assert moved.total.expression == 6 * x**2

    def test_mistakes_are_named(self):
        with pytest.raises(
            InvalidArgument, match="needs 2 components of one parameter, got 1 of 1"
        ):
            total_derivative(SURFACE, VectorFunction((t,), t))
        with pytest.raises(InvalidArgument, match="got 2 of 2"):
            total_derivative(SURFACE, VectorFunction((t, u), (t, u)))
        with pytest.raises(OutsideDomain, match="t = 0"):
            total_derivative(SQUARE, VectorFunction((sp.log(t),), t)).exact(0)


class TestChain:
    def test_n_functions_have_n_factors(self):
        # the deck forgets the last one.
        nest = chain(SINE, EXP, SQUARE)
        assert nest.composite.expression == sp.sin(sp.exp(x**2))
        factors = [link.factor.expression for link in nest.links]
        assert factors == [sp.cos(sp.exp(x**2)), sp.exp(x**2), 2 * x]
        assert nest.derivative.expression == sp.prod(factors)

    def test_local_derivatives_keep_their_own_variable(self):
        outer, inner = chain(SINE, Function(3 * x, x)).links
        assert (outer.function, outer.local.expression) == (SINE, sp.cos(u))
        assert inner.local.expression == inner.factor.expression == 3

    @given(
        st.lists(
            st.sampled_from([SINE, EXP, SQUARE, Function(2 * t - 1, t)]), min_size=1, max_size=4
        )
    )
    def test_the_product_is_the_derivative_of_the_whole(self, functions):
        nest = chain(*functions)
        assert sp.expand(nest.derivative.expression - nest.composite.derivative().expression) == 0

    def test_mistakes_are_named(self):
        with pytest.raises(InvalidArgument, match="at least one function, got none"):
            chain()
        with pytest.raises(InvalidArgument, match="a function of one variable is needed"):
            chain(SINE, SURFACE)
