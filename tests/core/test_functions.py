"""A function is one formula; its values, exact and in doubles, come from that formula alone."""

import math
import os

import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from calcml.core.errors import InvalidArgument, OutsideDomain, UnsupportedFunction
from calcml.core.functions import Function, VectorFunction
from calcml.core.symbols import t, x, y

SQUARE = Function(x**2, x)


def test_the_value_is_the_one_python_prints():
    assert (SQUARE(3 + 0.01) - SQUARE(3)) / 0.01 == ((3 + 0.01) ** 2 - 3**2) / 0.01


def test_arrays_are_broadcast():
    f = Function(x * y + 1, (x, y))
    grid = f(np.array([[1.0], [2.0]]), np.array([10.0, 20.0, 30.0]))
    assert grid.tolist() == [[11, 21, 31], [21, 41, 61]]


def test_a_constant_has_the_shape_of_its_argument():
    assert Function(sp.Integer(3), x)(np.zeros(4)).tolist() == [3, 3, 3, 3]
    assert Function(0.5, x).expression == sp.Rational(1, 2)


def test_exact_values_read_floats_as_decimals():
    assert SQUARE.exact(0.1) == sp.Rational(1, 100)
    assert Function(sp.sin(x), x).exact(sp.pi / 6) == sp.Rational(1, 2)


@given(st.floats(-20, 20), st.floats(0.1, 20))
def test_doubles_agree_with_fifty_digits(p, q):
    f = Function(sp.exp(-(x**2)) * sp.log(y) + sp.tanh(x) / y, (x, y))
    with mpmath.workdps(50):
        a, b = mpmath.mpf(repr(p)), mpmath.mpf(repr(q))
        oracle = mpmath.exp(-(a**2)) * mpmath.log(b) + mpmath.tanh(a) / b
        digits = sp.Float(mpmath.nstr(oracle, 48), 48)
    # A dozen roundings of terms whose sizes stay below 14: 20 ulp of 14 is a generous bound.
    bound = 20 * math.ulp(14.0)
    assert abs(f(p, q) - oracle) < bound
    assert abs(f.precise(p, q, digits=40) - digits) < 1e-36


def test_python_and_numpy_name_the_same_functions():
    for name in ("sec", "csc", "cot", "sech", "csch", "coth", "floor", "sign", "Abs"):
        f = Function(getattr(sp, name)(x), x)
        assert f(0.7) == pytest.approx(f(np.array([0.7]))[0], abs=1e-15)
    step = Function(sp.Heaviside(x), x)
    assert [step(-1.0), step(0.0), step(2.0)] == [0, 0.5, 1]


def test_pieces_and_extremes_are_evaluated():
    relu = Function(sp.Max(0, x), x)
    assert relu(np.array([-1.0, 2.0])).tolist() == [0, 2]
    broken = Function(sp.Piecewise((x, x < 1), (5, True)), x)
    assert (broken(0.5), broken(1.0)) == (0.5, 5)


@pytest.mark.parametrize(
    ("formula", "at"),
    [(1 / x, 0), (sp.log(x), -1), (sp.sqrt(x), -1), (sp.exp(x), 1000.0), (x**x, -0.5)],
)
def test_no_value_is_an_error_and_never_a_silent_nan(formula, at):
    f = Function(formula, x)
    with pytest.raises(OutsideDomain, match="must lie in the domain"):
        f(at)
    with pytest.raises(OutsideDomain, match="must lie in the domain"):
        f(np.array([at, 1.0]))
    assert not np.isfinite(f.raw([at])[0])


@pytest.mark.parametrize("formula", [1 / x, sp.log(x), sp.sin(1 / x), sp.sqrt(x - 1)])
def test_exact_values_stop_at_the_domain(formula):
    with pytest.raises(OutsideDomain, match="x = 0"):
        Function(formula, x).exact(0)


def test_a_value_that_only_precision_can_decide_is_real():
    # The bracket is real, which SymPy cannot see by assumption alone.
    f = Function(sp.besselj(0, x), x)
    assert f"{f.exact(1).evalf(15)}" == "0.765197686557967"


def test_complex_array_values_count_as_gaps():
    values = Function(sp.sqrt(x) * sp.sqrt(-x) * sp.I, x).raw([1.0])
    assert np.isnan(values).all() or np.isfinite(values).all()


def test_the_derivative_is_a_function_of_the_same_variables():
    f = Function(x * y**2 + x**3, (x, y))
    assert f.derivative(x).expression == y**2 + 3 * x**2
    assert f.derivative(x, y).expression == 2 * y
    assert f.derivative(x).variables == (x, y)


@pytest.mark.parametrize(
    ("formula", "slope"),
    [
        (sp.floor(x) * x, sp.floor(x)),
        (sp.ceiling(x**2), 0),
        (sp.frac(x), 1),
        (sp.Mod(x**2, 3), 2 * x),
        (sp.sign(x) * x**2, 2 * x * sp.sign(x)),
        (sp.Heaviside(x - 1), 0),
    ],
)
def test_steps_are_constant_where_they_have_a_derivative(formula, slope):
    assert sp.simplify(Function(formula, x).derivative().expression - slope) == 0


