"""Dots and arrows in spaces, in the witness's eye."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from calcml.stage.marks import Shape
from calcml.stage.space import Arrow, Dot, Part
from calcml.stage.witness.footprints import Boxes
from calcml.stage.witness.sights import SEEN, Sight

__all__ = ["PartSight"]

_PIECES = 16  # in which an arrow is taken


class PartSight(Sight):
    """A dot or an arrow in a space, which rests while the space does."""

    thing: Dot | Arrow

    @property
    def space(self) -> Any:
        """The space that the part stands in."""
        return self.thing.space

    @staticmethod
    def is_of(part: Part) -> bool:
        """Tell whether a part has a place to be checked."""
        return isinstance(part, Dot | Arrow)

    def depth(self, depths: Mapping[int, int]) -> int:
        """Return after how many other things its space is drawn."""
        return depths.get(id(self.space), 0)

    def _boxes(self) -> Boxes:
        part, pixels = self.thing, self.views.pixels
        ends = [part.at] if isinstance(part, Dot) else [part.start, part.end]
        flat = np.array([self.space.point_to_screen(end)[:2] for end in ends])
        places = flat * (pixels.x, pixels.y) + (pixels.left, pixels.top)
        along = np.linspace(places[0], places[-1], _PIECES if len(ends) > 1 else 1)
        reach = pixels.x * part.radius if isinstance(part, Dot) else part.stroke * pixels.stroke
        return np.hstack([along - reach, along + reach])

    def _looks(self, seen: Mapping[int, Any]) -> Any:
        return seen.get(id(self.space))

    def _is_there(self) -> bool:
        part = self.thing
        grown = part.radius if isinstance(part, Dot) else part.drawn == 1
        return bool(grown) and part.opacity * self.space.opacity >= SEEN

    def _place(self) -> dict[str, Any]:
        part, space = self.thing, self.space
        ends = [part.at] if isinstance(part, Dot) else [part.start, part.end]
        size = part.radius * self.views.pixels.x if isinstance(part, Dot) else part.stroke
        return {
            "axes": self.views.of(space),
            "at": [[float(c) for c in end] for end in ends],
            "ink": "#" + "".join(f"{round(255 * share):02x}" for share in part.colour),
            "opacity": round(float(part.opacity * space.opacity), 3),
            "size": round(float(size), 2),
            "hidden": any(space.is_hidden(end) for end in ends),
        }

    def _about(self) -> dict[str, Any]:
        shape = Shape.DOT if isinstance(self.thing, Dot) else Shape.ARROW
        return {"name": f"space.{shape.value}", "shape": shape.value}
