"""Memory that is used again in every frame.

The large arrays of one frame are as large as those of the next. The system hands out fresh
memory page by page, and that costs more than all the sums done in it.

What runs linearly for a while, then jumps, and so on, is one running sum in such memory: that is
faster than repeating starts and steps, and in whole numbers it is exact.
"""

import threading
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

__all__ = ["running", "scratch"]

IntArray = NDArray[np.int64]


class _Kept(threading.local):
    """The memory of one thread, by what it is for."""

    def __init__(self) -> None:
        self.bytes: dict[str, NDArray[np.uint8]] = {}


_kept = _Kept()


def scratch(purpose: str, length: int, dtype: DTypeLike = np.float32) -> NDArray[Any]:
    """Return an array of any content, shape (length,).

    It stays what the caller makes of it until somebody asks for the same purpose again.

    Examples
    --------
    >>> scratch("doctest", 3, np.int32).shape
    (3,)
    """
    wanted = length * np.dtype(dtype).itemsize
    kept = _kept.bytes.get(purpose)
    if kept is None or len(kept) < wanted:
        kept = np.empty(wanted + wanted // 4, dtype=np.uint8)
        _kept.bytes[purpose] = kept
    return kept[:wanted].view(dtype)


def running(
    purpose: str, first: NDArray[Any], step: NDArray[Any] | int, count: IntArray
) -> NDArray[Any]:
    """Return ``first + step * k`` for k from 0 to below count, one run after another.

    Parameters
    ----------
    purpose : str
        As for `scratch`.
    first, step : array of int, shape (r,)
        Of each run. Sums that do not fit into their type are cut to it, as in any such sum.
    count : IntArray, shape (r,)
        Length of each run, at least one.

    Examples
    --------
    >>> running("doctest", np.array([5, 1]), np.array([2, -1]), np.array([3, 2])).tolist()
    [5, 7, 9, 1, 0]
    """
    end = np.cumsum(count)
    begin = end - count
    total = scratch(purpose, int(end[-1]) if len(end) else 0, first.dtype)
    if isinstance(step, int):
        total.fill(step)
    else:
        total.fill(0)
        total[begin] = np.diff(step, prepend=0)
        np.cumsum(total, out=total)
    last = first + step * (count - 1)
    total[begin[1:]] = first[1:] - last[:-1]
    total[:1] = first[:1]
    return np.cumsum(total, out=total, dtype=total.dtype)
