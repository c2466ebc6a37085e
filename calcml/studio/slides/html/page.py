"""The page of a deck."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from calcml.studio.review import wording
from calcml.studio.review.formulas import Typesetter
from calcml.studio.review.inline import written
from calcml.studio.review.palette import variables
from calcml.studio.slides.deck import Deck, Section, Slide
from calcml.studio.slides.html.assets import Assets
from calcml.studio.slides.html.captions import drawn

__all__ = ["page"]

_HERE = Path(__file__).parent
_LONGEST = 1280
"""Units of the longer side of a slide: so many pixels of CSS when it is printed."""


def page(deck: Deck, assets: Assets) -> str:
    """Return a deck as HTML.

    Parameters
    ----------
    deck : Deck
    assets : Assets
        Where its files are.

    Returns
    -------
    str
    """
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {"counted": wording.counted, "power": wording.power}
    parts = _Parts(deck, assets)
    body = environment.get_template("page.html").render(deck=deck, assets=assets, parts=parts)
    # What is drawn is known once all is written: then the symbols go to the top.
    return body.replace(parts.PLACE, "".join(parts.typesetter.symbols), 1)


@dataclass(frozen=True)
class _Parts:
    """The pieces of the page that are no text: each is safe markup."""

    deck: Deck
    assets: Assets

    PLACE = "<!-- symbols -->"

    @cached_property
    def typesetter(self) -> Typesetter:
        return Typesetter()

    @property
    def inks(self) -> Markup:
        return Markup(f":root {{ {variables(self.deck.theme)} }}")  # noqa: S704 - our palette

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of a slide in its own units, which are even."""
        unit = _LONGEST / max(self.deck.width, self.deck.height)
        return 2 * round(unit * self.deck.width / 2), 2 * round(unit * self.deck.height / 2)

    def anchor(self, section: Section, slide: Slide) -> str:
        """Return the name of a slide, as it stands in addresses."""
        return f"{section.name}-{slide.place:02}-{slide.beat}"

    def caption(self, slide: Slide) -> Markup:
        """Return a caption as a drawing on its place, with its words.

        A plain Manim scene leaves no room for its sentence: that is only told to screen readers.
        """
        setting = slide.setting
        if setting is None:
            return Markup('<p class="caption untold" dir="auto">{}</p>').format(slide.caption)
        drawing = drawn(setting.source, self.typesetter)
        if drawing is None:
            return Markup('<p class="caption" dir="auto">{}</p>').format(slide.caption)
        left, top, right, bottom = setting.box
        return Markup(
            '<svg class="caption" role="img" aria-label="{0}" viewBox="{1}" style="left:{2:.3f}%;'
            'top:{3:.3f}%;width:{4:.3f}%;height:{5:.3f}%"><title>{0}</title>'
            '<use href="#{6}"/></svg>'
        ).format(
            slide.caption, drawing.view, 100 * left, 100 * top, 100 * (right - left),
            100 * (bottom - top), drawing.formula.name,
        )  # fmt: skip

    def maths(self, source: str, plain: str) -> Markup:
        """Return a formula as a drawing with its words, program text or words alone."""
        return written(source, plain, self.typesetter)
