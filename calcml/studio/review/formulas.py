"""Formulas for a page: set by one kept Typst compiler, each glyph and each formula drawn once.

Only fields that are Typst mathematics by definition come here. A source that holds code, or that
Typst refuses, is no formula; the page then shows the plain text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias
from xml.etree import ElementTree as ET

__all__ = ["Formula", "Typesetter", "is_mathematics", "raw_text"]

_EM = 100.0  # points of type in the layout
_PREAMBLE = """\
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(size: 100pt, font: "Libertinus Serif", fallback: false)
#set text(top-edge: "bounds", bottom-edge: "bounds")
#show math.equation: set text(font: "New Computer Modern Math")
"""
# A speck on the baseline tells where the line stands.
_SPECK_INK = "#ff00ff"
_SPECK = "#box(width: 0.5pt, height: 0.5pt, fill: rgb(255, 0, 255))"
_INK = "#000000"
_LINK = "{http://www.w3.org/1999/xlink}href"
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_RAW = re.compile(r'#raw\("((?:[^"\\]|\\.)*)"\)')
_CODE = re.compile(r"[#$@<]{1}[A-Za-z({\[]|[$\n]|//|/\*")
_NUMBER = re.compile(r"-?\d+\.\d+")
_UPRIGHT = re.compile(r"matrix\(1 0 0 -1 (-?[\d.]+) (-?[\d.]+)\)")
_KEPT = ("d", "transform", "stroke-width")
_STROKED = {"stroke": "currentColor", "fill": "none"}

Place: TypeAlias = tuple[float, float]
"""Where a glyph stands, in points rightwards and downwards."""


def raw_text(source: str) -> str | None:
    r"""Return the program text that a source sets as it is; None if it is no such source.

    Parameters
    ----------
    source : str
        Typst mathematics.

    Returns
    -------
    str or None

    Examples
    --------
    >>> raw_text('#raw("x = 3")'), raw_text("x = 3")
    ('x = 3', None)
    """
    found = _RAW.fullmatch(source)
    return re.sub(r"\\(.)", r"\1", found[1]) if found else None


def is_mathematics(source: str) -> bool:
    """Tell whether a source is nothing but mathematics: no code, comment or second formula.

    Parameters
    ----------
    source : str

    Returns
    -------
    bool

    Examples
    --------
    >>> is_mathematics("x^2 < 3"), is_mathematics('#read("/etc/hosts")'), is_mathematics("x$ y")
    (True, False, False)
    """
    return bool(source.strip()) and not _CODE.search(_STRING.sub('""', source))


@dataclass(frozen=True)
class Formula:
    """A formula of a page.

    Attributes
    ----------
    name : str
        Of the symbol that draws it.
    width, height, depth : float
        In em; the depth is what reaches below the baseline.
    """

    name: str
    width: float
    height: float
    depth: float


class Typesetter:
    """Sets formulas and keeps what draws them.

    Attributes
    ----------
    formulas : dict of str to Formula or None
        By their sources; None for what cannot be set.
    """

    def __init__(self) -> None:
        self.formulas: dict[str, Formula | None] = {}
        self._glyphs: dict[str, tuple[str, str]] = {}
        self._bodies: dict[str, str] = {}

    def formula(self, source: str) -> Formula | None:
        """Set a formula.

        Parameters
        ----------
        source : str
            Typst mathematics without dollar signs.

        Returns
        -------
        Formula or None
            None for what is no mathematics.
        """
        if source not in self.formulas:
            svg = _compiled(source) if is_mathematics(source) else None
            self.formulas[source] = self.kept(svg) if svg else None
        return self.formulas[source]

    @property
    def symbols(self) -> Iterator[str]:
        """What draws glyphs and formulas, as SVG symbols."""
        for name, path in self._glyphs.values():
            yield f'<path id="{name}" d="{path}" transform="scale(1 -1)"/>'
        for name, body in self._bodies.items():
            yield f'<g id="{name}">{body}</g>'

    def kept(self, svg: str) -> Formula:
        """Take what Typst has set, whatever it is, and keep what draws it.

        Parameters
        ----------
        svg : str
            One page.

        Returns
        -------
        Formula
        """
        page = ET.fromstring(svg)  # noqa: S314 - our own compiler wrote it
        _, _, width, height = (float(part) for part in page.get("viewBox", "").split())
        names = {
            symbol.get("id", ""): self._glyph(symbol)
            for symbol in page.iter("{http://www.w3.org/2000/svg}symbol")
        }
        body = "".join(_drawn(child, names) for child in page)
        name = f"f{len(self._bodies)}"
        self._bodies[name] = body
        depth = height - _baseline(page)
        return Formula(name, width / _EM, height / _EM, depth / _EM)

    def _glyph(self, symbol: ET.Element) -> str:
        """Return the name of a glyph on the page; Typst names it by its outline."""
        outline = " ".join(path.get("d", "").strip() for path in symbol)
        known = self._glyphs.setdefault(
            symbol.get("id", ""), (f"g{len(self._glyphs)}", _shortened(outline))
        )
        return known[0]


@cache
def _compiler() -> Any:
    import typst  # noqa: PLC0415 - only where something is set

    return typst, typst.Compiler(ignore_system_fonts=True)


def _compiled(source: str) -> str | None:
    typst, compiler = _compiler()
    document = f"{_PREAMBLE}{_SPECK}${source}$"
    try:
        svg = compiler.compile(document.encode(), format="svg")
    except typst.TypstError:
        return None
    return svg.decode() if isinstance(svg, bytes) else None


def _baseline(page: ET.Element) -> float:
    for group in page:
        if any(path.get("fill") == _SPECK_INK for path in group):
            shift = re.findall(r"-?[\d.]+", group.get("transform", ""))
            return float(shift[-1]) + 0.5 if shift else 0.5
    return float(page.get("viewBox", "").split()[3])


def _drawn(node: ET.Element, names: dict[str, str], upright: Place | None = None) -> str:
    """Write an element anew: only shapes, in the colour of the text around.

    Typst turns glyphs upright one by one; here they are kept upright, so that a place is enough.
    """
    kind = node.tag.rpartition("}")[2]
    if node.get("fill") == _SPECK_INK or kind not in {"g", "use", "path"}:
        return ""
    moved = _UPRIGHT.fullmatch(node.get("transform", ""))
    if kind == "g" and moved:
        place = float(moved[1]), float(moved[2])
        return "".join(_drawn(child, names, place) for child in node)
    told = "".join(f' {name}="{value}"' for name, value in _kept(node, names, upright).items())
    inside = "".join(_drawn(child, names) for child in node)
    if kind == "g":
        return f"<g{told}>{inside}</g>" if inside else ""
    return f"<{kind}{told}/>"


def _kept(node: ET.Element, names: dict[str, str], upright: Place | None) -> dict[str, str]:
    kept = {name: node.get(name, "") for name in _KEPT if node.get(name)}
    if _LINK in node.attrib:
        kept["href"] = "#" + names[node.get(_LINK, "#")[1:]]
        x, y = float(node.get("x", 0)), float(node.get("y", 0))
        if upright is None:
            kept["transform"] = f"translate({x} {y}) scale(1 -1)"
        else:
            kept |= {"x": f"{upright[0] + x:.2f}", "y": f"{upright[1] - y:.2f}"}
    if node.get("stroke") == _INK:
        kept |= _STROKED
    return {name: _shortened(value) for name, value in kept.items()}


def _shortened(text: str) -> str:
    """Round the numbers of a path or a transform to a tenth of a point of 100."""
    return _NUMBER.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), text).strip()
