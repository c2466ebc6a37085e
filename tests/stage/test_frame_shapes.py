"""Every scene in frames that are not wide: laid out anew, and without a fault in any beat.

Upright ones are told elsewhere; here every other scene is told in one of the two other shapes.
"""

from itertools import product

import pytest

from tests.sampling import sampled
from tests.scene_files import scene_names
from tests.tell import tell

NARROW = ("4:3", "1:1", "9:16")
SCENES = tuple(name for _, name in scene_names())
FOREIGN = {
    "SecantToTangent": {"function": "e^(-x/3) sin(3x)", "at": "1"},
    "DifferenceQuotientCode": {"function": "e^(-x^2)", "at": "0.5"},
    "GradientDescentSteps": {"function": "x^4/4 - x^2"},
    "LearningRateComparison": {"rates": "0.3, 1.2"},
    "LearningRateRegimes": {"function": "7x^2 - 3x"},
    "MountainDescent": {"function": "cos(x) + x/10", "starts": "1, -1", "rate": "1/2"},
    "GaussianGradientField": {"function": "x^3 - 3x y^2"},
    "LimitZoom": {"function": "1/(1 + x^2)", "at": "0.5"},
    "SineOscillation": {"at": "-5/2", "tolerance": "0.9"},
    "ConstantDerivative": {"constant": "9"},
    "LinearDerivative": {"slope": "9"},
    "SquareDerivativeAlgebra": {"side": "2"},
    "ReciprocalBothSides": {"function": "piecewise(x < 1: x^2, x >= 1: 3 - x/2)", "at": "1"},
    "StepSizeTradeoff": {"function": "tan(x)", "at": "1"},
    "SymmetricDifference": {"function": "e^x", "at": "0"},
    "PartialDerivativeLimit": {"function": "sin(x) cos(y)", "at": "1, 1/2"},
    "ParaboloidSlices": {"function": "x^2 + 10y^2", "at": "1"},
    "BasicRules": {"exponent": "5", "factor": "4"},
    "ExpLogRules": {"base": "3/2"},
    "ProductQuotientRules": {"at": "5/2"},
    "ChainRuleSine": {"factor": "5/2"},
    "ChainOfManyFunctions": {"at": "8/9"},
    "ChainRuleWorkedExample": {"at": "0.1"},
    "WhatIsOptimization": {"low": "8/3"},
    "WhyOptimizationInML": {"cautious": "0.3, 0.4, 0.45", "bold": "0.9, 0.7, 0.02"},
    "CriticalPoints": {"function": "3 - x/2 - x^2/3"},
    "LearningProblem": {"slope": "1/3", "intercept": "1.75"},
    "GradientDefinition": {"at": "1/2, 5/2"},
    "GradientThreeVariables": {"x": "1/3", "y": "3/2", "z": "1/10"},
    "NonSeparablePartial": {"function": "sin(x) cos(y)", "at": "1, 1/2"},
}

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("name", "shape"), sampled(product(SCENES, ("4:3", "1:1")), lambda n: n % 8 in {0, 5})
)
def test_no_picture_has_a_fault_in_any_shape(name, shape):
    told = tell(name, {}, shape=shape)
    assert told.faults == []
    assert told.beats == list(told.scene.lesson.beats)


@pytest.mark.parametrize("name", FOREIGN)
def test_no_upright_picture_has_a_fault_with_a_function_of_ones_own(name):
    assert tell(name, FOREIGN[name], shape="9:16").faults == []


@pytest.mark.parametrize("shape", NARROW)
def test_pictures_stand_where_the_shape_has_its_regions(shape):
    scene = tell("SecantToTangent", {}, shape=shape).scene
    regions = scene.regions
    assert min(regions.frame.width, regions.frame.height) == pytest.approx(8)
    inner = scene.axes.inner
    assert regions.stage.left <= inner.left < inner.right <= regions.stage.right + 1e-9
    assert regions.stage.bottom <= inner.bottom < inner.top <= regions.stage.top + 1e-9
    stage, panel = regions.stage, regions.panel
    assert stage.width * stage.height > panel.width * panel.height
