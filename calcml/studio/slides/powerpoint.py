"""A deck for PowerPoint: a slide for each beat, with its clip, its caption and its numbers."""

import io
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from pptx.enum.shapes import PP_PLACEHOLDER as KIND
from pptx.oxml.shapes.autoshape import CT_Shape

from calcml.studio.slides.deck import Deck, Section, Slide
from calcml.studio.slides.house_layouts import house_presentation
from calcml.studio.slides.kinds import Settings
from calcml.studio.slides.layouts import Layouts
from calcml.studio.slides.packing import describe, divide, pack
from calcml.studio.slides.playing import play_by_itself
from calcml.studio.slides.speaker_notes import speaker_notes
from calcml.studio.slides.templates import opened_template
from calcml.studio.slides.titles import set_lines, title_size
from calcml.studio.slides.xml_text import legal, shortened

__all__ = ["require", "write"]

_WIDE = (16, 9)
_COLOURS = 256
_LONGEST = 500  # characters of a description or a line of text on a slide
_FURNITURE = {KIND.FOOTER, KIND.SLIDE_NUMBER}
_PROMPTS = {"", "footer"}
_MEDIA = "video/mp4"


def require(settings: Settings) -> None:
    """Refuse a template that cannot be used.

    Parameters
    ----------
    settings : Settings

    Raises
    ------
    StudioError
        When it is no presentation, or has no room for a clip.
    """
    if settings.template is not None:
        opened_template(settings.template, *_WIDE)


def write(deck: Deck, folder: Path, settings: Settings) -> Path:
    """Write a deck as a presentation.

    Parameters
    ----------
    deck : Deck
    folder : Path
        Where there is room.
    settings : Settings

    Returns
    -------
    Path
        The presentation, in `folder`.
    """
    presentation, layouts = _begun(deck, settings)
    writer = _Writer(presentation, layouts, deck)
    divide(presentation, writer.written())
    describe(presentation, deck)
    target = folder / "slides.pptx"
    pack(presentation, target)
    return target


def _begun(deck: Deck, settings: Settings) -> tuple[Any, Layouts]:
    if settings.template is None:
        return house_presentation(deck.width, deck.height, deck.theme)
    return opened_template(settings.template, deck.width, deck.height)


@dataclass(frozen=True)
class _Page:
    """What is on the slide of a beat."""

    beat: Slide
    title: str
    notes: str


def _pages(deck: Deck) -> Iterator[tuple[Section, list[_Page]]]:
    following = iter((*deck.slides[1:], None))
    for section in deck.sections:
        yield (
            section,
            [
                _Page(
                    beat=beat,
                    title=legal(beat.caption) or f"{section.title}, {beat.place} of {beat.of}",
                    notes=speaker_notes(beat, next(following)),
                )
                for beat in section.slides
            ],
        )


class _Writer:
    """Writes slide after slide."""

    def __init__(self, presentation: Any, layouts: Layouts, deck: Deck) -> None:
        self.presentation = presentation
        self.layouts = layouts
        self.deck = deck
        self.pages = dict(_pages(deck))
        titles = [page.title for pages in self.pages.values() for page in pages]
        self.size = title_size(layouts.clip, titles)

    def written(self) -> Iterator[tuple[str, list[int]]]:
        """Write all slides, and yield what is a section, with the ids of its slides."""
        deck = self.deck
        if self.layouts.opening is not None:
            lines = [line for line in (deck.author, deck.description) if line]
            yield deck.title, [self._text_slide(self.layouts.opening, deck.title, lines)]
        for chapter, sections in deck.chapters:
            heads = []
            if self.layouts.chapter is not None and not sections[0].opens:
                titles = [section.title for section in sections]
                heads.append(self._text_slide(self.layouts.chapter, chapter, titles))
            for section in sections:
                slides = [self._clip_slide(page) for page in self.pages[section]]
                yield (chapter if section.opens else f"{chapter}: {section.title}"), heads + slides
                heads = []

    def _text_slide(self, layout: Any, title: str, lines: list[str]) -> int:
        slide = self.presentation.slides.add_slide(layout)
        set_lines(slide.shapes.title, layout, [title])
        kinds = ((place, place.placeholder_format.type) for place in slide.placeholders)
        texts = [place for place, kind in kinds if kind in {KIND.SUBTITLE, KIND.BODY}]
        if texts:
            set_lines(texts[0], layout, lines)
        self._tidied(slide)
        return int(slide.slide_id)

    def _clip_slide(self, page: _Page) -> int:
        slide = self.presentation.slides.add_slide(self.layouts.clip)
        set_lines(slide.shapes.title, self.layouts.clip, [page.title], at_most=self.size)
        self._add_clip(slide, page)
        _add_notes(slide, page.notes)
        self._tidied(slide)
        return int(slide.slide_id)

    def _add_clip(self, slide: Any, page: _Page) -> None:
        beat, box = page.beat, self.layouts.room.fitted(self.deck.width, self.deck.height)
        movie = slide.shapes.add_movie(
            str(beat.clip), box.left, box.top, box.width, box.height,
            poster_frame_image=_poster(beat.last), mime_type=_MEDIA,
        )  # fmt: skip
        movie.name = legal(f"Clip {beat.beat}")
        movie._element.nvPicPr.cNvPr.set("descr", shortened(page.title, _LONGEST))  # noqa: SLF001
        play_by_itself(movie, seconds=beat.seconds, loops=beat.loops)

    def _tidied(self, slide: Any) -> None:
        """Take out the places that stay empty, and put in the layout's footer and number."""
        for place in list(slide.placeholders):
            if not (place.has_text_frame and place.text_frame.text):
                place._element.getparent().remove(place._element)  # noqa: SLF001 - no other way
        for place in slide.slide_layout.placeholders:
            if place.placeholder_format.type in _FURNITURE and _says_something(place):
                slide.shapes._spTree.append(_copied(place, slide))  # noqa: SLF001 - as above


def _says_something(place: Any) -> bool:
    return place.has_text_frame and place.text_frame.text.strip(" <>").lower() not in _PROMPTS


def _copied(place: Any, slide: Any) -> Any:
    """Return a placeholder of a layout for a slide, which leaves its looks to the layout."""
    copy = deepcopy(place._element)  # noqa: SLF001 - python-pptx leaves out footers and numbers
    used = slide.shapes._spTree.xpath("//@id[. > 0]")  # noqa: SLF001 - as above
    copy.nvSpPr.cNvPr.set("id", str(max(map(int, used)) + 1))
    for own in (*copy.spPr, *copy.txBody.xpath("a:lstStyle/*")):
        own.getparent().remove(own)
    return copy


def _poster(path: Path) -> io.BytesIO:
    """Return a picture as a small PNG."""
    target = io.BytesIO()
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(
            _COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        )
        few.save(target, "PNG")
    target.seek(0)
    return target


def _add_notes(slide: Any, text: str) -> None:
    page = slide.notes_slide
    if page.notes_placeholder is None:  # the template's notes have no place for text
        shape = CT_Shape.new_placeholder_sp(3, "Notes", KIND.BODY, "horz", "quarter", 1)
        page.shapes._spTree.append(shape)  # noqa: SLF001 - no other way
    page.notes_text_frame.text = text
