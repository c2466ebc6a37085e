"""What there is to say of two learning rates, by what each of them does.

The smaller of two rates never does more than the larger one: in the order *creeps, one step,
zig-zags, cycles, diverges* it comes first. So there are thirteen pairs, and each sentence here
rests on the two claims that name its pair.
"""

from collections.abc import Mapping

from calcml.core.rates import Regime
from calcml.lessons.captions import Caption

__all__ = ["COMPARED", "FACTORS", "FIRST", "JUDGED", "claim_key"]

Pair = tuple[Regime, Regime]

_C, _O, _Z, _Y, _D = (
    Regime.CREEPS,
    Regime.ONE_STEP,
    Regime.ZIG_ZAGS,
    Regime.CYCLES,
    Regime.DIVERGES,
)

_FIRST = {
    (_C, _C): "Both stay on their side of the minimum; the larger rate takes the longer step.",
    (_C, _O): "The smaller rate stays on its side of the minimum; the larger one lands on it.",
    (_C, _Z): "The smaller rate stays on its side of the minimum; the larger one jumps across it.",
    (_C, _Y): "The smaller rate stays on its side of the minimum; the larger one jumps across, "
    "just as far away.",
    (_C, _D): "The smaller rate stays on its side of the minimum; the larger one jumps across "
    "and ends farther away.",
    (_O, _Z): "The smaller rate lands on the minimum; the larger one jumps across it.",
    (_O, _Y): "The smaller rate lands on the minimum; the larger one jumps across, just as far "
    "away.",
    (_O, _D): "The smaller rate lands on the minimum; the larger one jumps across and ends "
    "farther away.",
    (_Z, _Z): "Both jump across the minimum; the larger rate takes the longer step.",
    (_Z, _Y): "Both jump across the minimum; the smaller rate ends closer to it, the larger one "
    "just as far away.",
    (_Z, _D): "Both jump across the minimum; the smaller rate ends closer to it, the larger one "
    "farther away.",
    (_Y, _D): "Both jump across the minimum; the smaller rate ends just as far away, the larger "
    "one farther.",
    (_D, _D): "Both jump across the minimum and end farther away, the larger rate more so.",
}  # fmt: skip

_CREEPING = "The smaller rate comes closer step by step"
_ARRIVED = "The smaller rate has arrived and stays"
_ZIG_ZAGGING = "The smaller rate comes closer from both sides"
_CYCLING = "the larger one jumps to and fro between two points."
_DIVERGING = "the larger one ends farther away after every step."

_COMPARED = {
    (_C, _C): "After every step the larger rate is closer to the minimum.",
    (_C, _O): f"{_CREEPING}; the larger one has arrived and stays.",
    (_C, _Z): "One creeps, one zig-zags, and after every step the {closer} rate is closer to the "
    "minimum.",
    (_C, _Y): f"{_CREEPING}; {_CYCLING}",
    (_C, _D): f"{_CREEPING}; {_DIVERGING}",
    (_O, _Z): f"{_ARRIVED}; the larger one comes closer from both sides.",
    (_O, _Y): f"{_ARRIVED}; {_CYCLING}",
    (_O, _D): f"{_ARRIVED}; {_DIVERGING}",
    (_Z, _Z): "Both zig-zag, and after every step the smaller rate is closer to the minimum.",
    (_Z, _Y): f"{_ZIG_ZAGGING}; {_CYCLING}",
    (_Z, _D): f"{_ZIG_ZAGGING}; {_DIVERGING}",
    (_Y, _D): f"The smaller rate jumps to and fro between two points; {_DIVERGING}",
    (_D, _D): "Both end farther away after every step, the larger rate always farther.",
}  # fmt: skip

_MULTIPLIES = "Each step multiplies the distance by {law}"
_BOTH_SIZES = (
    f"{_MULTIPLIES}: by {{~size.smaller}} for the smaller rate, by "
    "{~size.larger} for the larger one."
)
_AT_THE_LIMIT = (
    f"{_MULTIPLIES}. At {{limit}} that is exactly one, so the larger rate never comes closer."
)
_BEYOND = (
    f"{_MULTIPLIES}. Beyond {{limit}} that is more than one: the run with _η_ = "
    "{rate.larger} diverges."
)

_FACTORS = {
    (_C, _C): _BOTH_SIZES,
    (_C, _O): _BOTH_SIZES,
    (_C, _Z): _BOTH_SIZES,
    (_C, _Y): _AT_THE_LIMIT,
    (_C, _D): _BEYOND,
    (_O, _Z): _BOTH_SIZES,
    (_O, _Y): _AT_THE_LIMIT,
    (_O, _D): _BEYOND,
    (_Z, _Z): _BOTH_SIZES,
    (_Z, _Y): _AT_THE_LIMIT,
    (_Z, _D): _BEYOND,
    (_Y, _D): f"{_MULTIPLIES}. At {{limit}} that is exactly one, beyond it more: one run cycles, "
    "one diverges.",
    (_D, _D): f"{_MULTIPLIES}. Beyond {{limit}} that is more than one: both runs diverge.",
}  # fmt: skip

_NEARER = (
    "After {steps} steps _f_ is {~value.smaller} and "
    "{~value.larger}: the nearer a rate is to {ideal}, the faster."
)
_ONE_ARRIVES = (
    "Only the smaller rate leads to the minimum: a descent arrives for every rate below {limit}."
)
_NONE_ARRIVES = "Neither rate leads to the minimum: a descent arrives only for rates below {limit}."

_JUDGED = {
    (_C, _C): _NEARER,
    (_C, _O): "With {ideal} one step is enough; after {steps} steps the smaller rate is still "
    "{~left.smaller} away.",
    (_C, _Z): _NEARER,
    (_C, _Y): _ONE_ARRIVES,
    (_C, _D): _ONE_ARRIVES,
    (_O, _Z): "With {ideal} one step is enough; after {steps} steps the larger rate is still "
    "{~left.larger} away.",
    (_O, _Y): _ONE_ARRIVES,
    (_O, _D): _ONE_ARRIVES,
    (_Z, _Z): _NEARER,
    (_Z, _Y): _ONE_ARRIVES,
    (_Z, _D): _ONE_ARRIVES,
    (_Y, _D): _NONE_ARRIVES,
    (_D, _D): _NONE_ARRIVES,
}  # fmt: skip


def claim_key(which: str, regime: Regime) -> str:
    """Return the key of the claim that one of the rates does something.

    Parameters
    ----------
    which : str
        ``smaller`` or ``larger``.
    regime : Regime

    Returns
    -------
    str

    Examples
    --------
    >>> claim_key("larger", Regime.ZIG_ZAGS)
    'larger_zig_zags'
    """
    return f"{which}_{regime.name.lower()}"


def _told(sentences: Mapping[Pair, str]) -> tuple[Caption, ...]:
    return tuple(
        Caption(sentence, rests_on=(claim_key("smaller", one), claim_key("larger", other)))
        for (one, other), sentence in sentences.items()
    )


FIRST = _told(_FIRST)
"""Of the first step."""

COMPARED = _told(_COMPARED)
"""Of all steps, where one rate is faster."""

FACTORS = _told(_FACTORS)
"""Of the factors, where they differ in size."""

JUDGED = _told(_JUDGED)
"""In the end, where one rate is faster."""
