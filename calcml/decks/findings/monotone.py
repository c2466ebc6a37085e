"""Whether values go one way only: every step of a descent downhill, of an ascent uphill."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

__all__ = ["falls", "rises"]


def falls(values: Iterable[Any]) -> bool:
    """Tell whether each value is smaller than the one before.

    Parameters
    ----------
    values : iterable of numbers

    Returns
    -------
    bool

    Examples
    --------
    >>> falls([3, 2, 1]), falls([3, 3, 1])
    (True, False)
    """
    return all(bool(later < earlier) for earlier, later in pairwise(values))


def rises(values: Iterable[Any]) -> bool:
    """Tell whether each value is larger than the one before.

    Parameters
    ----------
    values : iterable of numbers

    Returns
    -------
    bool
    """
    return all(bool(later > earlier) for earlier, later in pairwise(values))
