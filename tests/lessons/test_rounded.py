"""With numbers that do not end, no sentence passes a rounded one off as exact."""

import re

import pytest

from calcml.lessons import (
    chain,
    descent,
    extras,
    gradient,
    limits,
    numerics,
    optimisation,
    partials,
    quizzes,
    rules,
)

PLACE = re.compile(r"(?P<before>.{0,2})\{(?P<hedge>~?)(?P<key>[A-Za-z][\w.]*)\}")

ENDLESS = [
    (limits.SineOscillation, {"at": "-1/3", "tolerance": "1/3"}),
    (numerics.SymmetricDifference, {"at": "1/3"}),
    (rules.ProductQuotientRules, {"at": "sqrt(7)"}),
    (rules.ExpLogRules, {"base": "sqrt(5)"}),
    (rules.TrigTanhDerivatives, {"at": "sqrt(2)"}),
    (chain.ChainRuleSine, {"factor": "sqrt(7)"}),
    (chain.ChainOfManyFunctions, {"at": "sqrt(6/5)"}),
    (chain.ChainRuleWorkedExample, {"at": "0.65432"}),
    (partials.PartialDerivativeLimit, {"at": "sqrt(2), 1/3", "steps": "1/3, 1/7"}),
    (gradient.GradientDefinition, {"at": "sqrt(2), 1.23456"}),
    (gradient.GradientThreeVariables, {"y": "sqrt(2)", "z": "1/7"}),
    (gradient.GradientDirectionMagnitude, {"components": "sqrt(2), 7/3"}),
    (gradient.JacobianLocalMap, {"at": "sqrt(2), 1/3", "steps": "1/3, 1/30"}),
    (optimisation.WhatIsOptimization, {"low": "sqrt(10)"}),
    (optimisation.CriticalPoints, {"function": "7*x^2 - x/3 + sqrt(2)"}),
    (optimisation.LearningProblem, {"slope": "1/3", "intercept": "sqrt(3)"}),
    (descent.MountainDescent, {"starts": "1/3, -1/7", "rate": "1/11"}),
    (descent.GradientAscentSteps, {"function": "1 - x^2/7 + x/3", "start": "-9/2"}),
    (descent.GradientDescentSteps, {"function": "x^2/7 + x/3", "start": "-9/2"}),
    (descent.AscentVersusDescent, {"function": "x^2/3 + sqrt(2)*x"}),
    (descent.LearningRateRegimes, {"function": "7*x^2/3 - x", "start": "1/9"}),
    (quizzes.LearningRateQuizSmall, {"function": "7*x^2/3 - x", "start": "1/9"}),
    (quizzes.LearningRateQuizHigh, {"function": "7*x^2/3 - x", "start": "1/9"}),
    (extras.WhySteepest, {"at": "sqrt(2), 1/3"}),
    (extras.LargestStableRate, {"steep": "22/7", "flat": "sqrt(2)"}),
    (extras.EquallyFast, {"rate": "1/3"}),
    (extras.WhereTheVTurns, {"at": "1/3"}),
    (extras.MomentumNarrowValley, {"length": 4}),
    (extras.BackpropagationTwoLayers, {"value": "1/3"}),
]


@pytest.mark.parametrize(
    ("kind", "parameters"), ENDLESS, ids=[kind.__name__ for kind, _ in ENDLESS]
)
def test_every_rounded_number_is_hedged(kind, parameters):
    lesson = kind().with_parameters(**parameters)
    lesson.require_claims()
    for told in (lesson.told_heading, *map(lesson.told, lesson.beats)):
        for before, hedge, key in PLACE.findall(told.template):
            is_hedged = hedge == "~" or before == "= "
            assert is_hedged or not lesson.ledger[key].rounded, told.template


def test_the_hedge_is_told_only_where_it_is_needed():
    lesson = extras.EquallyFast(rate="1/3")
    assert lesson.title == "Why about 0.333 and about 0.667 are equally fast"
    assert extras.EquallyFast().title == "Why 0.1 and 0.9 are equally fast"
    product = rules.ProductQuotientRules(at="sqrt(7)")
    assert "are about 0.6458 and about 5.6458" in product.caption("build_the_rectangle")
