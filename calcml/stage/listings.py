"""Listings: a program on a card, with a marker that shows the line that runs.

Colours mean what they mean elsewhere: keywords and comments step back, and a name that stands
for a thing of the lecture may have that thing's colour.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from keyword import iskeyword
from typing import Any

import numpy as np
from manim import Animation, Rectangle, VGroup, linear

from calcml.core.errors import InvalidArgument
from calcml.lessons.entries import Entry
from calcml.stage.layout import Box
from calcml.stage.text import Typeset, words
from calcml.stage.theme import GRID, INK, SOFT, Role, colour

__all__ = ["Listing", "Typing"]

_TOKEN = re.compile(r"#.*|\w+(?:\.\w+)*|\S")
_BAND = 1.5  # height of the marker in ems
_BAR = 0.16  # width of its leading edge in ems
_LOW_GAP = 0.5  # of a line, where the box is low
_INDENT = 0.8  # from the left of the band to the code in ems


class Listing(VGroup):
    """Lines of program text, one entry each.

    Parameters
    ----------
    keys : sequence of str or None
        The entries of the lines from top to bottom; None leaves a gap.
    box : Box
        The space; the lines begin at its left and stand in its middle.
    ledger : mapping of str to Entry
        The lesson's ledger; an entry's text is the line, its Typst form sets it as code.
    em : float
        Size of the text in scene units.
    roles : mapping of str to Role, optional
        Colours of names, beside the keywords.
    leading : float
        Distance of the lines in ems, when the box is higher than needed.

    Attributes
    ----------
    lines : dict of str to Typeset
        The lines by key.
    marker : VGroup
        The band behind the line that runs; it stands on the first line until moved.
    """

    def __init__(
        self,
        keys: Sequence[str | None],
        box: Box,
        ledger: Mapping[str, Entry],
        *,
        em: float,
        roles: Mapping[str, Role] | None = None,
        leading: float = 1.75,
    ) -> None:
        super().__init__()
        self._em = em
        self._texts = {key: str(ledger[key].value) for key in keys if key is not None}
        gap = 1.0 if box.height >= leading * em * len(keys) else _LOW_GAP
        levels = np.cumsum([0.0, *(gap if key is None else 1.0 for key in keys[:-1])])
        step = min(leading * em, box.height / (levels[-1] + 1))
        top = box.centre[1] + step * levels[-1] / 2 - 0.35 * em
        self.lines: dict[str, Typeset] = {}
        for level, key in zip(levels, keys, strict=True):
            if key is not None:
                line = words(ledger[key].typst, em=em, entry_keys=(key,))
                line.from_pen(box.left + _INDENT * em).on_baseline(top - level * step)
                self.lines[key] = line
                self._paint(key, roles or {})
        self.add(*self.lines.values())
        self.marker = self._band(box)

    def word(self, key: str, text: str) -> VGroup:
        """Return the glyphs of the first token of a line that is a given text.

        Parameters
        ----------
        key : str
            The line's key.
        text : str
            A name, number or operator as written.

        Returns
        -------
        VGroup

        Raises
        ------
        InvalidArgument
            If the line holds no such token.
        """
        for token, glyphs in self._tokens(key):
            if token == text:
                return glyphs
        raise InvalidArgument(f"the line must hold the token {text!r}, got {self._texts[key]!r}")

    def run_to(self, key: str) -> Any:
        """Return the animation that moves the marker to a line.

        Parameters
        ----------
        key : str

        Returns
        -------
        Animation
        """
        return self.marker.animate.set_y(self._middle(key))

    def _tokens(self, key: str) -> Iterator[tuple[str, VGroup]]:
        """Yield the tokens of a line with their glyphs; every ink character is one glyph."""
        text, glyphs = self._texts[key], self.lines[key].submobjects
        for match in _TOKEN.finditer(text):
            start = len(re.sub(r"\s", "", text[: match.start()]))
            ink = len(re.sub(r"\s", "", match[0]))
            yield match[0], VGroup(*glyphs[start : start + ink])

    def _paint(self, key: str, roles: Mapping[str, Role]) -> None:
        for token, glyphs in self._tokens(key):
            quiet = iskeyword(token) or token.startswith("#")
            glyphs.set_fill(colour(roles.get(token, SOFT if quiet else INK)))

    def _band(self, box: Box) -> VGroup:
        height, bar = _BAND * self._em, _BAR * self._em
        band = Rectangle(width=box.width, height=height).set_fill(colour(GRID), opacity=1)
        edge = Rectangle(width=bar, height=height).set_fill(colour(INK), opacity=1)
        band.move_to(box.centre)
        edge.move_to([box.left + bar / 2, box.centre[1], 0])
        marker = VGroup(band, edge).set_stroke(width=0)
        return marker.set_y(self._middle(next(iter(self.lines))))

    def _middle(self, key: str) -> float:
        """Return the height of a line's middle: that of its small letters."""
        return self.lines[key].baseline + 0.3 * self._em


class Typing(Animation):
    """Lets the glyphs of a text appear one after another, as if typed.

    Parameters
    ----------
    text : VGroup
        A listing, or any texts in order.
    **settings
        As for `manim.Animation`; the speed is even by default.
    """

    def __init__(self, text: VGroup, **settings: Any) -> None:
        settings.setdefault("rate_func", linear)
        super().__init__(text, introducer=True, **settings)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the share of the glyphs that the time allows."""
        glyphs = self.mobject.family_members_with_points()
        typed = self.rate_func(alpha) * len(glyphs)
        for i, glyph in enumerate(glyphs):
            glyph.set_fill(opacity=float(i < typed))
