"""Slicing scenes in which the point rides along its cut and takes the plane with it."""

from manim import ValueTracker

from calcml.lessons.surfaces.cuts import Cut
from calcml.stage.slicing import SlicingScene

__all__ = ["RidingScene"]


class RidingScene(SlicingScene):
    """A slicing scene whose point moves freely over the surface.

    Attributes
    ----------
    across : ValueTracker
        The x of the point; its y is the plane's `offset`.
    """

    across: ValueTracker

    def open_space(self, offset: float, *, azimuth: float, elevation: float = 20) -> None:
        """Prepare the space, the trackers and the rooms, with the point above the pivot."""
        self.across = ValueTracker(self.lesson.pivot)
        super().open_space(offset, azimuth=azimuth, elevation=elevation)

    def now(self, start: float | None = None) -> Cut:
        """Return the cut through the point where it is now."""
        place = self.across.get_value(), self.offset.get_value()
        return self.lesson.cut_at(place, self.turn.get_value(), start)

    def ride_to(self, place: tuple[float, float], *, run_time: float) -> None:
        """Let the point ride to a place of the lesson."""
        across, offset = place
        self.sliced.follow()
        self.play(
            self.across.animate.set_value(across),
            self.offset.animate.set_value(offset),
            run_time=run_time,
        )
        self.sliced.rest()
