"""Captions for a page: set by Typst as in the videos, on the place that they have there."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from calcml.studio.review.formulas import Formula, Typesetter

__all__ = ["Drawing", "drawn"]

_PREAMBLE = """\
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(size: 100pt, font: "Libertinus Serif", fallback: false, hyphenate: false)
#show math.equation: set text(font: "New Computer Modern Math")
#show raw: set text(font: "DejaVu Sans Mono", size: 100pt)
#show math.equation: it => { show raw: set text(size: 79pt); it }
#let plain(it) = it
#let (ink, soft, function, tangent, secant, moving, confirmed) = (plain,) * 7
"""
_LINK = "{http://www.w3.org/1999/xlink}href"
_TOKEN = re.compile(r"[A-Za-z]|-?\d*\.?\d+(?:e-?\d+)?")
_NUMBER = re.compile(r"-?[\d.]+(?:e-?\d+)?")
_PAIRS = {"M", "m", "L", "l", "C", "c"}


class Ink(NamedTuple):
    """The edges of what is drawn, in points of the layout."""

    left: float
    top: float
    right: float
    bottom: float


class Drawing(NamedTuple):
    """A caption as it is drawn.

    Attributes
    ----------
    formula : Formula
        Has its glyphs.
    view : str
        The part of it that has ink, as ``viewBox``.
    """

    formula: Formula
    view: str


def drawn(source: str, typesetter: Typesetter) -> Drawing | None:
    """Draw a caption.

    Parameters
    ----------
    source : str
        Typst markup, as the stage has set it.
    typesetter : Typesetter
        Keeps the glyphs.

    Returns
    -------
    Drawing or None
        None when Typst refuses it, or nothing is to be seen.
    """
    svg = _compiled(source)
    ink = _ink(svg) if svg else None
    if svg is None or ink is None:
        return None
    width, height = ink.right - ink.left, ink.bottom - ink.top
    view = f"{ink.left:.1f} {ink.top:.1f} {width:.1f} {height:.1f}"
    return Drawing(typesetter.kept(svg), view)


@cache
def _compiler() -> Any:
    import typst  # noqa: PLC0415 - only where something is set

    return typst, typst.Compiler(ignore_system_fonts=True)


def _compiled(markup: str) -> str | None:
    typst, compiler = _compiler()
    try:
        svg = compiler.compile(f"{_PREAMBLE}{markup}".encode(), format="svg")
    except typst.TypstError:
        return None
    return svg.decode() if isinstance(svg, bytes) else None


def _ink(svg: str) -> Ink | None:
    """Return the edges of all outlines; Typst moves and turns over, and does nothing else."""
    page = ET.fromstring(svg)  # noqa: S314 - our own compiler wrote it
    outlines = {
        symbol.get("id", ""): tuple(_ends(" ".join(path.get("d", "") for path in symbol)))
        for symbol in page.iter("{http://www.w3.org/2000/svg}symbol")
    }
    drawn = [child for child in page if child.tag.rpartition("}")[2] != "defs"]
    places = [place for child in drawn for place in _places(child, outlines, (0.0, 0.0, 1.0))]
    if not places:
        return None
    across, down = zip(*places, strict=True)
    return Ink(min(across), min(down), max(across), max(down))


def _places(
    node: ET.Element,
    outlines: Mapping[str, tuple[tuple[float, float], ...]],
    above: tuple[float, float, float],
) -> Iterator[tuple[float, float]]:
    x, y, sense = above
    numbers = [float(part) for part in _NUMBER.findall(node.get("transform", ""))]
    if numbers:
        x, y = x + numbers[-2], y + sense * numbers[-1]
        sense *= -1 if "-1" in node.get("transform", "").split() else 1
    if _LINK in node.attrib:
        x, y = x + float(node.get("x", 0)), y + sense * float(node.get("y", 0))
        ends = outlines[node.get(_LINK, "#")[1:]]
    else:
        ends = tuple(_ends(node.get("d", "")))
    yield from ((x + a, y + sense * b) for a, b in ends)
    for child in node:
        yield from _places(child, outlines, (x, y, sense))


def _ends(path: str) -> Iterator[tuple[float, float]]:
    """Yield the ends of the strokes of a path; of a letter, they include its outermost points."""
    x = y = 0.0
    command = ""
    numbers: list[float] = []
    begun: tuple[tuple[float, float], ...] = ()
    for token in _TOKEN.findall(path):
        if token.isalpha():
            command, numbers = token, []
            continue
        numbers.append(float(token))
        if command in _PAIRS and len(numbers) == (6 if command in "Cc" else 2):
            base = (x, y) if command.islower() else (0.0, 0.0)
            x, y, numbers = base[0] + numbers[-2], base[1] + numbers[-1], []
        elif command in "Hh":
            x, numbers = (x if command == "h" else 0.0) + numbers[0], []
        elif command in "Vv":
            y, numbers = (y if command == "v" else 0.0) + numbers[0], []
        else:
            continue
        if command in "Mm":
            begun = ((x, y),)  # drawn only if a stroke follows
        else:
            yield from (*begun, (x, y))
            begun = ()
