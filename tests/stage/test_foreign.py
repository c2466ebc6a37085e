"""Scenes told with functions that nobody designed them for: well, or not at all and with a reason.

Each is told beat by beat; the picture at the end of every beat passes the lint. Every scene tells
a sixth of the functions, another sixth than the scene before; with ``--every`` all.
"""

import re
from collections import defaultdict
from itertools import product

import pytest

from calcml.core.errors import CalcmlError
from tests.foreign import FOREIGN, FOREIGN_BREAKS, FOREIGN_SURFACES
from tests.sampling import sampled
from tests.tell import tell

OF_ONE_VARIABLE = (
    "LimitZoom",
    "SecantToTangent",
    "DifferenceQuotientCode",
    "StepSizeTradeoff",
)
DESCENTS = ("GradientDescentSteps", "LearningRateComparison")
OF_TWO_VARIABLES = ("ParaboloidSlices", "NonSeparablePartial", "GaussianGradientField")

LEAST_TOLD = {
    "LimitZoom": (7, 6, 8, 7, 7, 7),
    "ReciprocalBothSides": (5, 5, 4, 4, 4, 4),
    "SecantToTangent": (8, 4, 7, 6, 6, 7),
    "DifferenceQuotientCode": (8, 6, 8, 7, 7, 7),
    "StepSizeTradeoff": (5, 3, 5, 5, 4, 5),
    "LearningRateComparison": (0, 1, 1, 0, 0, 1),
    "GradientDescentSteps": (7, 7, 7, 7, 7, 7),
    "ParaboloidSlices": (2, 2, 2, 2, 2, 2),
    "NonSeparablePartial": (3, 3, 3, 2, 3, 3),
    "GaussianGradientField": (5, 5, 5, 5, 5, 4),
}
"""How many functions of each sixth a scene tells at least: refusing is not to become a habit."""

NO_WORDS = re.compile(r"\b(nan|zoo|oo|None|Piecewise|Traceback|sympy|object at|Rational)\b|\{|\}")
"""What no viewer and no lecturer should read."""

pytestmark = pytest.mark.slow


def cases():
    """Return the parameters of every scene, by the name of the function."""
    found = defaultdict(dict)
    for name, (text, at) in FOREIGN.items():
        for scene in OF_ONE_VARIABLE:
            found[scene][name] = {"function": text, "at": at}
        for scene in DESCENTS:
            found[scene][name] = {"function": text}
    for name, (text, at) in FOREIGN_BREAKS.items():
        found["ReciprocalBothSides"][name] = {"function": text, "at": at}
    for name, (text, at) in FOREIGN_SURFACES.items():
        for scene in OF_TWO_VARIABLES:
            found[scene][name] = {"function": text, **placed(scene, at)}
    return found


def placed(scene, at):
    """Return where a scene of surfaces is told, by the names that it has for it."""
    x, y = (part.strip() for part in at.split(","))
    if scene == "ParaboloidSlices":
        return {"at": x}
    return {"at": f"{x}, {y}"} if scene == "NonSeparablePartial" else {}


CASES = cases()


@pytest.mark.parametrize(
    ("scene", "sixth"),
    sampled(product(LEAST_TOLD, range(6)), lambda n: n % 6 == n // 6 % 6),
)
def test_foreign_functions_are_told_well_or_refused_with_a_reason(scene, sixth):
    problems, told = {}, 0
    cases = list(CASES[scene].items())
    for name, parameters in cases[sixth::6]:
        try:
            telling = tell(scene, parameters)
        except CalcmlError as error:
            if len(str(error)) < 30 or NO_WORDS.search(str(error)):
                problems[name] = f"refused without a good reason: {error}"
            continue
        told += 1
        found = faults_of(telling)
        if found:
            problems[name] = found
    assert problems == {}
    assert told >= LEAST_TOLD[scene][sixth]


def faults_of(telling):
    """Return what is wrong with the pictures and captions of a scene."""
    lesson = telling.scene.lesson
    found = list(telling.faults)
    if telling.beats != list(lesson.beats):
        found.append(f"told {telling.beats} instead of {lesson.beats}")
    captions = [lesson.caption(beat) for beat in telling.beats]
    return found + [caption for caption in captions if NO_WORDS.search(caption)]
