"""Read the SVG that Typst writes: filled glyphs, used by name, and straight rules.

Manim reads SVG of every kind and takes some 35 ms for a line of text, a hundred times what
Typst takes to set it. Typst writes only a handful of elements; each glyph is parsed once.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree as ET

import numpy as np

from calcml.core.errors import InvalidArgument
from calcml.core.types import FloatArray

__all__ = ["Shape", "shapes"]

_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_NAME = "{http://www.w3.org/1999/xlink}href"
_THIRDS = np.linspace(0, 1, 4)[:, None]


class Shape(NamedTuple):
    """A filled outline.

    Attributes
    ----------
    points : FloatArray
        Cubic Bézier points of the closed outline in points of type, upwards; shape (4 n, 3).
    colour : str
        Its fill, ``#rrggbb``.
    """

    points: FloatArray
    colour: str


class _Affine(NamedTuple):
    """Scales of the two axes, then a shift: Typst turns nothing."""

    scale: tuple[float, float] = (1.0, 1.0)
    shift: tuple[float, float] = (0.0, 0.0)

    def then(self, x: float, y: float = 0.0, across: float = 1.0, down: float = 1.0) -> "_Affine":
        """Return the map for what lies inside, shifted and scaled once more."""
        (a, d), (e, f) = self.scale, self.shift
        return _Affine((a * across, d * down), (e + a * x, f + d * y))

    def applied(self, points: FloatArray) -> FloatArray:
        placed: FloatArray = points * self.scale + self.shift
        return placed


def shapes(svg: str) -> Iterator[Shape]:
    """Yield the outlines of a page in the order in which they are painted.

    Parameters
    ----------
    svg : str
        From Typst.

    Yields
    ------
    Shape

    Raises
    ------
    InvalidArgument
        When it holds something that Typst doesn't write for text.
    """
    page = ET.fromstring(svg)  # noqa: S314 - our own compiler wrote it
    glyphs = {
        symbol.get("id", ""): "".join(path.get("d", "") for path in symbol)
        for symbol in page.iter("{http://www.w3.org/2000/svg}symbol")
    }
    yield from _inside(page, _Affine((1.0, -1.0)), glyphs)


def _inside(node: ET.Element, place: _Affine, glyphs: Mapping[str, str]) -> Iterator[Shape]:
    for child in node:
        kind = child.tag.rpartition("}")[2]
        here = _moved(place, child.get("transform", ""))
        if kind == "g":
            yield from _inside(child, here, glyphs)
        elif kind == "use":
            at = here.then(float(child.get("x", 0)), float(child.get("y", 0)))
            outline = _outline(glyphs[child.get(_NAME, "#")[1:]])
            if len(outline):
                yield _shape(at.applied(outline), child.get("fill", ""))
        elif kind == "path":
            yield from _path(child, here)


def _path(node: ET.Element, place: _Affine) -> Iterator[Shape]:
    points = place.applied(_outline(node.get("d", "")))
    stroke, fill = node.get("stroke", "none"), node.get("fill", "none")
    if stroke != "none":
        yield _shape(_rule(points, float(node.get("stroke-width", 1))), stroke)
    elif fill != "none":
        yield _shape(points, fill)


def _shape(points: FloatArray, colour: str) -> Shape:
    return Shape(np.column_stack([points, np.zeros(len(points))]), colour)


def _rule(points: FloatArray, thickness: float) -> FloatArray:
    """Turn a stroked line, such as a fraction bar, into a filled one that scales with text."""
    low, high = points.min(axis=0), points.max(axis=0)
    thick = np.where(np.argsort(high - low) == 0, thickness / 2, 0.0)
    (left, bottom), (right, top) = low - thick, high + thick
    corners = np.array([[right, top], [left, top], [left, bottom], [right, bottom], [right, top]])
    return np.concatenate([_line(a, b) for a, b in pairwise(corners)])


def _moved(place: _Affine, transform: str) -> _Affine:
    if not transform:
        return place
    name, _, rest = transform.partition("(")
    numbers = [float(number) for number in _TOKEN.findall(rest)]
    if name == "translate":
        return place.then(*numbers)
    across, up, skewed, down, x, y = numbers
    if name != "matrix" or up or skewed:
        raise InvalidArgument(f"text must stand upright, got the transform {transform!r}")
    return place.then(x, y, across, down)


@lru_cache(maxsize=4096)
def _outline(commands: str) -> FloatArray:
    """Return the Bézier points of a path, shape (4 n, 2); every outline is closed."""
    tokens = iter(_TOKEN.findall(commands))
    pieces: list[FloatArray] = []
    pen = start = np.zeros(2)
    for command in tokens:
        origin = pen if command.islower() else np.zeros(2)
        kind = command.lower()
        if kind == "z":
            if not np.allclose(pen, start, atol=1e-6):
                pieces.append(_line(pen, start))
            pen = start
        elif kind == "m":
            pen = start = origin + _numbers(tokens, 2)
        elif kind in "lhv":
            end = _end(kind, tokens, pen, origin)
            pieces.append(_line(pen, end))
            pen = end
        elif kind in "cq":
            control = origin + _numbers(tokens, 6 if kind == "c" else 4).reshape(-1, 2)
            pieces.append(_curve(pen, control))
            pen = control[-1]
        else:
            raise InvalidArgument(f"a path has moves, lines and curves, got {command!r}")
    points = np.concatenate(pieces) if pieces else np.zeros((0, 2))
    points.flags.writeable = False
    return points


def _numbers(tokens: Iterator[str], count: int) -> FloatArray:
    return np.array([float(next(tokens)) for _ in range(count)])


def _end(kind: str, tokens: Iterator[str], pen: FloatArray, origin: FloatArray) -> FloatArray:
    """Return where a line ends; one across or down keeps the other coordinate."""
    if kind == "l":
        return origin + _numbers(tokens, 2)
    end, axis = pen.copy(), "hv".index(kind)
    end[axis] = origin[axis] + _numbers(tokens, 1)[0]
    return end


def _line(start: FloatArray, end: FloatArray) -> FloatArray:
    points: FloatArray = start + _THIRDS * (end - start)
    return points


def _curve(start: FloatArray, control: FloatArray) -> FloatArray:
    """Return a cubic piece; a quadratic one is raised to it."""
    if len(control) == 3:  # noqa: PLR2004 - two handles and the end
        return np.stack([start, *control])
    middle, end = control
    return np.stack([start, start + 2 / 3 * (middle - start), end + 2 / 3 * (middle - end), end])
