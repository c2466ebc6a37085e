"""The lesson that opens a chapter: where on the road of the lecture it lies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from calcml.core.errors import InvalidArgument
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry
from calcml.lessons.lesson import Wording
from calcml.lessons.opening.road_lesson import RoadLesson
from calcml.lessons.parameters import count, parameter

__all__ = ["ChapterCard"]


@dataclass(frozen=True, kw_only=True)
class ChapterCard(RoadLesson):
    """The head of a chapter: its title, and the road so far.

    Attributes
    ----------
    now : int
        The number of the chapter that begins.
    """

    chapter = "Opening"
    number = "0.2"
    heading = Caption("{title.now}")
    slides = ("B3", "B4", "B9", "B16", "B20")
    captions: ClassVar[Mapping[str, Wording]] = {
        "reach_the_stop": Caption("Chapter {number.now}: {title.now}."),
    }

    now: int = parameter(1, rule=count(0, 99), text="the number of the chapter that begins")

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.now not in self.numbers:
            told = ", ".join(map(str, self.numbers))
            raise InvalidArgument(f"now must be the number of a chapter ({told}), got {self.now}")

    @property
    def stop(self) -> int:
        """The place of the chapter on the road, from zero."""
        return self.numbers.index(self.now)

    @property
    def before(self) -> int:
        """The stop that it is reached from."""
        return self.stop - 1

    def entries(self) -> Iterable[Entry]:
        """Yield the numbers of all chapters, and the title of the one that begins."""
        for stop in self.stops:
            if stop == self.stop:
                yield from self._entries_of("now", stop)
            else:
                yield self._number_of(str(stop), stop)

    def key(self, stop: int) -> str:
        """Return the last part of the keys of a chapter."""
        return "now" if stop == self.stop else str(stop)
