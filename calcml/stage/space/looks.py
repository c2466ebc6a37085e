"""Attributes that are seen: checked when set, animated by moving between two values.

A `Look` is a descriptor. A part lists its looks, and from that list follow what an animation
may change, what Manim interpolates, and what a frame depends on.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import ManimColor

from calcml.core.errors import InvalidArgument
from calcml.core.types import FloatArray
from calcml.stage import theme

__all__ = ["Look", "colour", "count", "fraction", "number", "points", "positive", "ramp"]

Converter = Callable[[str, Any], Any]


class Look:
    """An attribute of a part that the picture depends on.

    Parameters
    ----------
    convert : callable
        Takes the attribute's name and a value; returns a float or an array, or raises
        `InvalidArgument`.
    """

    def __init__(self, convert: Converter) -> None:
        self.convert = convert
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        owner.seen = (*getattr(owner, "seen", ()), name)  # type: ignore[attr-defined]

    def __get__(self, part: Any, owner: type) -> Any:
        return self if part is None else part.__dict__[f"look {self.name}"]

    def __set__(self, part: Any, value: Any) -> None:
        part.__dict__[f"look {self.name}"] = self.convert(self.name, value)


def number(name: str, value: Any) -> float:
    """Accept a finite number."""
    result = float(value)
    if not np.isfinite(result):
        raise InvalidArgument(f"{name} must be finite, got {value!r}")
    return result


def positive(name: str, value: Any) -> float:
    """Accept a number above zero."""
    result = number(name, value)
    if result <= 0:
        raise InvalidArgument(f"{name} must be positive, got {value!r}")
    return result


def fraction(name: str, value: Any) -> float:
    """Accept a number from 0 to 1; rate functions may overshoot a little, so it is clipped."""
    return min(max(number(name, value), 0.0), 1.0)


def count(name: str, value: Any) -> float:
    """Accept a number that is not negative."""
    result = number(name, value)
    if result < 0:
        raise InvalidArgument(f"{name} must not be negative, got {value!r}")
    return result


def points(*shape: int | None) -> Converter:
    """Accept a finite array of a shape in which ``None`` stands for any length of two or more."""

    def convert(name: str, value: Any) -> FloatArray:
        array = np.array(value, dtype=np.float64)
        wanted = "(" + ", ".join("n" if s is None else str(s) for s in shape) + ")"
        fits = array.ndim == len(shape) and all(
            (have > 1) if want is None else have == want
            for have, want in zip(array.shape, shape, strict=False)
        )
        if not fits:
            raise InvalidArgument(f"{name} must have the shape {wanted}, got {array.shape}")
        if not np.isfinite(array).all():
            where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
            raise InvalidArgument(
                f"{name} must be finite, got {array[where]} at {where}; "
                "leave out the points where the function has no value"
            )
        array.flags.writeable = False
        return array

    return convert


def colour(_: str, value: Any) -> FloatArray:
    """Accept a role of the theme, a colour of Manim, or red, green, blue from 0 to 1."""
    if isinstance(value, np.ndarray):
        return value
    chosen = theme.colour(value) if isinstance(value, theme.Role) else ManimColor(value)
    rgb: FloatArray = np.array(chosen.to_rgb(), dtype=np.float64)
    return rgb


def ramp(name: str, value: Any) -> FloatArray:
    """Accept colours from low to high, at least one; shape (k, 3)."""
    if isinstance(value, np.ndarray):
        return value
    colours = [colour(name, c) for c in value]
    if not colours:
        raise InvalidArgument(f"{name} must hold at least one colour, got none")
    return np.stack(colours)
