"""Second opinions: every number of a lesson worked out again by a method of its own.

A floor beside the stage: it knows lessons and mpmath, and no routine of `calcml.core`, so that a
mistake there cannot hide here. Each module covers a chapter.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from calcml.lessons.lesson import Lesson
from calcml.oracles.opinions import Agreement, Opinion, agreement

__all__ = ["Agreement", "Opinion", "agreement", "second_opinions"]

_CHAPTERS = {
    "MotivationEngine": "opening",
    "LimitZoom": "limits",
    "ReciprocalFromRight": "limits",
    "ReciprocalBothSides": "limits",
    "LimitFailureModes": "limits",
    "SineOscillation": "limits",
    "ContinuityConditions": "limits",
    "ConstantDerivative": "straight_lines",
    "LinearDerivative": "straight_lines",
    "SecantToTangent": "derivative",
    "DifferenceQuotientCode": "derivative",
    "SquareDerivativeAlgebra": "squares",
    "StepSizeTradeoff": "numerics",
    "ErrorTaxonomy": "numerics",
    "SqrtEpsilonStep": "numerics",
    "SymmetricDifference": "numerics",
    "MachineEpsilonNumberLine": "numerics",
    "CatastrophicCancellation": "numerics",
    "BasicRules": "elementary",
    "ProductQuotientRules": "elementary",
    "ExpLogRules": "elementary",
    "TrigTanhDerivatives": "elementary",
    "PartialDerivativeLimit": "side_limits",
    "ParaboloidSlices": "partials",
    "TanhSumSlices": "plateaus",
    "QuinticSlices": "two_places",
    "CubicSaddleSlices": "two_places",
    "NonSeparablePartial": "partials",
    "MixedPartials": "mixed_partials",
    "PartialDerivativeQuiz": "partial_quizzes",
    "ChainRuleSine": "chains",
    "ChainOfManyFunctions": "chains",
    "ChainRuleWorkedExample": "chains",
    "GradientDefinition": "gradient_definitions",
    "GaussianGradientField": "gradient",
    "GradientThreeVariables": "gradient_definitions",
    "GradientDirectionMagnitude": "directions",
    "JacobianShape": "jacobians",
    "JacobianLocalMap": "jacobians",
    "WhatIsOptimization": "optimisation",
    "WhyOptimizationInML": "optimisation",
    "CriticalPoints": "optimisation",
    "LearningProblem": "optimisation",
    "MountainDescent": "descent",
    "GradientAscentSteps": "descent",
    "GradientDescentSteps": "descent",
    "AscentVersusDescent": "descent",
    "LearningRateComparison": "descent",
    "LearningRateRegimes": "descent",
    "LinearRegressionDescent": "descent",
    "WhySteepest": "extras",
    "LargestStableRate": "extras",
    "EquallyFast": "extras",
    "LearningRateQuizSmall": "quizzes",
    "LearningRateQuizHigh": "quizzes",
    "WhereTheVTurns": "extras",
    "MomentumNarrowValley": "extras",
    "BackpropagationTwoLayers": "extras",
}


def second_opinions(lesson: Lesson) -> Mapping[str, Opinion]:
    """Work out the numbers of a lesson by second methods.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    mapping of str to Opinion
        By the entry's key. What is given, a parameter or a tick, has none; a lesson of one's own
        has none at all.
    """
    for kind in type(lesson).__mro__:
        if kind.__name__ in _CHAPTERS and kind.__module__.startswith("calcml.lessons."):
            module = import_module(f"calcml.oracles.{_CHAPTERS[kind.__name__]}")
            opinions: Callable[[Any], Mapping[str, Opinion]] = module.OPINIONS[kind.__name__]
            return opinions(lesson)
    return {}
