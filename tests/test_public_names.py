"""What is importable from calcml is documented, complete, and free of Manim."""

import subprocess
import sys
from importlib import import_module
from types import FunctionType

import pytest

import calcml


def test_every_name_is_public_where_it_is_defined():
    for name in set(calcml.__all__) - {"show"}:
        value = getattr(calcml, name)
        assert any(name in import_module(f"calcml.core.{m}").__all__ for m in calcml._MODULES)
        assert value is not None


def test_every_public_class_and_routine_is_documented():
    undocumented = [
        name
        for name in calcml.__all__
        if isinstance(getattr(calcml, name), type | FunctionType)
        and not (getattr(calcml, name).__doc__ or "").strip()
    ]
    assert undocumented == []


NEEDED = """
Function VectorFunction limit Limit NoLimit approach_table epsilon_delta continuity
difference_quotient step_sweep optimal_step derivative NoDerivative differentiate_by_rules
partial mixed_partial slice_at tangent_plane total_derivative gradient directional_derivative
hessian jacobian critical_points gradient_descent gradient_ascent Trajectory least_squares
CalcmlError
"""


def test_names_the_lecture_needs_are_there():
    assert set(NEEDED.split()) <= set(calcml.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'calcml' has no attribute 'integral'"):
        _ = calcml.integral


def test_importing_calcml_loads_neither_sympy_nor_manim():
    program = (
        "import sys, calcml; assert not {'sympy', 'manim', 'numpy'} & set(sys.modules); "
        "from calcml import gradient_descent; assert 'manim' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_names_are_listed():
    assert {"derivative", "limit", "__version__"} <= set(dir(calcml))