def test_the_second_derivative_of_a_kink_is_a_number_away_from_it():
    assert Function(sp.Abs(x), x).derivative(x, x)(0.5) == 0


def test_holding_a_variable_leaves_a_function_of_the_others():
    f = Function(x * y**2 + x**3, (x, y))
    assert f.fix({y: 2}) == Function(x**3 + 4 * x, x)


def test_foreign_symbols_become_real_ones():
    w = sp.Symbol("x")
    assert Function(sp.Abs(w), w) == Function(sp.Abs(x), x)


def test_hostile_names_never_reach_the_interpreter():
    hostile = sp.Symbol("x, __import__('os').putenv('CALCML_HIT', '1')")
    with pytest.raises(InvalidArgument, match="plain word"):
        Function(hostile, hostile)
    assert "CALCML_HIT" not in os.environ


@pytest.mark.parametrize(
    ("expression", "variables", "message"),
    [
        ("x**2", x, "got the text 'x\\*\\*2'"),
        (x * y, x, "got x\\*y with y besides x"),
        (x, (), "at least one variable"),
        (x, "x", "must be a SymPy symbol, got 'x'"),
        (x, (x, sp.Symbol("x")), "variables must differ"),
        (sp.oo, x, "a formula must be finite"),
        (sp.Symbol("lambda"), sp.Symbol("lambda"), "plain word, got 'lambda'"),
        (True, x, "a number is needed, got True"),
    ],
)
def test_what_is_no_function_is_refused(expression, variables, message):
    with pytest.raises(InvalidArgument, match=message):
        Function(expression, variables)


def test_wrong_use_says_what_is_needed():
    f = Function(x * y, (x, y))
    with pytest.raises(
        InvalidArgument, match=r"one coordinate per variable is needed \(2\), got 1"
    ):
        f(1.0)
    with pytest.raises(InvalidArgument, match="function of one variable is needed"):
        _ = f.variable
    with pytest.raises(InvalidArgument, match="the variable must be one of x, y, got t"):
        f.derivative(t)
    with pytest.raises(InvalidArgument, match="a coordinate must be a finite number, got nan"):
        SQUARE(math.nan)
    with pytest.raises(InvalidArgument, match="a coordinate must be a finite number, got True"):
        SQUARE(True)


def test_the_set_where_a_function_lives_comes_from_its_formula():
    assert Function(1 / x, x).domain == sp.Union(
        sp.Interval.open(-sp.oo, 0), sp.Interval.open(0, sp.oo)
    )
    assert 0 in Function(1 / x, x).discontinuities
    assert Function(x**2, x).typst == "x^2"


class TestVectorFunction:
    F = VectorFunction((x**2 * y, 5 * x + sp.sin(y)), (x, y))

    def test_shape_counts_components_then_variables(self):
        assert VectorFunction((x * y, x + y, x**2), (x, y)).shape == (3, 2)

    def test_values_in_doubles_and_exactly(self):
        assert self.F(1.0, 0.0).tolist() == [0, 5]
        assert self.F.exact(2, 0) == (0, 10)

    def test_functions_and_a_single_component_are_welcome(self):
        assert VectorFunction(Function(x, x), x).components == (Function(x, x),)

    def test_no_component_is_refused(self):
        with pytest.raises(InvalidArgument, match="at least one component"):
            VectorFunction((), x)


# Each point lies outside the domain, and SymPy, NumPy or both go on to a finite value there.
HIDDEN = [
    (1 / sp.log(x), 0),
    (1 / (1 + 1 / x), 0),
    (sp.atan(1 / x), 0),
    (sp.exp(-1 / sp.Abs(x)), 0),
    (sp.sign(1 / x), 0),
    (sp.cos(sp.sqrt(x)), -1),
    (sp.Abs(sp.log(x)), -1),
    (sp.log(x) - sp.log(2 * x), -1),
    (sp.Piecewise((x, x > 0)), -1),
    (1 + sp.Piecewise((x, x > 0)), -1),
    (sp.Piecewise((1, sp.sqrt(x) < 1), (2, True)), -1),
]


@pytest.mark.parametrize(("formula", "point"), HIDDEN, ids=[str(f) for f, _ in HIDDEN])
def test_no_value_appears_where_a_part_of_the_formula_has_none(formula, point):
    f = Function(formula, x)
    with pytest.raises(OutsideDomain):
        f.exact(point)
    with pytest.raises(OutsideDomain):
        f(float(point))
    with pytest.raises(OutsideDomain):
        f(np.array([float(point), 2.0]))


def test_the_size_of_a_complex_root_is_no_exact_value():
    with pytest.raises(OutsideDomain):
        Function(sp.Abs(sp.cbrt(x)), x).exact(-8)


