"""Second opinions on the chapter *Gradient descent*."""

from collections.abc import Callable, Mapping
from typing import Any

from calcml.oracles.fits import fit_opinions
from calcml.oracles.mirrors import mirror_opinions
from calcml.oracles.mountains import mountain_opinions
from calcml.oracles.opinions import Opinion
from calcml.oracles.rate_pairs import pair_opinions
from calcml.oracles.rate_regimes import regime_opinions
from calcml.oracles.steps_downhill import step_opinions
from calcml.oracles.steps_uphill import climb_opinions

__all__ = ["OPINIONS"]

OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {
    "AscentVersusDescent": mirror_opinions,
    "GradientAscentSteps": climb_opinions,
    "GradientDescentSteps": step_opinions,
    "LearningRateComparison": pair_opinions,
    "LearningRateRegimes": regime_opinions,
    "LinearRegressionDescent": fit_opinions,
    "MountainDescent": mountain_opinions,
}
