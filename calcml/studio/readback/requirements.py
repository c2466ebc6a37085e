"""What values of a sidecar must be, each with a message that says where one is not."""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

__all__ = ["Malformed", "colour", "interval", "numbers", "record", "sequence", "text", "whole"]

_HEX = frozenset("0123456789abcdefABCDEF")
_SHORT = 40  # characters of a value that a message shows


class Malformed(ValueError):  # noqa: N818 - reads as what it is
    """A value in a sidecar is not what it must be."""

    @classmethod
    def at(cls, where: str, rule: str, got: object) -> "Malformed":
        """Return the error for a value in some place."""
        is_plain = got is None or isinstance(got, str | int | float)
        shown = repr(got) if is_plain else type(got).__name__
        short = shown if len(shown) <= _SHORT else shown[: _SHORT - 1] + "…"
        return cls(f"{where} must be {rule}, got {short}")


def record(value: object, where: str) -> Mapping[str, Any]:
    """Return a value that is a record.

    Parameters
    ----------
    value : object
    where : str

    Returns
    -------
    mapping
    """
    if not isinstance(value, dict):
        raise Malformed.at(where, "a record", value)
    return value


def sequence(value: object, where: str, *, least: int = 0) -> Sequence[Any]:
    """Return a value that is a list of at least some items.

    Parameters
    ----------
    value : object
    where : str
    least : int

    Returns
    -------
    sequence
    """
    if not isinstance(value, list):
        raise Malformed.at(where, "a list", value)
    if len(value) < least:
        raise Malformed.at(where, f"a list of at least {least} items", len(value))
    return value


def text(value: object, where: str) -> str:
    """Return a value that is a text.

    Parameters
    ----------
    value : object
    where : str

    Returns
    -------
    str
    """
    if not isinstance(value, str):
        raise Malformed.at(where, "a text", value)
    return value


def whole(value: object, where: str, low: int, high: int) -> int:
    """Return a value that is a whole number in a range.

    Parameters
    ----------
    value : object
    where : str
    low, high : int
        Both are in the range.

    Returns
    -------
    int
    """
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise Malformed.at(where, f"a whole number from {low} to {high}", value)
    return value


def numbers(
    value: object, where: str, count: int, *, low: float = -1e300, high: float = 1e300
) -> Sequence[float]:
    """Return a value that is a list of finite numbers.

    Parameters
    ----------
    value : object
    where : str
    count : int
        How many.
    low, high : float
        Both are in the range.

    Returns
    -------
    sequence of float
    """
    found = sequence(value, where)
    if len(found) != count:
        raise Malformed.at(where, f"{count} numbers", len(found))
    for each in found:
        is_number = isinstance(each, int | float) and not isinstance(each, bool)
        if not is_number or not low <= each <= high or not isfinite(each):
            raise Malformed.at(where, f"finite numbers from {low:g} to {high:g}", each)
    return found


def colour(value: object, where: str) -> str:
    """Return a value that is a colour, ``#rrggbb``.

    Parameters
    ----------
    value : object
    where : str

    Returns
    -------
    str
    """
    found = text(value, where)
    if len(found) != len("#rrggbb") or found[0] != "#" or not set(found[1:]) <= _HEX:
        raise Malformed.at(where, "a colour such as #20a0ff", value)
    return found


def interval(value: object, where: str, frames: int) -> Sequence[int]:
    """Return a value that is an interval of a scene's frames.

    Parameters
    ----------
    value : object
    where : str
    frames : int
        How many the scene has.

    Returns
    -------
    sequence of two ints
        The first one, and the first one after it.
    """
    found = sequence(value, where)
    is_whole = all(isinstance(each, int) and not isinstance(each, bool) for each in found)
    if len(found) != 2 or not is_whole or not 0 <= found[0] < found[1] <= frames:  # noqa: PLR2004
        raise Malformed.at(where, f"an interval of frames from 0 to {frames}", _plain(found))
    return found


def _plain(found: Sequence[Any]) -> str:
    return ", ".join(str(each)[:12] for each in found[:4])
