"""From the ledger's numbers to pixels, by the axes that the sidecar tells."""

from collections.abc import Mapping, Sequence
from math import cos, log10, radians, sin
from typing import Any

import numpy as np

__all__ = ["axes_of", "pixels_of"]


def pixels_of(axes: Mapping[str, Any], point: Sequence[float]) -> tuple[float, float]:
    """Return where a point appears.

    Parameters
    ----------
    axes : mapping
        Of a plane or of a space, as ``docs/sidecar.md`` tells them.
    point : sequence of float
        Two coordinates in a plane, three in a space.

    Returns
    -------
    tuple of two floats
        Pixels to the right and downwards.

    Examples
    --------
    >>> plane = {"kind": "plane", "x": [0, 4], "y": [0, 2], "log": [False, False],
    ...          "box": [100, 50, 500, 250]}
    >>> pixels_of(plane, (1, 2))
    (200.0, 50.0)
    """
    if axes["kind"] == "space":
        return _in_space(axes, np.asarray(point, dtype=np.float64))
    left, top, right, bottom = axes["box"]
    x = _share(point[0], axes["x"], logarithmic=axes["log"][0])
    y = _share(point[1], axes["y"], logarithmic=axes["log"][1])
    return left + x * (right - left), bottom + y * (top - bottom)


def axes_of(axes: Mapping[str, Any]) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Return where the axes of a plane are drawn: at zero, or at the edge where that is outside.

    Parameters
    ----------
    axes : mapping
        Of a plane or of a space.

    Returns
    -------
    list of pairs of places
        In pixels; none for a space, whose axes lie in its depth.

    Examples
    --------
    >>> axes_of({"kind": "plane", "x": [0, 4], "y": [-1, 1], "log": [False, False],
    ...          "box": [100, 50, 500, 250]})
    [((100, 150.0), (500, 150.0)), ((100.0, 50), (100.0, 250))]
    """
    if axes["kind"] == "space":
        return []
    left, top, right, bottom = axes["box"]
    origin = [
        low if logarithmic else min(max(0.0, low), high)
        for (low, high), logarithmic in zip((axes["x"], axes["y"]), axes["log"], strict=True)
    ]
    x, y = pixels_of(axes, origin)
    return [((left, y), (right, y)), ((x, top), (x, bottom))]


def _share(value: float, ends: Sequence[float], *, logarithmic: bool) -> float:
    low, high = ends
    if logarithmic:
        value, low, high = log10(value), log10(low), log10(high)
    return (value - low) / (high - low)


def _in_space(axes: Mapping[str, Any], point: Any) -> tuple[float, float]:
    low, high, size = (np.asarray(axes[name]) for name in ("low", "high", "size"))
    world = (point - (low + high) / 2) * size / (high - low)
    a, e = radians(axes["azimuth"]), radians(axes["elevation"])
    right = np.array([-sin(a), cos(a), 0.0])
    up = np.array([-sin(e) * cos(a), -sin(e) * sin(a), cos(e)])
    ahead = np.array([cos(e) * cos(a), cos(e) * sin(a), sin(e)])
    radius = float(np.linalg.norm(size)) / 2
    near = 1 - axes["perspective"] * cos(e) / radius * float(world @ ahead)
    scale = axes["unit"] * axes["zoom"] / near
    x, y = axes["centre"]
    return float(x + scale * (world @ right)), float(y - scale * (world @ up))
