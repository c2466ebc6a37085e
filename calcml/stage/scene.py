"""The scene of a lesson: beats with captions, each a section, a caption cue and a slide stop."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from types import MappingProxyType
from typing import Any, TypeAlias, overload

from manim import (
    Animation,
    FadeIn,
    FadeOut,
    Mobject,
    Scene,
    VGroup,
)

from calcml.core.errors import InvalidArgument
from calcml.lessons.captions import Caption
from calcml.lessons.lesson import Lesson
from calcml.stage.bars import BarChart
from calcml.stage.film import FilmRenderer
from calcml.stage.fitting import fitted
from calcml.stage.heads import title_line
from calcml.stage.layout import Box, Regions, frame_size, regions
from calcml.stage.listings import Listing
from calcml.stage.marks import Mark
from calcml.stage.panels import NumberTable, card
from calcml.stage.plots import Plot
from calcml.stage.sentences import Setting, sentence, setting_of
from calcml.stage.text import Typeset, maths, words
from calcml.stage.theme import (
    BACKGROUND,
    CAPTION,
    CODE,
    FORMULA,
    INK,
    NUMBER,
    PANEL,
    SMALLEST,
    SOFT,
    TICK,
    Role,
    colour,
)
from calcml.stage.witness import Witness

__all__ = ["BeatSpan", "LessonScene", "beat"]

_READING_SPEED = 15.0  # characters a second
_HOLD = 1.0  # what a picture stands still for at least, in seconds
_SWAP = 0.4  # change of captions
_INKED = 0.05  # opacity from which a glyph counts as visible
_MOMENT = 1e-6  # far less than a frame
_STEP = 0.2  # waits are multiples of this, whole frames at 15, 30 and 60 a second


@dataclass(frozen=True)
class BeatSpan:
    """When a beat was on screen.

    Attributes
    ----------
    name : str
    caption : str
        Plain text.
    start, end : float
        Seconds from the start of the clip.
    markup : str
        The caption as Typst markup.
    setting : Setting or None
        How the caption is set and where its place is, be it drawn or not.
    loops, waits : bool
        As the beat was declared.
    """

    name: str
    caption: str
    start: float
    end: float
    markup: str = ""
    setting: Setting | None = None
    loops: bool = False
    waits: bool = False


Method: TypeAlias = Callable[[Any], None]


@overload
def beat(method: Method) -> Method: ...


@overload
def beat(*, loops: bool = False, waits: bool = False) -> Callable[[Method], Method]: ...


def beat(
    method: Method | None = None, *, loops: bool = False, waits: bool = False
) -> Method | Callable[[Method], Method]:
    """Make a method a beat: its name is its section's, its caption comes from the lesson.

    A beat that the lesson leaves out is not told.

    Parameters
    ----------
    method : callable
        A method of a `LessonScene` without parameters.
    loops : bool
        Whether it ends with the picture it began with, so that slides may play it again and
        again.
    waits : bool
        Whether it asks something, so that slides that go on by themselves stop after it.

    Returns
    -------
    callable
    """

    def declared(method: Method) -> Method:
        @wraps(method)
        def told(scene: "LessonScene") -> None:
            name = method.__name__
            if name not in scene.lesson.untold:
                scene.tell(name, lambda: method(scene), loops=loops, waits=waits)

        return told

    return declared if method is None else declared(method)


class LessonScene(Scene):
    """Draws one lesson.

    Attributes
    ----------
    lesson : Lesson
        The class attribute names the lesson with its parameters; the subclass's own type.
    timeline : tuple of BeatSpan
        The beats told so far.
    beat_ended : callable or None
        Called with the scene and the span at the end of each beat; for stills and checks.
    filmed : container of str or None
        Names of the beats to be drawn, by default all. The others are told without drawing,
        and last as long.
    headed : bool
        Whether title and address stand at the head of the picture.
    captioned : bool
        Whether captions stand in the picture; their strip stays empty otherwise.
    narration : mapping of str to float
        How many seconds a beat is spoken to; it lasts at least as long.
    sights : dict of str to dict
        By beat, what was on screen, when and where, once the scene is watched.
    """

    lesson: Lesson
    regions: Regions

    filmed: Container[str] | None = None
    headed: bool = True
    captioned: bool = True
    narration: Mapping[str, float] = MappingProxyType({})

    def __init__(self, **settings: Any) -> None:
        skipped = settings.get("skip_animations", False)
        super().__init__(**{"renderer": FilmRenderer(skip_animations=skipped)} | settings)
        self.beat_ended: Callable[[LessonScene, BeatSpan], None] | None = None
        self.plots: list[Plot] = []
        self._updated: tuple[tuple[int, ...], list[Mobject]] | None = None
        self._spans: list[BeatSpan] = []
        self._witness: Witness | None = None
        self.sights: dict[str, dict[str, Any]] = {}
        self._caption: Typeset | None = None

    def begin_animations(self) -> None:
        """Begin a play; only what has an updater somewhere in it is asked in every frame."""
        super().begin_animations()
        self._updated = None

    def update_mobjects(self, dt: float) -> None:
        """Let mobjects follow what they depend on."""
        on_stage = tuple(map(id, self.mobjects))
        if self._updated is None or self._updated[0] != on_stage:
            followers = [
                each for each in self.mobjects if any(part.updaters for part in each.get_family())
            ]
            self._updated = on_stage, followers
        for each in self._updated[1]:
            each.update(dt)

    def watch(self) -> None:
        """Have everything taken down that is on screen from now on."""
        self._witness = Witness(self)
        self.renderer.witness = self._witness.see

    @property
    def timeline(self) -> tuple[BeatSpan, ...]:
        """The beats told so far, in order."""
        return tuple(self._spans)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Everything placed on the scene's plots, drawn now or not."""
        return tuple(mark for plot in self.plots for mark in plot.marks)

    def setup(self) -> None:
        """Refuse a lesson whose claims fail, then draw the head of the picture."""
        self.lesson.require_claims()
        self.camera.background_color = colour(BACKGROUND)
        self.camera.init_background()
        self.camera.frame_width, self.camera.frame_height = frame_size(
            float(self.camera.frame_width), float(self.camera.frame_height)
        )
        self.regions = regions(self.camera.frame_width, self.camera.frame_height)
        if self.headed:
            self.add(self._head())

    def tell(
        self, name: str, motion: Callable[[], None], *, loops: bool = False, waits: bool = False
    ) -> None:
        """Tell a beat: change the caption, move, and hold until the caption can be read.

        Parameters
        ----------
        name : str
            The beat's name, a key of the lesson's captions.
        motion : callable
            Plays the beat's animations.
        loops, waits : bool
            As for `beat`.
        """
        if name not in self.lesson.captions:
            raise InvalidArgument(
                f"every beat needs a caption in {type(self.lesson).__name__}, got none for {name!r}"
            )
        self.next_section(name, skip_animations=self.filmed is not None and name not in self.filmed)
        start, first = self._now, self.renderer.frames
        caption = self._caption_text(name).move_to(self.regions.caption.centre)
        setting = setting_of(caption, self.regions.frame)
        self._change_caption(caption)
        motion()
        text = self.lesson.caption(name)
        telling = max(len(text) / _READING_SPEED, self.narration.get(name, 0.0))
        self.wait(_whole_steps(max(telling - (self._now - start), _HOLD)))
        markup = self.lesson.told(name).typst(self.lesson.ledger)
        self._spans.append(BeatSpan(name, text, start, self._now, markup, setting, loops, waits))
        if self._witness is not None:
            self.sights[name] = self._witness.take(first)
        if self.beat_ended is not None:
            self.beat_ended(self, self._spans[-1])

    @property
    def _now(self) -> float:
        return float(self.renderer.time)

    def em(self, share: float) -> float:
        """Return a text size in scene units.

        Parameters
        ----------
        share : float
            One of the theme's sizes.

        Returns
        -------
        float
        """
        return share * self.regions.measure

    def plot(
        self, name: str, box: Box | None = None, *, grid: bool = True, equal: bool = False
    ) -> Plot:
        """Return the axes of one of the lesson's frames.

        Parameters
        ----------
        name : str
            A key of the lesson's `frames`.
        box : Box, optional
            The place; the stage by default.
        grid : bool
        equal : bool
            Whether a unit is equally long on both axes.

        Returns
        -------
        Plot
        """
        plot = Plot(
            self.lesson.frames[name],
            box or self.regions.stage,
            self.lesson.ledger,
            name,
            em=self.em(TICK),
            grid=grid,
            equal=equal,
        )
        self.plots.append(plot)
        return plot

    def readout(
        self,
        key: str,
        role: Role = INK,
        *,
        size: float = NUMBER,
        template: str = "VALUE",
        display: bool = False,
    ) -> Typeset:
        """Return a number on screen, made from an entry.

        Parameters
        ----------
        key : str
            The entry's key.
        role : Role
        size : float
            One of the theme's sizes.
        template : str
            Typst mathematics around the number, which stands for ``VALUE``, without digits;
            an equals sign before a rounded number becomes ≈.
        display : bool
            Whether fractions are set in full size.

        Returns
        -------
        Typeset
        """
        _no_digits(template)
        entry = self.lesson.ledger[key]
        if entry.rounded:
            template = template.replace("= VALUE", "approx VALUE")
        source = template.replace("SYMBOL", entry.symbol).replace("VALUE", entry.typst)
        return maths(source, em=self.em(size), role=role, display=display, entry_keys=(key,))

    def in_room(self, text: Typeset, room: Box) -> Typeset:
        """Move a text to the middle of a room, and make it smaller if it must be.

        Parameters
        ----------
        text : Typeset
        room : Box

        Returns
        -------
        Typeset
            The same.
        """
        return fitted(text, room.width, least=self.em(SMALLEST)).move_to(room.centre)

    def symbol(self, key: str, role: Role = INK, *, size: float = FORMULA) -> Typeset:
        """Return an entry's symbol: what the number is, not its value.

        Parameters
        ----------
        key : str
        role : Role
        size : float

        Returns
        -------
        Typeset
        """
        return maths(
            self.lesson.ledger[key].symbol, em=self.em(size), role=role, display=True,
            entry_keys=(key,),
        )  # fmt: skip

    def label(self, source: str, role: Role = INK, *, size: float = FORMULA) -> Typeset:
        """Return mathematics without numbers, such as a variable's name.

        Parameters
        ----------
        source : str
            Typst mathematics without digits.
        role : Role
        size : float

        Returns
        -------
        Typeset
        """
        _no_digits(source)
        return maths(source, em=self.em(size), role=role)

    def note(
        self,
        text: str,
        role: Role = SOFT,
        *,
        size: float = TICK,
        bold: bool = False,
        width: float | None = None,
    ) -> Typeset:
        """Return words without numbers.

        Parameters
        ----------
        text : str
            Typst markup without digits.
        role : Role
        size : float
        bold : bool
        width : float, optional
            Longest line in scene units; longer text is broken and centred.

        Returns
        -------
        Typeset
        """
        _no_digits(text)
        return words(text, em=self.em(size), role=role, bold=bold, width=width)

    def called(
        self,
        key: str,
        role: Role = INK,
        *,
        size: float = TICK,
        bold: bool = False,
        width: float | None = None,
        centred: bool = True,
    ) -> Typeset:
        """Return what something is called, made from an entry.

        Parameters
        ----------
        key : str
            The entry's key.
        role : Role
        size : float
        bold : bool
        width : float, optional
            Longest line in scene units; a longer name is broken.
        centred : bool
            Whether the lines of a broken name are centred.

        Returns
        -------
        Typeset
        """
        markup = Caption(f"{{{key}}}").typst(self.lesson.ledger)
        return words(
            markup, em=self.em(size), role=role, bold=bold, width=width, centred=centred,
            entry_keys=(key,),
        )  # fmt: skip

    def listing(self, keys: Sequence[str | None], box: Box, **settings: Any) -> Listing:
        """Return a program, one entry a line.

        Parameters
        ----------
        keys : sequence of str or None
            Entry keys; None leaves a gap.
        box : Box
        **settings
            As for `Listing`.

        Returns
        -------
        Listing
        """
        settings.setdefault("em", self.em(CODE))
        return Listing(keys, box, self.lesson.ledger, **settings)

    def table(
        self, heads: list[str], rows: list[list[str]], box: Box, **settings: Any
    ) -> NumberTable:
        """Return a table of entries.

        Parameters
        ----------
        heads : list of str
            Typst mathematics without digits.
        rows : list of list of str
            Entry keys.
        box : Box
        **settings
            As for `NumberTable`.

        Returns
        -------
        NumberTable
        """
        for head in heads:
            _no_digits(head)
        settings.setdefault("em", self.em(NUMBER))
        return NumberTable(heads, rows, box, self.lesson.ledger, **settings)

    def bars(
        self,
        name: str,
        series: Sequence[Sequence[str]],
        roles: Sequence[Role],
        box: Box,
        **settings: Any,
    ) -> BarChart:
        """Return a bar chart of entries, in one of the lesson's frames.

        Parameters
        ----------
        name : str
            A key of the lesson's `frames`, with one tick for each group of bars.
        series : sequence of sequence of str
            For each series the entry keys of its bars.
        roles : sequence of Role
            Colours of the series.
        box : Box
        **settings
            As for `BarChart`.

        Returns
        -------
        BarChart
        """
        settings.setdefault("em", self.em(TICK))
        plot = self.plot(name, box, grid=False)
        return BarChart(plot, series, roles, self.lesson.ledger, **settings)

    def card(self, box: Box | None = None, *, edge: Role = PANEL) -> Mobject:
        """Return the quiet background of a panel.

        Parameters
        ----------
        box : Box, optional
            The panel's region by default.
        edge : Role
            Colour of its outline, where it lies on a picture.

        Returns
        -------
        Mobject
        """
        return card(box or self.regions.panel, edge=edge)

    def together(self, *animations: Animation | list[Any], run_time: float = 1.0) -> None:
        """Play animations at the same time.

        Parameters
        ----------
        *animations : Animation or list of Animation
        run_time : float
            Seconds.
        """
        flat: list[Any] = []
        for each in animations:
            flat.extend(each if isinstance(each, list) else [each])
        self.play(*flat, run_time=run_time)

    def texts(self) -> Iterator[Typeset]:
        """Yield every text that is on screen now."""
        for top in self.mobjects:
            for part in top.get_family():
                if isinstance(part, Typeset) and _visible(part):
                    yield part

    def _head(self) -> VGroup:
        heading, ledger = self.lesson.told_heading, self.lesson.ledger
        address = f"{self.lesson.chapter} · {self.lesson.number}"  # no result, so without an entry
        return title_line(self.regions, heading.typst(ledger), address, entry_keys=heading.keys)

    def _change_caption(self, new: Typeset) -> None:
        """Let the old caption go before the new one comes: they would be illegible together."""
        if not self.captioned:
            self.wait(_SWAP)
            return
        changes = [FadeIn(new)] if self._caption is None else [FadeOut(self._caption), FadeIn(new)]
        for change in changes:
            self.play(change, run_time=_SWAP / len(changes))
        self._caption = new

    def _caption_text(self, name: str) -> Typeset:
        caption, sizes = self.lesson.told(name), [self.em(s) for s in (CAPTION, TICK, SMALLEST)]
        source, room = caption.typst(self.lesson.ledger), self.regions.caption
        return sentence(source, room, sizes=sizes, entry_keys=caption.keys)


def _whole_steps(seconds: float) -> float:
    return max(1, -int(-(seconds - _MOMENT) // _STEP)) * _STEP


def _no_digits(text: str) -> None:
    if any(c.isdigit() for c in text):
        raise InvalidArgument(f"a number on screen comes from an entry, got digits in {text!r}")


def _visible(text: Typeset) -> bool:
    return any(glyph.get_fill_opacity() > _INKED for glyph in text.family_members_with_points())
