"""Second opinions on the chapter *Extras*."""

from collections.abc import Callable, Mapping
from typing import Any

from calcml.oracles.backpropagation import network_opinions
from calcml.oracles.mirrored_rates import mirror_opinions
from calcml.oracles.momentum import momentum_opinions
from calcml.oracles.numerics import trade_off
from calcml.oracles.opinions import Opinion
from calcml.oracles.stable_rates import stable_opinions
from calcml.oracles.steepest import steepest_opinions

__all__ = ["OPINIONS"]

OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {
    "LargestStableRate": stable_opinions,
    "EquallyFast": mirror_opinions,
    "MomentumNarrowValley": momentum_opinions,
    "BackpropagationTwoLayers": network_opinions,
    "WhereTheVTurns": trade_off,
    "WhySteepest": steepest_opinions,
}
