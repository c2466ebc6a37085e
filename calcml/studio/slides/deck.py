"""A deck: what is on each slide, whatever it is written as."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

__all__ = ["Correction", "Deck", "Number", "Section", "Setting", "Slide"]


@dataclass(frozen=True, kw_only=True)
class Number:
    """A number that is to be read while a slide is shown.

    Attributes
    ----------
    key : str
        Of its entry.
    kind : str
        ``number``, ``parameter``, ``formula`` or ``verdict``.
    symbol, typst : str
        What it is, and what is shown, as Typst mathematics.
    shown : str
        The text on screen.
    formula, exact, computed : str
        How it arises, its exact value and the double; empty where there is none.
    error : float or None
        Distance of the double from the exact value.
    new : bool
        Whether it was not to be seen on the slide before.
    """

    key: str
    kind: str
    symbol: str
    typst: str
    shown: str
    formula: str
    exact: str
    computed: str
    error: float | None
    new: bool


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A claim of a source deck that does not stand as it was said.

    Attributes
    ----------
    slide, statement, verdict, correction : str
        Where, what was said, ``wrong``, ``imprecise`` or ``ambiguous``, and what is true.
    correction_formula : str
        The same as Typst mathematics, or empty.
    """

    slide: str
    statement: str
    verdict: str
    correction: str
    correction_formula: str


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How a caption is set in the videos, and where it stands there.

    Attributes
    ----------
    source : str
        Typst markup with its lines.
    box : tuple of four floats
        The left, top, right and bottom edge of its ink, as shares of the width and height.
    """

    source: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, kw_only=True)
class Slide:
    """One beat.

    Attributes
    ----------
    beat : str
        Its name.
    place, of : int
        Which beat of its scene it is, from 1, and how many there are.
    caption, markup : str
        As plain text and as Typst markup.
    setting : Setting or None
        The caption as it is in the videos; a plain Manim scene has no place for one.
    clip : Path
        A silent MP4, or one with sound, of nothing but this beat.
    first, last : Path
        PNGs of its first and its last frame.
    frames : int
    seconds : float
    loops, waits : bool
        Whether it ends as it begins; whether it asks something.
    sounds : bool
        Whether the clip has sound.
    numbers : tuple of Number
        What is to be read on it, in the order of the ledger.
    """

    beat: str
    place: int
    of: int
    caption: str
    markup: str
    setting: Setting | None
    clip: Path
    first: Path
    last: Path
    frames: int
    seconds: float
    loops: bool
    waits: bool
    sounds: bool
    numbers: tuple[Number, ...]


@dataclass(frozen=True, kw_only=True)
class Section:
    """One scene.

    Attributes
    ----------
    name : str
        Unique in the deck, of letters, digits and hyphens: ``04-SecantToTangent``.
    scene, chapter, title, sentence : str
    sources : tuple of str
        Slides of the source decks that it tells.
    slides : tuple of Slide
        At least one.
    corrections : tuple of Correction
    opens : bool
        Whether it is the card of its chapter.
    """

    name: str
    scene: str
    chapter: str
    title: str
    sentence: str
    sources: tuple[str, ...]
    slides: tuple[Slide, ...]
    corrections: tuple[Correction, ...]
    opens: bool = False


@dataclass(frozen=True, kw_only=True)
class Deck:
    """A lecture as slides.

    Attributes
    ----------
    title, author, description : str
    theme : str
        ``dark`` or ``light``.
    captions : bool
        Whether the captions stand in the pictures already.
    width, height, fps : int
        Of every clip.
    sections : tuple of Section
        At least one.
    """

    title: str
    author: str
    description: str
    theme: str
    captions: bool
    width: int
    height: int
    fps: int
    sections: tuple[Section, ...]

    @cached_property
    def slides(self) -> tuple[Slide, ...]:
        """All slides in order."""
        return tuple(slide for section in self.sections for slide in section.slides)

    @cached_property
    def chapters(self) -> tuple[tuple[str, tuple[Section, ...]], ...]:
        """The sections of each chapter, in order."""
        grouped: list[tuple[str, list[Section]]] = []
        for section in self.sections:
            if not grouped or grouped[-1][0] != section.chapter:
                grouped.append((section.chapter, []))
            grouped[-1][1].append(section)
        return tuple((name, tuple(sections)) for name, sections in grouped)
