"""Scenes told with functions that nobody designed them for: well, or not at all and with a reason.

Each is told beat by beat; the picture at the end of every beat passes the lint.
"""

import re

import pytest

from calcml.core.errors import CalcmlError
from tests.foreign import FOREIGN, FOREIGN_BREAKS, FOREIGN_SURFACES
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
    "LimitZoom": 25,
    "ReciprocalBothSides": 25,
    "SecantToTangent": 25,
    "DifferenceQuotientCode": 15,
    "StepSizeTradeoff": 15,
    "GradientDescentSteps": 10,
    "LearningRateComparison": 2,
    "ParaboloidSlices": 8,
    "NonSeparablePartial": 8,
    "GaussianGradientField": 15,
}
"""How many of the functions a scene tells at least: refusing is not to become a habit."""

NO_WORDS = re.compile(r"\b(nan|zoo|oo|None|Piecewise|Traceback|sympy|object at|Rational)\b|\{|\}")
"""What no viewer and no lecturer should read."""

pytestmark = pytest.mark.slow

told: dict[str, list[str]] = {}


def cases():
    for name, (text, at) in FOREIGN.items():
        for scene in OF_ONE_VARIABLE:
            yield scene, name, {"function": text, "at": at}
        for scene in DESCENTS:
            yield scene, name, {"function": text}
    for name, (text, at) in FOREIGN_BREAKS.items():
        yield "ReciprocalBothSides", name, {"function": text, "at": at}
    for name, (text, at) in FOREIGN_SURFACES.items():
        for scene in OF_TWO_VARIABLES:
            yield scene, name, {"function": text, **placed(scene, at)}


def placed(scene, at):
    """Return where a scene of surfaces is told, by the names that it has for it."""
    x, y = (part.strip() for part in at.split(","))
    if scene == "ParaboloidSlices":
        return {"at": x}
    return {"at": f"{x}, {y}"} if scene == "NonSeparablePartial" else {}


@pytest.mark.parametrize(
    ("scene", "parameters"),
    [
        pytest.param(scene, parameters, id=f"{scene}-{name}", marks=pytest.mark.xdist_group(scene))
        for scene, name, parameters in cases()
    ],
)
def test_a_foreign_function_is_told_well_or_refused_with_a_reason(scene, parameters):
    try:
        telling = tell(scene, parameters)
    except CalcmlError as error:
        reason = str(error)
        assert len(reason) > 30
        assert not NO_WORDS.search(reason), reason
        return
    told.setdefault(scene, []).append(parameters["function"])
    assert telling.faults == []
    assert telling.beats == list(telling.scene.lesson.beats)
    for beat in telling.beats:
        caption = telling.scene.lesson.caption(beat)
        assert not NO_WORDS.search(caption), caption


@pytest.mark.parametrize(
    "scene",
    [pytest.param(scene, marks=pytest.mark.xdist_group(scene)) for scene in LEAST_TOLD],
)
def test_most_functions_are_told(scene):
    assert len(told.get(scene, ())) >= LEAST_TOLD[scene]
