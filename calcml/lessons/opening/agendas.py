"""The lesson that shows the way through a lecture."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry, parameter_entry
from calcml.lessons.lesson import Wording
from calcml.lessons.opening.road_lesson import RoadLesson

__all__ = ["AgendaRoadmap"]


@dataclass(frozen=True, kw_only=True)
class AgendaRoadmap(RoadLesson):
    """A lecture as a road, with a stop for each chapter."""

    chapter = "Opening"
    number = "0.2"
    heading = Caption("The road ahead")
    slides = ("A2", "B2")
    captions: ClassVar[Mapping[str, Wording]] = {
        "lay_the_road": Caption("This lecture is a road, and each of its {count} chapters a stop."),
        "visit_the_stops": Caption(
            "It leads from {title.first} to {title.last}, one stop at a time."
        ),
        "return_to_the_start": Caption(
            "At each stop we look at the road again. The first one is {title.first}."
        ),
    }

    def entries(self) -> Iterable[Entry]:
        """Yield how many chapters there are, and number and title of each."""
        yield parameter_entry("count", "n", len(self.chapters))
        for stop in self.stops:
            yield from self._entries_of(self.key(stop), stop)

    def key(self, stop: int) -> str:
        """Return the last part of the keys of a chapter."""
        ends = {self.stops[0]: "first", self.stops[-1]: "last"}
        return ends.get(stop, str(stop))
