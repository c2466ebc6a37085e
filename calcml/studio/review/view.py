"""What the review shows, as plain data: nothing here knows HTML, Typst or a file format."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = [
    "Box", "Chapter", "ClaimView", "ReadBack", "Review", "Row", "Scene", "Second", "Spot",
    "Topic",
]  # fmt: skip


@dataclass(frozen=True)
class Box:
    """A rectangle as shares of the picture's width and height.

    Attributes
    ----------
    left, top, width, height : float
        Between 0 and 1.
    """

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where a number is to be seen first.

    Attributes
    ----------
    at : float
        Seconds, in the middle of a frame.
    since, until : float
        The stretch of the clip in which everything marked stands still.
    boxes : tuple of Box
        The texts that show it.
    dots : tuple of Box
        The dots that it places.
    """

    at: float
    since: float
    until: float
    boxes: tuple[Box, ...]
    dots: tuple[Box, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Second:
    """What a second method says of a number.

    Attributes
    ----------
    value, method : str
    agrees : bool
    distance : float or None
        From the exact value, or from the double where there is none.
    """

    value: str
    method: str
    agrees: bool
    distance: float | None = None


@dataclass(frozen=True, kw_only=True)
class ReadBack:
    """What was found of a number in the finished frames.

    Attributes
    ----------
    count : int
        How often it was looked for.
    passed : bool
    deviations : mapping of str to float
        The largest by unit.
    notes : tuple of str
        What is wrong.
    """

    count: int
    passed: bool
    deviations: Mapping[str, float]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Row:
    """A number with all that vouches for it.

    Attributes
    ----------
    key, kind, symbol, shown, typst, formula, source : str
        As in the sidecar.
    exact, computed : str
        The exact value; the double as Python writes it. Empty where there is none.
    error, bound : float or None
    supported : str
        How many decimals the warrant supports.
    second : Second or None
    read : ReadBack or None
    stretches : tuple of (float, float)
        When it is on screen, in seconds.
    spot : Spot or None
        None for what is never on screen.
    """

    key: str
    kind: str
    symbol: str
    shown: str
    typst: str
    formula: str
    source: str
    exact: str = ""
    computed: str = ""
    error: float | None = None
    bound: float | None = None
    supported: str = ""
    second: Second | None = None
    read: ReadBack | None = None
    stretches: tuple[tuple[float, float], ...] = ()
    spot: Spot | None = None

    @property
    def is_tick(self) -> bool:
        """Whether it is a number along an axis."""
        return self.kind == "tick" or self.key.startswith("axes.")


@dataclass(frozen=True, kw_only=True)
class ClaimView:
    """A claim of a source deck and how it stands.

    Attributes
    ----------
    id, slide, title, verdict, statement, formula : str
        What the deck says; the formula as Typst mathematics.
    correction, correction_formula, proof, choice, note : str
        What we say.
    scene : str
        The scene that shows it.
    numbers : tuple of (str, str)
        What was computed: names and numbers.
    entries : tuple of (str, str)
        Scene and key of the rows that hold the same number.
    """

    id: str
    slide: str
    title: str
    verdict: str
    statement: str
    formula: str
    scene: str
    correction: str = ""
    correction_formula: str = ""
    proof: str = ""
    choice: str = ""
    note: str = ""
    numbers: tuple[tuple[str, str], ...] = ()
    entries: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A scene: its clip, its numbers, its claims, and what reading it back has found.

    Attributes
    ----------
    name : str
        The scene's class.
    label : str
        The same with a user's parameters; unique.
    anchor : str
        Its name in links.
    chapter, number, title, sentence : str
    slides : tuple of str
    duration : float
        Seconds.
    width, height, fps : int
    rows : tuple of Row
    poster : Path
        A picture of its last frame.
    clip : Path or None
        None when the videos are left out.
    captions : str
        As WebVTT.
    claims : tuple of ClaimView
    sentences : tuple of (str, bool)
        What the lesson asserts of its numbers, and whether it holds.
    parameters : tuple of (str, str)
    readings : int
        How many things were looked for in the frames.
    failures : tuple of str
        What deviates, in words.
    unread : tuple of (str, str)
        What could not be read, and why.
    deviations : mapping of str to float
        The largest by unit.
    troubles : tuple of str
        Why something could not be asked or read.
    """

    name: str
    label: str
    anchor: str
    chapter: str
    number: str
    title: str
    sentence: str
    slides: tuple[str, ...]
    duration: float
    width: int
    height: int
    fps: int
    rows: tuple[Row, ...]
    poster: Path
    clip: Path | None = None
    captions: str = ""
    claims: tuple[ClaimView, ...] = ()
    sentences: tuple[tuple[str, bool], ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    readings: int = 0
    failures: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    deviations: Mapping[str, float] = field(default_factory=dict)
    troubles: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where it stands: in the lecture, in the decks, in the code."""
        slides = f"slides {', '.join(self.slides)}" if self.slides else ""
        return " · ".join(filter(None, (self.number, slides, self.label)))

    @property
    def numbers(self) -> tuple[Row, ...]:
        """The rows without those of axes."""
        return tuple(row for row in self.rows if not row.is_tick)

    @property
    def ticks(self) -> tuple[Row, ...]:
        """The numbers along the axes."""
        return tuple(row for row in self.rows if row.is_tick)

    @property
    def in_doubt(self) -> tuple[Row, ...]:
        """The rows of which a second method says something else."""
        return tuple(row for row in self.rows if row.second and not row.second.agrees)


@dataclass(frozen=True)
class Chapter:
    """A chapter of the lecture.

    Attributes
    ----------
    title, anchor : str
    scenes : tuple of Scene
    """

    title: str
    anchor: str
    scenes: tuple[Scene, ...]


@dataclass(frozen=True)
class Topic:
    """Claims that no scene of the lecture shows.

    Attributes
    ----------
    title, anchor : str
    claims : tuple of ClaimView
    """

    title: str
    anchor: str
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, kw_only=True)
class Review:
    """All of a lecture.

    Attributes
    ----------
    title, author, description, quality, theme : str
    chapters : tuple of Chapter
    topics : tuple of Topic
    missing : tuple of (str, str)
        Scenes that could not be rendered, and why.
    """

    title: str
    author: str
    description: str
    quality: str
    theme: str
    chapters: tuple[Chapter, ...]
    topics: tuple[Topic, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """All scenes in order."""
        return tuple(scene for chapter in self.chapters for scene in chapter.scenes)

    @property
    def claims(self) -> tuple[ClaimView, ...]:
        """All claims, those of scenes first."""
        shown = tuple(claim for scene in self.scenes for claim in scene.claims)
        return shown + tuple(claim for topic in self.topics for claim in topic.claims)

    @property
    def complaints(self) -> Mapping[str, tuple[str, ...]]:
        """By scene, what deviates, disagrees, or could not be asked or read."""
        told = {
            scene.label: (*scene.troubles, *scene.failures, *map(_doubt, scene.in_doubt))
            for scene in self.scenes
        }
        return {label: complaints for label, complaints in told.items() if complaints}

    @property
    def stands(self) -> bool:
        """Whether all was made and read, and nothing deviates."""
        return not self.missing and not self.complaints


def _doubt(row: Row) -> str:
    said = row.second.value if row.second else ""
    return f"{row.key} is {row.computed or row.shown}, a second method says {said}"
