"""How long pictures stand, in the whole units that a format counts in."""

from collections.abc import Iterable
from fractions import Fraction

__all__ = ["delays"]


def delays(frames: Iterable[int], *, fps: int, units: int) -> list[int]:
    """Return how long each picture stands, so that their sum is the exact length, rounded once.

    Parameters
    ----------
    frames : iterable of int
        How many frames each stands.
    fps : int
        Frames a second.
    units : int
        Units a second.

    Returns
    -------
    list of int

    Examples
    --------
    >>> delays([1, 1, 1, 3], fps=15, units=100)
    [7, 6, 7, 20]
    """
    found, reached, total = [], 0, 0
    for count in frames:
        total += count
        end = round(Fraction(total * units, fps))
        found.append(end - reached)
        reached = end
    return found
