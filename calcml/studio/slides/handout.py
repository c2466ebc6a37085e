"""A deck on paper: last frames, captions, numbers, corrections, set by Typst as plain data."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from calcml.studio.problems import StudioError
from calcml.studio.review.formulas import Typesetter
from calcml.studio.review.palette import palettes
from calcml.studio.review.wording import abridged, power
from calcml.studio.slides.caption_parts import caption_parts, maths_part
from calcml.studio.slides.deck import Correction, Deck, Number, Section, Slide
from calcml.studio.slides.kinds import Settings
from calcml.studio.slides.paper_pictures import kept_height, save_for_paper
from calcml.studio.slides.speaker_notes import arising
from calcml.studio.slides.xml_text import shortened, speakable

__all__ = ["require", "write"]

_SOURCE = Path(__file__).with_name("handout.typ")
_INFINITE = re.compile(r"\boo\b")
_SIGNS = str.maketrans("-*", "−·")
_LONG = re.compile(r"/(?=\d{8})|\d{12}(?=\d)")
_LONGEST = 160  # characters of how a number arises
_WIDE, _HIGH = 86.0, 66.0  # millimetres that a frame has at most


def require(settings: Settings) -> None:
    """Accept all settings: a handout has none of its own.

    Parameters
    ----------
    settings : Settings
    """


def write(deck: Deck, folder: Path, _settings: Settings) -> Path:
    """Write a deck as a PDF.

    Parameters
    ----------
    deck : Deck
    folder : Path
        Where there is room; what the PDF is made of is put there too.
    _settings : Settings
        None of them means anything here.

    Returns
    -------
    Path
        The PDF, in `folder`.

    Raises
    ------
    StudioError
        When Typst refuses.
    """
    import typst  # noqa: PLC0415 - only for what is written

    room = folder / "handout"
    room.mkdir()
    source = room / _SOURCE.name
    source.write_bytes(_SOURCE.read_bytes())
    told = json.dumps(_Paper(deck, room).told(), ensure_ascii=False)
    (room / "handout.json").write_text(speakable(told), encoding="utf-8")
    try:
        compiler = typst.Compiler(root=room, ignore_system_fonts=True)
        pages: Any = compiler.compile(source, format="pdf")
    except typst.TypstError as error:
        raise StudioError(f"Typst cannot set the handout: {error}") from error
    target = folder / "handout.pdf"
    target.write_bytes(pages)
    return target


class _Paper:
    """A deck as the data of its document."""

    def __init__(self, deck: Deck, room: Path) -> None:
        self.deck = deck
        self.room = room
        self.typesetter = Typesetter()
        self.inks = palettes()["light"]
        self.white = self.inks["background"] if deck.theme == "light" else None
        self.kept = kept_height([slide.last for slide in deck.slides])

    def told(self) -> Mapping[str, Any]:
        deck = self.deck
        return {
            "inks": self.inks,
            "title": deck.title,
            "author": deck.author,
            "description": deck.description,
            "frame": min(_WIDE, _HIGH * deck.width / deck.height),
            "chapters": [
                {"title": title, "scenes": [self._scene(s) for s in sections if not s.opens]}
                for title, sections in deck.chapters
            ],
        }

    def _scene(self, section: Section) -> Mapping[str, Any]:
        return {
            "title": section.title,
            "sentence": section.sentence,
            "sources": ", ".join(section.sources),
            "beats": list(self._beats(section)),
            "corrections": [self._correction(each) for each in section.corrections],
        }

    def _beats(self, section: Section) -> Iterator[Mapping[str, Any]]:
        """Yield the beats; a number is told where it is seen first."""
        told: set[str] = set()
        for slide in section.slides:
            new = [number for number in slide.numbers if number.key not in told]
            told.update(number.key for number in new)
            yield {
                "picture": self._picture(section, slide),
                "alt": slide.caption,
                "place": f"{slide.place} of {slide.of}",
                "caption": caption_parts(slide, self.typesetter),
                "asks": slide.waits and slide.place < slide.of,
                "numbers": [self._number(number) for number in new],
            }

    def _picture(self, section: Section, slide: Slide) -> str:
        name = f"{section.name}-{slide.place:03}.jpg"
        save_for_paper(slide.last, self.room / name, white=self.white, kept=self.kept)
        return name

    def _number(self, number: Number) -> Mapping[str, Any]:
        return {
            "kind": number.kind,
            "symbol": maths_part(number.symbol, number.formula or number.key, self.typesetter),
            "shown": maths_part(number.typst, number.shown, self.typesetter),
            "formula": _written(shortened(arising(number), _LONGEST)),
            "exact": _breakable(abridged(_written(number.exact))),
            "computed": number.computed if number.error is not None else "",
            "error": power(number.error) if number.error else "",
        }

    def _correction(self, correction: Correction) -> Mapping[str, Any]:
        source = correction.correction_formula
        return {
            "slide": correction.slide,
            "statement": correction.statement,
            "verdict": correction.verdict,
            "correction": correction.correction,
            "formula": maths_part(source, source, self.typesetter),
        }


def _breakable(text: str) -> str:
    """Let a long fraction go on in the next line of its column.

    Examples
    --------
    >>> _breakable("1/123456789012345").split("\u200b")
    ['1/', '123456789012', '345']
    """
    return _LONG.sub("\\g<0>\u200b", text)


def _written(text: str) -> str:
    """Write what SymPy spells for a keyboard as it is written by hand."""
    return _INFINITE.sub("∞", text.replace("**", "^").translate(_SIGNS))
