"""Scales whose numbers fit beside one another."""

from calcml.lessons.scales import Scale, nice_scale

__all__ = ["legible_scale"]

_GAP = 2  # characters between two numbers at least


def legible_scale(low: float, high: float, *, count: int, room: int) -> Scale:
    """Build the scale of a horizontal axis with as many ticks as have room for their numbers.

    Parameters
    ----------
    low, high : float
        Values that the axis must hold.
    count : int
        About how many ticks at most.
    room : int
        How many characters fit along the axis: about 80 on the stage, 45 on half of it.

    Returns
    -------
    Scale

    Examples
    --------
    >>> legible_scale(0, 4, count=5, room=45).ticks
    (0, 1, 2, 3, 4)
    >>> legible_scale(10**6, 10**6 + 4, count=5, room=30).ticks
    (1000000, 1000002, 1000004)
    """
    for each in range(count, 1, -1):
        scale = nice_scale(low, high, count=each)
        if sum(len(scale.written(tick).text) + _GAP for tick in scale.ticks) <= room:
            break
    return scale
