"""How long a scene will take to watch, before it has been rendered."""

from collections.abc import Iterable

__all__ = ["CHARACTERS_PER_SECOND", "MOTION", "estimated_seconds"]

CHARACTERS_PER_SECOND = 15
MOTION = 2.5
"""Seconds a beat moves besides the time its caption takes to read."""


def estimated_seconds(captions: Iterable[str]) -> float:
    """Estimate the length of a scene from the captions of its beats.

    Parameters
    ----------
    captions : iterable of str
        One per beat.

    Returns
    -------
    float
        Seconds.

    Examples
    --------
    >>> estimated_seconds(["A sentence of thirty characters"[:30]])
    4.5
    """
    return sum(MOTION + len(caption) / CHARACTERS_PER_SECOND for caption in captions)
