"""How the numbers of a plot or of a space become pixels, as plain data that anyone can apply."""

from typing import Any

from calcml.lessons.scales import LogScale
from calcml.stage.film.outlines import Pixels
from calcml.stage.lenses import Lens
from calcml.stage.plots import Plot
from calcml.stage.space import Space

__all__ = ["axes_of_plot", "axes_of_space"]


def axes_of_plot(plot: Plot, pixels: Pixels) -> dict[str, Any]:
    """Describe the axes of a plot as they are now.

    Parameters
    ----------
    plot : Plot
        A lens is described by the window that it shows now.
    pixels : Pixels
        The measure of the frame.

    Returns
    -------
    dict
        ``kind`` "plane", ``name``; ``x`` and ``y``, each the two ends as values; ``log``, whether
        each axis is logarithmic; ``box``, the pixels of left, top, right and bottom end.
    """
    inner, frame = plot.inner, plot.frame
    x, y = frame.x.limits, frame.y.limits
    if isinstance(plot, Lens):
        window = plot.window()
        x, y = window.x, window.y
    left, right = (pixels.left + pixels.x * side for side in (inner.left, inner.right))
    top, bottom = (pixels.top + pixels.y * side for side in (inner.top, inner.bottom))
    return {
        "kind": "plane",
        "name": plot.name,
        "x": [float(end) for end in x],
        "y": [float(end) for end in y],
        "log": [isinstance(scale, LogScale) for scale in (frame.x, frame.y)],
        "box": [round(float(side), 3) for side in (left, top, right, bottom)],
    }


def axes_of_space(space: Space, pixels: Pixels) -> dict[str, Any]:
    """Describe how a space is seen now.

    Parameters
    ----------
    space : Space
    pixels : Pixels
        The measure of the frame.

    Returns
    -------
    dict
        ``kind`` "space"; ``low``, ``high`` and ``size`` of its box, ``azimuth`` and ``elevation``
        in degrees, ``zoom``, ``perspective``; ``centre``, the pixels of its middle, and ``unit``,
        the pixels to a unit of its size.
    """
    view, box = space.view, space.box
    x, y = view.centre
    return {
        "kind": "space",
        "name": "space",
        "low": [float(end) for end in box.low],
        "high": [float(end) for end in box.high],
        "size": [float(edge) for edge in box.size],
        "azimuth": float(view.azimuth),
        "elevation": float(view.elevation),
        "zoom": float(view.zoom),
        "perspective": float(view.perspective),
        "centre": [
            round(float(pixels.left + pixels.x * x), 3),
            round(float(pixels.top + pixels.y * y), 3),
        ],
        "unit": float(pixels.x),
    }