def test_a_case_distinction_may_mend_a_hole():
    f = Function(sp.Piecewise((sp.atan(1 / x), sp.Ne(x, 0)), (2, True)), x)
    assert f.exact(0) == 2
    assert f(np.array([0.0, 1.0])).tolist() == [2, math.pi / 4]


def test_numbers_of_every_kind_give_a_plain_float():
    for number in (3, 3.0, np.float64(3), np.int64(3), np.float32(3), np.array(3), sp.Integer(3)):
        assert type(SQUARE(number)) is float
        assert SQUARE(number) == 9


@pytest.mark.parametrize(
    "value", [True, np.True_, "3", None, 1j, sp.I, sp.zoo, x, {}, 10**400, math.nan, math.inf]
)
def test_what_is_no_coordinate_is_refused(value):
    with pytest.raises(InvalidArgument, match="a coordinate must be a finite number, got"):
        SQUARE(value)


@pytest.mark.parametrize("values", [["3"], [True], [1j], [None, "a"], [[1], [1, 2]], [math.nan]])
def test_arrays_of_no_numbers_are_refused(values):
    with pytest.raises(InvalidArgument, match="coordinate"):
        SQUARE(values)


def test_shapes_must_fit_together():
    with pytest.raises(InvalidArgument, match="shapes that fit together"):
        Function(x * y, (x, y)).raw([1, 2], [1, 2, 3])


def test_special_functions_work_on_arrays():
    # erf(1) and Γ(5) = 24 from tables; Γ has a pole at -1.
    assert Function(sp.erf(x), x)([0.0, 1.0]).tolist() == [0, 0.8427007929497149]
    gamma = Function(sp.gamma(x), x)
    assert gamma([5.0]).tolist() == [24]
    assert np.isnan(gamma.raw([-1.0])).all()


def test_functions_without_doubles_are_named():
    f = Function(sp.besselj(0, x), x)
    for place in (1.0, [1.0]):
        with pytest.raises(UnsupportedFunction, match="doubles are known of elementary functions"):
            f(place)


def test_variables_are_held_inside_the_domain():
    for formula in (sp.sqrt(x) + y, y / sp.log(-(x**2)), sp.Piecewise((y, x > 0))):
        with pytest.raises(OutsideDomain, match=r"held in the domain, but .* where x = -1"):
            Function(formula, (x, y)).fix({x: -1})


@pytest.mark.parametrize(
    ("formula", "at"),
    [
        (x**x, 0),
        (x**x, -2),
        ((x**2) ** x, 0),
        (sp.Max(x, 0) ** (x - 1), -1),
        ((sp.pi - sp.Rational(22, 7)) ** x, 2),
        ((sp.sin(1) ** 2 + sp.cos(1) ** 2 - 2) ** x, 2),
    ],
)
def test_a_power_whose_exponent_varies_needs_a_positive_base(formula, at):
    f = Function(formula, x)
    assert f.domain.contains(at) in (False, sp.false)
    for evaluate in (f, f.exact, lambda p: f(np.array([float(p)]))):
        with pytest.raises(OutsideDomain):
            evaluate(at)
    assert np.isnan(f.raw(np.array([float(at)]))).all()


def test_a_power_whose_exponent_varies_has_its_values_elsewhere():
    f = Function(x**x, x)
    assert (f.exact(3), f(0.7), f(np.array([2.0])).tolist()) == (27, 0.7**0.7, [4.0])
    assert Function((sp.pi - 3) ** x, x).exact(2) == (sp.pi - 3) ** 2
    assert f.derivative()(1.0) == 1.0


def test_a_power_whose_exponent_is_constant_is_algebra():
    f = Function(x**y, (x, y))
    assert f.fix({y: 0}).exact(0) == 1
    assert f.fix({y: 2}).exact(-3) == 9
    assert Function(x**0, x)(0.0) == 1
    assert Function(x**3 + x**0, x)(np.zeros(2)).tolist() == [1, 1]
    with pytest.raises(OutsideDomain):
        f.exact(0, 0)


def test_a_case_may_fill_the_gap_of_a_power():
    f = Function(sp.Piecewise((x**x, x > 0), (1, True)), x)
    assert (f.exact(0), f(0.0), f(np.array([0.0, 2.0])).tolist()) == (1, 1.0, [1.0, 4.0])


def nested(levels):
    formula = x
    for _ in range(levels):
        formula = sp.sin(formula)
    return formula


def test_a_formula_has_a_deepest_level():
    f = Function(nested(95), x)
    assert f.derivative()(0.5) == pytest.approx(float(f.derivative().precise(0.5)), rel=1e-13)
    with pytest.raises(InvalidArgument, match="may be nested 100 levels deep, got a deeper one"):
        Function(nested(100), x)
    with pytest.raises(InvalidArgument, match="may be nested 100 levels deep"):
        Function(nested(300), x)
