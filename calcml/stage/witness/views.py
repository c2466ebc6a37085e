"""Views: by which axes the numbers of plots and spaces become pixels, each kept once."""

from typing import TYPE_CHECKING, Any

from calcml.stage.film.outlines import Pixels
from calcml.stage.marks import Pair
from calcml.stage.space import Space
from calcml.stage.witness.axes import axes_of_plot, axes_of_space

if TYPE_CHECKING:
    from calcml.stage.scene import LessonScene

__all__ = ["Views"]


class Views:
    """How numbers become pixels in the present frame; each view is kept once.

    Parameters
    ----------
    scene : LessonScene

    Attributes
    ----------
    known : list of dict
        The views of this beat, numbered by their place.
    """

    def __init__(self, scene: "LessonScene") -> None:
        self.scene = scene
        self.known: list[dict[str, Any]] = []
        self._now: dict[int, int] = {}

    def renew(self) -> None:
        """Forget the views of the frame before."""
        self._now = {}

    @property
    def pixels(self) -> Pixels:
        """The measure of the frame."""
        measure: Pixels = self.scene.camera.measure()
        return measure

    @property
    def height(self) -> int:
        """The height of the frame in pixels."""
        return int(self.scene.camera.pixel_height)

    def of(self, thing: Any) -> int:
        """Return the number of the view of a plot or a space as it is now."""
        if id(thing) not in self._now:
            describe = axes_of_space if isinstance(thing, Space) else axes_of_plot
            view = describe(thing, self.pixels)
            if view not in self.known:
                self.known.append(view)
            self._now[id(thing)] = self.known.index(view)
        return self._now[id(thing)]

    def spots(self, *places: Pair) -> list[float]:
        """Return places in the frame as pixels, one coordinate after the other."""
        pixels = self.pixels
        return [
            round(float(c), 3)
            for x, y in places
            for c in (pixels.left + pixels.x * x, pixels.top + pixels.y * y)
        ]
