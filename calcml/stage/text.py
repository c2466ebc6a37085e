"""Text: everything readable, typeset by one kept Typst compiler with its embedded fonts.

Text is laid out large and scaled down, where Typst kerns well. Each piece knows its em and
its baseline, so that rows align on the line and a checker can measure the size.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from math import inf

import numpy as np
import typst as typst_package
from manim import VGroup

from calcml.core.errors import InvalidArgument
from calcml.core.types import FloatArray
from calcml.stage.glyphs import glyph_of
from calcml.stage.svg import Shape, shapes
from calcml.stage.theme import INK, Role, colour

__all__ = ["Typeset", "line_up", "maths", "plain_preamble", "width_of", "words"]

_POINTS = 100.0  # size of the layout; far above 28 pt, below which glyphs snap
_PREAMBLE = """\
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(size: 100pt, font: "Libertinus Serif", fallback: false, hyphenate: false)
#show math.equation: set text(font: "New Computer Modern Math")
#show raw: set text(font: "DejaVu Sans Mono", size: 100pt)
#show math.equation: it => { show raw: set text(size: 79pt); it }
"""
_INKS = [role for role in Role if role not in (Role.BACKGROUND, Role.GRID, Role.PANEL)]
# A speck on the baseline tells where the line stands; it is taken out after import.
_SPECK = "#box(width: 0.5pt, height: 0.5pt, fill: rgb(255, 0, 255));"


@cache
def _compiler() -> typst_package.Compiler:
    return typst_package.Compiler(ignore_system_fonts=True)


@lru_cache(maxsize=4096)
def _layout(colours: str, source: str) -> tuple[list[Shape], FloatArray, FloatArray]:
    """Return the outlines of a source at layout size, where the pen started, and their places."""
    document = f"{_PREAMBLE}{colours}{_SPECK}{source}"
    svg = _compiler().compile(document.encode(), format="svg")
    if not isinstance(svg, bytes):
        raise InvalidArgument(f"a text must fit on one page, got {source!r}")
    speck, *glyphs = shapes(svg.decode())
    start = np.array([speck.points[:, 0].max(), speck.points[:, 1].min(), 0.0])
    return glyphs, start, _places([glyph.points - start for glyph in glyphs])


def _places(glyphs: Sequence[FloatArray]) -> FloatArray:
    """Return the middle and the size of each glyph, shape (n, 2, 2)."""
    low, high = (np.array([f(g[:, :2], axis=0) for g in glyphs]) for f in (np.min, np.max))
    return np.stack([(low + high) / 2, high - low], axis=1) if glyphs else np.zeros((0, 2, 2))


def _role_functions(base: Role) -> str:
    """Return Typst definitions that colour text by role: ``moving(h)`` in a formula."""
    coloured = "\n".join(
        f'#let {role.value}(it) = text(fill: rgb("{colour(role).to_hex()}"), it)' for role in _INKS
    )
    return f'{coloured}\n#set text(fill: rgb("{colour(base).to_hex()}"))\n'


def plain_preamble() -> str:
    """Return the head of every text's document, with the roles' colours left out."""
    roles = "".join(f"#let {role.value}(it) = it\n" for role in _INKS)
    return f"{_PREAMBLE}{roles}"


class Typeset(VGroup):
    """A piece of typeset text.

    Attributes
    ----------
    source : str
        The Typst markup.
    entry_keys : tuple of str
        Entries whose numbers it shows.
    """

    def __init__(
        self,
        source: str,
        *,
        em: float,
        role: Role = INK,
        entry_keys: tuple[str, ...] = (),
    ) -> None:
        super().__init__()
        outlines, start, self._places = _layout(_role_functions(role), source)
        self.source = source
        self.role = role
        self.entry_keys = entry_keys
        self.add(*(glyph_of(outline.points, outline.colour) for outline in outlines))
        self._layout_height = self.height
        self._em = em
        scale = em / _POINTS
        self._lead, self._rise, _ = (self.get_center() - start) * scale
        self.scale(scale)
        self.move_to(np.zeros(3))

    @property
    def em(self) -> float:
        """Size of an em in scene units, as drawn now."""
        return _POINTS * self.height / self._layout_height if self._layout_height else self._em

    @property
    def baseline(self) -> float:
        """Height of the baseline in scene units, as drawn now."""
        return float(self.get_center()[1] - self._rise * self.em / self._em)

    @property
    def pen(self) -> float:
        """Where the line starts across, in scene units: the same for every first glyph."""
        return float(self.get_center()[0] - self._lead * self.em / self._em)

    def setting(self) -> tuple[float, float, float, float]:
        """Return how the line is set now, whatever has been done to single glyphs of it.

        Returns
        -------
        tuple of four floats
            Where its pen started, its baseline and the size of an em, in scene units; and how far
            the glyph that is farthest from where the line has it is off, in ems: infinitely far
            while the text turns into one with more glyphs, or has shrunk to nothing.
        """
        glyphs = self.family_members_with_points()
        if len(glyphs) != len(self._places):
            return self.pen, self.baseline, self.em, inf
        now = _places([glyph.points for glyph in glyphs])
        sized = self._places[:, 1].max(axis=1) > 0
        ratios = now[sized, 1].max(axis=1) / self._places[sized, 1].max(axis=1)
        scale = float(np.median(ratios))
        starts = now[:, 0] - scale * self._places[:, 0]
        pen, baseline = np.median(starts, axis=0).tolist()
        off = float(np.abs(starts - (pen, baseline)).max()) / (scale * _POINTS) if scale else inf
        return pen, baseline, scale * _POINTS, off

    def from_pen(self, place: float) -> "Typeset":
        """Shift across so that the line starts at a place, and return the text.

        Parameters
        ----------
        place : float
            In scene units.

        Returns
        -------
        Typeset
        """
        self.shift(np.array([place - self.pen, 0.0, 0.0]))
        return self

    def on_baseline(self, level: float) -> "Typeset":
        """Shift vertically so that the text stands on a level, and return the text.

        Parameters
        ----------
        level : float
            Height in scene units.

        Returns
        -------
        Typeset
        """
        self.shift(np.array([0.0, level - self.baseline, 0.0]))
        return self


def maths(
    source: str,
    *,
    em: float,
    role: Role = INK,
    display: bool = False,
    entry_keys: tuple[str, ...] = (),
) -> Typeset:
    """Typeset mathematics.

    Parameters
    ----------
    source : str
        Typst mathematics without dollar signs; roles colour parts, as in ``moving(h)``.
    em : float
        Size in scene units.
    role : Role
        Colour of what has no role of its own.
    display : bool
        Whether fractions and limits are set in full size.
    entry_keys : tuple of str
        Entries whose numbers it shows.

    Returns
    -------
    Typeset
    """
    body = f"$display({source})$" if display else f"${source}$"
    return Typeset(body, em=em, role=role, entry_keys=entry_keys)


def words(
    markup: str,
    *,
    em: float,
    role: Role = INK,
    bold: bool = False,
    width: float | None = None,
    centred: bool = True,
    entry_keys: tuple[str, ...] = (),
) -> Typeset:
    """Typeset words.

    Parameters
    ----------
    markup : str
        Typst markup.
    em : float
        Size in scene units.
    role : Role
        Colour.
    bold : bool
        Whether the text is set bold.
    width : float, optional
        Longest line in scene units; longer text is broken.
    centred : bool
        Whether the lines of broken text are centred; they begin below one another otherwise.
    entry_keys : tuple of str
        Entries whose numbers it shows.

    Returns
    -------
    Typeset
    """
    body = f"#strong[{markup}]" if bold else markup
    if width is not None:
        side = "center" if centred else "left"
        body = f"#box(width: {width / em * _POINTS:.3f}pt, align({side})[{body}])"
    return Typeset(body, em=em, role=role, entry_keys=entry_keys)


def width_of(markup: str) -> float:
    """Return how wide words are in one line, in ems.

    Parameters
    ----------
    markup : str
        Typst markup.

    Returns
    -------
    float
    """
    outlines, *_ = _layout(_role_functions(INK), markup)
    across = [points[:, 0] for points, _ in outlines]
    return float(np.ptp(np.concatenate(across))) / _POINTS if across else 0.0


def line_up(texts: Iterable[Typeset]) -> None:
    """Shift texts across so that all begin where the one farthest left does.

    Parameters
    ----------
    texts : iterable of Typeset
    """
    lines = tuple(texts)
    start = min(line.pen for line in lines)
    for line in lines:
        line.from_pen(start)
