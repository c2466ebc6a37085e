"""Every routine says that it needs a Function, instead of failing somewhere inside."""

from inspect import signature
from types import FunctionType

import pytest
import sympy as sp

import calcml
from calcml import Function, InvalidArgument, VectorFunction, Window
from calcml.core.symbols import t, x, y

WINDOW = Window((-1, 1), (-1, 1))
LINE = Function(2 * t, t)
PATH = VectorFunction((t, t**2), t)
FIELD = VectorFunction((x, y), (x, y))

ROUTINES = {
    "approach_table": lambda f: calcml.approach_table(f, 0),
    "chain": lambda f: calcml.chain(f, LINE),
    "chain, inside": lambda f: calcml.chain(LINE, f),
    "continuity": lambda f: calcml.continuity(f, 0),
    "contraction_factor": lambda f: calcml.contraction_factor(f, rate=0.1),
    "convergence_bound": calcml.convergence_bound,
    "critical_points": calcml.critical_points,
    "derivative": lambda f: calcml.derivative(f, 0),
    "difference_quotient": lambda f: calcml.difference_quotient(f, 0, step=0.1),
    "differentiate_by_rules": calcml.differentiate_by_rules,
    "directional_derivative": lambda f: calcml.directional_derivative(f, (0, 0), (1, 0)),
    "epsilon_delta": lambda f: calcml.epsilon_delta(f, 0, 0.1),
    "flow_line": lambda f: calcml.flow_line(f, (0, 0), window=WINDOW),
    "gradient": calcml.gradient,
    "gradient, at a point": lambda f: calcml.gradient(f, (0, 0)),
    "gradient_ascent": lambda f: calcml.gradient_ascent(f, 0, rate=0.1, steps=1),
    "gradient_descent": lambda f: calcml.gradient_descent(f, 0, rate=0.1, steps=1),
    "hessian": lambda f: calcml.hessian(f, (0, 0)),
    "level_curves": lambda f: calcml.level_curves(f, WINDOW, [0]),
    "limit": lambda f: calcml.limit(f, 0),
    "mixed_partial": lambda f: calcml.mixed_partial(f, x, y),
    "optimal_step": lambda f: calcml.optimal_step(f, 1),
    "partial": lambda f: calcml.partial(f, x),
    "sample_curve": lambda f: calcml.sample_curve(f, WINDOW),
    "sample_path": lambda f: calcml.sample_path(f, LINE, (0, 1), WINDOW),
    "sample_path, across": lambda f: calcml.sample_path(LINE, f, (0, 1), WINDOW),
    "secant_line": lambda f: calcml.secant_line(f, 0, step=0.1),
    "slice_at": lambda f: calcml.slice_at(f, x, 0),
    "step_sweep": lambda f: calcml.step_sweep(f, 1, [0.1]),
    "steps_needed": lambda f: calcml.steps_needed(f, 0, rate=0.1, tolerance=0.1),
    "tangent_line": lambda f: calcml.tangent_line(f, 0),
    "tangent_plane": lambda f: calcml.tangent_plane(f, (0, 0)),
    "total_derivative": lambda f: calcml.total_derivative(f, PATH),
    "value_range": calcml.value_range,
}
VECTOR_ROUTINES = {
    "jacobian": calcml.jacobian,
    "jacobian, at a point": lambda f: calcml.jacobian(f, (0, 0)),
    "local_linear_map": lambda f: calcml.local_linear_map(f, (0, 0)),
    "total_derivative, path": lambda f: calcml.total_derivative(Function(x, x), f),
}
NO_FUNCTION = [x**2, sp.Integer(3), 3, "x**2", None, [x], abs]
EITHER = {"vector_field": lambda f: calcml.vector_field(f, WINDOW, (2, 2))}


def test_no_routine_is_forgotten():
    needing = {
        name
        for name in calcml.__all__
        if isinstance(routine := getattr(calcml, name), FunctionType)
        and any("Function" in str(p.annotation) for p in signature(routine).parameters.values())
    }
    tried = {name.split(",")[0] for name in (*ROUTINES, *VECTOR_ROUTINES, *EITHER)}
    assert needing == tried


@pytest.mark.parametrize("wrong", [*NO_FUNCTION, FIELD], ids=repr)
@pytest.mark.parametrize("name", ROUTINES)
def test_a_function_is_needed(name, wrong):
    with pytest.raises(InvalidArgument, match=r"^a Function is needed, got "):
        ROUTINES[name](wrong)


@pytest.mark.parametrize("wrong", [*NO_FUNCTION, Function(x * y, (x, y))], ids=repr)
@pytest.mark.parametrize("name", VECTOR_ROUTINES)
def test_a_vector_function_is_needed(name, wrong):
    with pytest.raises(InvalidArgument, match=r"^a VectorFunction is needed, got "):
        VECTOR_ROUTINES[name](wrong)


@pytest.mark.parametrize("wrong", NO_FUNCTION, ids=repr)
def test_a_field_comes_from_either(wrong):
    with pytest.raises(InvalidArgument, match=r"^a Function is needed, got "):
        EITHER["vector_field"](wrong)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (x**2, "got the bare expression x\\*\\*2; name its variables, as in Function"),
        ("x", "got 'x'"),
        (FIELD, "got a VectorFunction; take one of its components"),
    ],
)
def test_the_message_says_what_came(wrong, said):
    with pytest.raises(InvalidArgument, match=said):
        calcml.limit(wrong, 0)
