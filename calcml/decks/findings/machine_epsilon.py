"""Machine epsilon: the gap above 1, which is not the smallest increment that survives.

=======  ==============================================================
letter   meaning
=======  ==============================================================
ε        machine epsilon, 2⁻⁵²
u        unit roundoff, 2⁻⁵³
δ        an increment of 1
=======  ==============================================================
"""

import math

import numpy as np
import sympy as sp

from calcml.core.decimals import scientific
from calcml.core.floats import (
    MACHINE_EPSILON,
    SMALLEST_INCREMENT,
    UNIT_ROUNDOFF,
    absorbs,
    addition,
    neighbours,
)
from calcml.decks.findings.finding import Finding, finding

EPSILON_WRITTEN = "2.22e-16"
INCREMENT_CLAIMED = MACHINE_EPSILON
STEP = 1e-16
SURVIVOR = 1.2e-16
STEP_PRINTED = "1.0"
EPSILON_PRINTED = "1.0000000000000002"


def _is_smallest(increment: float) -> bool:
    """Tell whether 1 + δ exceeds 1 and no smaller double does; rounding keeps the order."""
    return not absorbs(1.0, increment) and absorbs(1.0, math.nextafter(increment, 0.0))


def _is_gap(epsilon: float) -> bool:
    return neighbours(1.0)[1] - 1.0 == epsilon


def _survives_above_half() -> bool:
    """Tell whether u is lost, and the next double rounded up to the whole gap."""
    least = addition(1.0, SMALLEST_INCREMENT)
    return absorbs(1.0, UNIT_ROUNDOFF) and least.effective == MACHINE_EPSILON


@finding("A-055")
def value_of_epsilon() -> Finding:
    """Round the gap between 1 and the next double to three digits."""
    gap = neighbours(1.0)[1] - 1.0
    return Finding(
        stated=scientific(gap, 3) == EPSILON_WRITTEN,
        computed={"machine epsilon": gap, "rounded": scientific(gap, 3)},
    )


@finding("A-056")
def smallest_meaningful_increment() -> Finding:
    """Add increments below ε: those above ε/2 leave a trace, though none arrives in full."""
    below = [MACHINE_EPSILON * k / 64 for k in range(1, 64)]
    arrives_in_full = addition(1.0, MACHINE_EPSILON).error == 0
    return Finding(
        stated=_is_smallest(INCREMENT_CLAIMED),
        narrowed=arrives_in_full and all(addition(1.0, delta).error != 0 for delta in below),
        corrected=_is_gap(MACHINE_EPSILON) and _survives_above_half(),
        computed={
            "gap above 1": neighbours(1.0)[1] - 1.0,
            "smallest δ with 1 + δ > 1": SMALLEST_INCREMENT,
            "1 + that δ": 1.0 + SMALLEST_INCREMENT,
        },
    )


@finding("A-057")
def epsilon_from_numpy() -> Finding:
    """Compare NumPy's constant with the gap between 1 and the next double."""
    epsilon = np.finfo(float).eps
    return Finding(
        stated=_is_gap(float(epsilon)),
        computed={"printed": str(epsilon), "power of two": int(sp.log(sp.Rational(epsilon), 2))},
    )


@finding("A-058")
def epsilon_is_not_the_smallest() -> Finding:
    """Add 1.2e-16, which is smaller than ε and is not lost."""
    return Finding(
        stated=_is_smallest(INCREMENT_CLAIMED),
        corrected=_is_smallest(SMALLEST_INCREMENT) and _is_gap(MACHINE_EPSILON),
        computed={
            "1 + 1.2e-16": 1 + SURVIVOR,
            "1.2e-16 < ε": MACHINE_EPSILON > SURVIVOR,
            "1 + 2**-53": 1 + 2**-53,
            "smallest δ with 1 + δ > 1": SMALLEST_INCREMENT,
        },
    )


@finding("A-059")
def step_is_lost_beside_one() -> Finding:
    """Run the slide's line with h = 1e-16."""
    printed = str(1 + STEP)
    return Finding(stated=printed == STEP_PRINTED, computed={"printed": printed})


@finding("A-060")
def epsilon_is_kept_beside_one() -> Finding:
    """Run the slide's line with NumPy's epsilon."""
    printed = str(1 + np.finfo(float).eps)
    return Finding(stated=printed == EPSILON_PRINTED, computed={"printed": printed})
