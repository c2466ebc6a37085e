"""What can be said of a function at a point where its continuity is asked."""

from collections.abc import Mapping

import sympy as sp

from calcml.core.continuity import Continuity
from calcml.core.functions import Function
from calcml.core.limits import Reason
from calcml.lessons.captions import Caption

__all__ = ["KINDS", "kind_of", "sentences"]

KINDS: Mapping[str, str] = {
    "continuous": "is continuous at its point",
    "moved": "has a limit that is not its value",
    "hole": "has a limit but no value",
    "edge": "has no value and no curve on both sides",
    "edge_with_value": "has a value but no curve on both sides",
    "swings": "has no value and swings around its point",
    "swings_with_value": "has a value but swings around its point",
    "pole": "has no value and both its sides run off together",
    "pole_with_value": "has a value but both its sides run off together",
    "apart": "has no value, and a side runs off from the other",
    "apart_with_value": "has a value, but a side runs off from the other",
    "jump": "has no value and jumps",
    "jump_with_value": "has a value but jumps",
    "jump_everywhere_defined": "is defined everywhere but jumps",
}
"""How a function may pass or fail the three tests, and what that means."""

_SENTENCES: Mapping[str, str] = {
    "continuous": "At {at.#} the @ comes to {#.left} from the left and to {#.right} from the "
    "right, and its value is {#.value}.",
    "moved": "The @ has the limit {#.limit} at {at.#}, but its value there is {#.value}.",
    "hole": "At {at.#} the @ has no value, though both sides lead to {#.limit}: it has a hole.",
    "edge": "At {at.#} the @ has no value, and no curve on both sides of it: no limit either.",
    "edge_with_value": "At {at.#} the @ has the value {#.value}, but no curve on both sides of "
    "it: no limit.",
    "swings": "At {at.#} the @ has no value, and it swings without end around it: no limit either.",
    "swings_with_value": "At {at.#} the @ has the value {#.value}, but it swings without end "
    "around it: no limit.",
    "pole": "At {at.#} the @ has no value, and it runs off to infinity: no number is its limit.",
    "pole_with_value": "The @ has the value {#.value} at {at.#}, but runs off around it: no "
    "number is its limit.",
    "apart": "At {at.#} the @ has no value, and no limit either.",
    "apart_with_value": "The @ has the value {#.value} at {at.#}, but its two sides run apart: no "
    "limit.",
    "jump": "At {at.#} the @ has no value, and it jumps from {#.left} to {#.right}: no limit "
    "either.",
    "jump_with_value": "The @ has a value at {at.#}, and yet it jumps there from {#.left} to "
    "{#.right}: no limit.",
    "jump_everywhere_defined": "The @ is defined everywhere, and yet it jumps from {#.left} to "
    "{#.right}: no limit at {at.#}.",
}


def sentences(name: str, noun: str = "") -> tuple[Caption, ...]:
    """Return a sentence for each kind, of which the claim ``<name>_<kind>`` chooses one.

    Parameters
    ----------
    name : str
        Of the case, in the keys of its entries and claims.
    noun : str
        What it is called; the name by default.

    Returns
    -------
    tuple of Caption

    Examples
    --------
    >>> next(each for each in sentences("third") if each.rests_on == ("third_moved",)).template
    'The third has the limit {third.limit} at {at.third}, but its value there is {third.value}.'
    """
    return tuple(
        Caption(text.replace("#", name).replace("@", noun or name), rests_on=(f"{name}_{kind}",))
        for kind, text in _SENTENCES.items()
    )


def kind_of(f: Function, case: Continuity) -> str:
    """Return how a function passes or fails the tests: a key of `KINDS`.

    Parameters
    ----------
    f : Function
    case : Continuity
        What the core found at the point.

    Returns
    -------
    str
    """
    if case.limit_exists:
        return "continuous" if case.continuous else "moved" if case.defined else "hole"
    kind = _break_of(case)
    if kind == "jump" and f.domain == sp.Reals:
        return "jump_everywhere_defined"
    return f"{kind}_with_value" if case.defined else kind


def _break_of(case: Continuity) -> str:
    """Return what keeps a function from having a limit that is a number."""
    sides = case.limit.left, case.limit.right
    if Reason.UNDEFINED_NEARBY in sides:
        return "edge"
    if Reason.OSCILLATES in sides:
        return "swings"
    if sp.oo in sides or -sp.oo in sides:
        return "pole" if sides[0] == sides[1] else "apart"
    return "jump"
