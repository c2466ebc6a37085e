"""The picture of a product: a rectangle whose sides grow by the same step."""

from dataclasses import dataclass
from functools import cached_property

from calcml.lessons.rules.slope_pictures import Ends, Place
from calcml.lessons.scales import Frame, Scale

__all__ = ["AreaPicture"]

_LEFT, _RIGHT = 2.7, 1.2  # room for names beside the rectangle
_BELOW, _ABOVE = 1.0, 0.7
_NAME = 1.65  # of a side, from the rectangle
_UNDER = 0.6
_STEP = 0.3  # of the name of the step, from a strip
_OVER, _ASIDE = 0.4, 0.62  # of the names of the strips


@dataclass(frozen=True)
class AreaPicture:
    """Where the rectangle, its strips and their names are.

    Attributes
    ----------
    sides : tuple of two floats
        Height and width.
    largest : float
        The largest step.
    """

    sides: tuple[float, float]
    largest: float

    @cached_property
    def frame(self) -> Frame:
        """The plane; nothing is seen of its axes."""
        high, wide = self.sides
        return Frame(
            Scale(-_LEFT, wide + self.largest + _RIGHT, ticks=()),
            Scale(-_BELOW, high + self.largest + _ABOVE, ticks=()),
        )

    @property
    def whole(self) -> Ends:
        """The rectangle before it grows, by two opposite corners."""
        high, wide = self.sides
        return (0.0, 0.0), (wide, high)

    @property
    def middle(self) -> Place:
        """The middle of the rectangle."""
        high, wide = self.sides
        return wide / 2, high / 2

    def upper(self, step: float) -> Ends:
        """Return the strip on top."""
        high, wide = self.sides
        return (0.0, high), (wide, high + step)

    def right(self, step: float) -> Ends:
        """Return the strip at the side."""
        high, wide = self.sides
        return (wide, 0.0), (wide + step, high)

    def corner(self, step: float) -> Ends:
        """Return the corner between the strips."""
        high, wide = self.sides
        return (wide, high), (wide + step, high + step)

    @property
    def side_names(self) -> tuple[Place, Place]:
        """Where the names of height and width stand."""
        high, wide = self.sides
        return (-_NAME, high / 2), (wide / 2, -_UNDER)

    def upper_step(self, step: float) -> Place:
        """Return where the step is named beside the upper strip."""
        return -_STEP, self.sides[0] + step / 2

    def right_step(self, step: float) -> Place:
        """Return where the step is named below the right strip."""
        return self.sides[1] + step / 2, -_STEP

    def upper_name(self, step: float) -> Place:
        """Return where the name of the upper strip stands."""
        high, wide = self.sides
        return wide / 2, high + step + _OVER

    def right_name(self, step: float) -> Place:
        """Return where the name of the right strip stands."""
        high, wide = self.sides
        return wide + step + _ASIDE, high / 2

    def corner_name(self, step: float) -> Place:
        """Return where the name of the corner stands."""
        high, wide = self.sides
        return wide + step + _ASIDE, high + step + _OVER / 2
