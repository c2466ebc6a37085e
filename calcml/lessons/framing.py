"""Framing: which part of the plane shows a curve best.

A window has to hold the points that a lesson speaks of, and as much of the curve around them as
can be shown without making them small: what runs off to a pole, or far above everything that
matters, is cut off.
"""

import math
from collections.abc import Iterable

import numpy as np

from calcml.core.functions import Function
from calcml.core.types import FloatArray
from calcml.lessons.scales import Scale, nice_scale

__all__ = ["Range", "heights", "suited_scale", "widened"]

Range = tuple[float, float]
"""The low and the high end of an interval."""

_SAMPLES = 801
_SHARE = 0.45  # of the height that what must be seen keeps at least
_ROOM = 0.07  # of the height that stays free above and below


def heights(
    f: Function,
    across: Range,
    *,
    hold: Iterable[float] = (),
    share: float = _SHARE,
    room: float = _ROOM,
) -> Range:
    """Return the heights between which a curve is shown best.

    Parameters
    ----------
    f : Function
        Of one variable.
    across : tuple of two floats
        The part of the x-axis that is shown.
    hold : iterable of float
        Heights that must be seen, such as the values at the points of the telling. Without any,
        the middle nine tenths of the curve's values.
    share : float
        What part of the picture they keep at least; the curve is cut off where it would take
        more of the rest.
    room : float
        Free part above and below, unless the curve is cut off there.

    Returns
    -------
    tuple of two floats
        Rising, with ``hold`` inside.

    Examples
    --------
    >>> from calcml.core.symbols import x
    >>> heights(Function(x**2, x), (0, 4), hold=(1, 9), room=0)
    (0.0, 16.0)
    >>> heights(Function(1 / x, x), (0, 4), hold=(1, 0.5), share=0.25, room=0)[1] < 5
    True
    """
    values = _values(f, across)
    low, high = _needed(values, tuple(hold))
    bottom, top = float(min([low, *values])), float(max([high, *values]))
    spare = (high - low) * (1 / share - 1)
    below, above = low - bottom, top - high
    if below + above > spare:  # the side that needs less gets what it needs
        below, above = (
            min(below, max(spare / 2, spare - above)),
            min(above, max(spare / 2, spare - below)),
        )
    return widened((low - below, high + above), room)


def widened(ends: Range, room: float) -> Range:
    """Return an interval with some room on both sides.

    Parameters
    ----------
    ends : tuple of two floats
    room : float
        On each side, as a share of the result.

    Returns
    -------
    tuple of two floats
        An interval of no length is widened by half of its value, or by one.

    Examples
    --------
    >>> widened((0.0, 8.0), 0.1), widened((4.0, 4.0), 0.1), widened((0.0, 0.0), 0.1)
    ((-1.0, 9.0), (2.0, 6.0), (-1.0, 1.0))
    """
    low, high = ends
    if high - low <= 1e-12 * max(abs(low), abs(high)):
        more = abs(low) / 2 or 1.0
        return low - more, high + more
    more = (high - low) * room / (1 - 2 * room)
    return low - more, high + more


def suited_scale(ends: Range, *, count: int = 5, origin: bool = True) -> Scale:
    """Build the scale of an axis with about so many ticks.

    Parameters
    ----------
    ends : tuple of two floats
        Rising.
    count : int
        About how many ticks.
    origin : bool
        Whether zero bears a number.

    Returns
    -------
    Scale

    Examples
    --------
    >>> suited_scale((-0.3, 4.2)).ticks
    (0, 1, 2, 3, 4)
    """
    return nice_scale(*ends, count=count, skip=() if origin else (0,))


def _values(f: Function, across: Range) -> FloatArray:
    values = f.raw(np.linspace(*across, _SAMPLES))
    return np.asarray(values[np.isfinite(values)])


def _needed(values: FloatArray, hold: tuple[float, ...]) -> Range:
    """Return the heights that must be seen; with a single one, what the curve does around it."""
    known = [v for v in hold if math.isfinite(v)]
    middle = np.quantile(values, (0.05, 0.95)).tolist() if len(values) else [0.0, 0.0]
    low, high = (min(known), max(known)) if known else tuple(middle)
    spread = middle[1] - middle[0]
    if high - low < 0.05 * spread:
        low, high = max(low - spread / 4, min(low, middle[0])), high + spread / 4
    if high - low <= 1e-12 * max(abs(low), abs(high)):
        low, high = widened((low, high), 0)
    return low, high
