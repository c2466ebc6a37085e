"""Calculus for machine learning: exact values, doubles and the errors between them.

The public names of the core are importable from here and loaded when first used, so that
``import calcml`` is instant. Nothing here imports Manim.

Examples
--------
>>> from calcml import Function, derivative
>>> from calcml.core.symbols import x
>>> derivative(Function(x**2, x), 3).exact
6
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from calcml.core.approach import ApproachRow, ApproachTable, approach_table
    from calcml.core.chains import (
        Chain,
        ChainLink,
        ChainTerm,
        TotalDerivative,
        chain,
        total_derivative,
    )
    from calcml.core.continuity import Continuity, Discontinuity, continuity
    from calcml.core.contours import LevelCurve, level_curves
    from calcml.core.critical_points import CriticalPoint, Kind, critical_points
    from calcml.core.derivatives import (
        Derivative,
        NoDerivative,
        Roughness,
        TangentLine,
        derivative,
        tangent_line,
    )
    from calcml.core.descent import Iterate, Stop, Trajectory, gradient_ascent, gradient_descent
    from calcml.core.differences import (
        DifferenceQuotient,
        Scheme,
        SecantLine,
        Verdict,
        difference_quotient,
        secant_line,
    )
    from calcml.core.epsilon_delta import EpsilonDelta, epsilon_delta
    from calcml.core.errors import (
        CalcmlError,
        FormulaError,
        InvalidArgument,
        OutsideDomain,
        UnfitLesson,
        UnsupportedFunction,
    )
    from calcml.core.fields import VectorField, vector_field
    from calcml.core.floats import (
        LARGEST,
        MACHINE_EPSILON,
        SMALLEST_INCREMENT,
        SMALLEST_NORMAL,
        SMALLEST_SUBNORMAL,
        UNIT_ROUNDOFF,
        Addition,
        Repetition,
        Rounding,
        Subtraction,
        absorbs,
        addition,
        neighbours,
        repetition,
        rounding,
        scaled_until_lost,
        spacing,
        subtraction,
    )
    from calcml.core.flows import FlowEnd, FlowLine, flow_line
    from calcml.core.functions import Function, VectorFunction
    from calcml.core.gradients import (
        DirectionalDerivative,
        Gradient,
        Hessian,
        directional_derivative,
        gradient,
        hessian,
    )
    from calcml.core.jacobians import Jacobian, LocalLinearMap, jacobian, local_linear_map
    from calcml.core.limits import Limit, NoLimit, Reason, Side, limit
    from calcml.core.networks import Backpropagation, backpropagation
    from calcml.core.partials import (
        Slice,
        TangentPlane,
        mixed_partial,
        partial,
        slice_at,
        tangent_plane,
    )
    from calcml.core.ranges import value_range
    from calcml.core.rates import (
        Contraction,
        Regime,
        contraction_factor,
        convergence_bound,
        steps_needed,
    )
    from calcml.core.regression import LineFit, cost_function, least_squares
    from calcml.core.rules import Derivation, Rule, RuleStep, differentiate_by_rules
    from calcml.core.sampling import Curve, Window, sample_curve, sample_path
    from calcml.core.steps import OptimalStep, StepSweep, optimal_step, step_sweep
    from calcml.studio.notebook import show

__version__ = "0.1.0"

__all__ = [
    "LARGEST",
    "MACHINE_EPSILON",
    "SMALLEST_INCREMENT",
    "SMALLEST_NORMAL",
    "SMALLEST_SUBNORMAL",
    "UNIT_ROUNDOFF",
    "Addition",
    "ApproachRow",
    "ApproachTable",
    "Backpropagation",
    "CalcmlError",
    "Chain",
    "ChainLink",
    "ChainTerm",
    "Continuity",
    "Contraction",
    "CriticalPoint",
    "Curve",
    "Derivation",
    "Derivative",
    "DifferenceQuotient",
    "DirectionalDerivative",
    "Discontinuity",
    "EpsilonDelta",
    "FlowEnd",
    "FlowLine",
    "FormulaError",
    "Function",
    "Gradient",
    "Hessian",
    "InvalidArgument",
    "Iterate",
    "Jacobian",
    "Kind",
    "LevelCurve",
    "Limit",
    "LineFit",
    "LocalLinearMap",
    "NoDerivative",
    "NoLimit",
    "OptimalStep",
    "OutsideDomain",
    "Reason",
    "Regime",
    "Repetition",
    "Roughness",
    "Rounding",
    "Rule",
    "RuleStep",
    "Scheme",
    "SecantLine",
    "Side",
    "Slice",
    "StepSweep",
    "Stop",
    "Subtraction",
    "TangentLine",
    "TangentPlane",
    "TotalDerivative",
    "Trajectory",
    "UnfitLesson",
    "UnsupportedFunction",
    "VectorField",
    "VectorFunction",
    "Verdict",
    "Window",
    "absorbs",
    "addition",
    "approach_table",
    "backpropagation",
    "chain",
    "continuity",
    "contraction_factor",
    "convergence_bound",
    "cost_function",
    "critical_points",
    "derivative",
    "difference_quotient",
    "differentiate_by_rules",
    "directional_derivative",
    "epsilon_delta",
    "flow_line",
    "gradient",
    "gradient_ascent",
    "gradient_descent",
    "hessian",
    "jacobian",
    "least_squares",
    "level_curves",
    "limit",
    "local_linear_map",
    "mixed_partial",
    "neighbours",
    "optimal_step",
    "partial",
    "repetition",
    "rounding",
    "sample_curve",
    "sample_path",
    "scaled_until_lost",
    "secant_line",
    "show",
    "slice_at",
    "spacing",
    "step_sweep",
    "steps_needed",
    "subtraction",
    "tangent_line",
    "tangent_plane",
    "total_derivative",
    "value_range",
    "vector_field",
]

# In the order of the syllabus: looking for a name loads no more than what it builds on.
_MODULES = (
    "errors",
    "functions",
    "ranges",
    "sampling",
    "limits",
    "approach",
    "epsilon_delta",
    "continuity",
    "floats",
    "differences",
    "steps",
    "derivatives",
    "rules",
    "partials",
    "chains",
    "networks",
    "gradients",
    "fields",
    "contours",
    "flows",
    "jacobians",
    "critical_points",
    "descent",
    "rates",
    "regression",
)


def __getattr__(name: str) -> Any:
    if name == "show":
        return import_module("calcml.studio.notebook").show
    if name in __all__:
        for module in map(import_module, (f"calcml.core.{m}" for m in _MODULES)):
            if name in module.__all__:
                return getattr(module, name)
    raise AttributeError(f"module 'calcml' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
