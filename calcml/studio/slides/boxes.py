"""Places on a slide, in PowerPoint's units of 1/914400 inch."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

__all__ = ["Box", "slide_size"]

_SHORT_SIDE = 6_858_000  # 7.5 inches, as PowerPoint's own slides have
_COARSEST = 16  # denominators of the usual shapes are smaller: 16:9, 4:3, 1:1, 9:16


def slide_size(width: int, height: int) -> tuple[int, int]:
    """Return the size of a slide that a clip fills.

    Parameters
    ----------
    width, height : int
        Of the clip in pixels; a shape is taken to be what it is nearly, as 854×480 is 16:9.

    Returns
    -------
    tuple of int

    Examples
    --------
    >>> slide_size(854, 480), slide_size(480, 854)
    ((12192000, 6858000), (6858000, 12192000))
    """
    shape = Fraction(width, height).limit_denominator(_COARSEST)
    if shape >= 1:
        return int(_SHORT_SIDE * shape), _SHORT_SIDE
    return _SHORT_SIDE, int(_SHORT_SIDE / shape)


@dataclass(frozen=True)
class Box:
    """A place on a slide.

    Attributes
    ----------
    left, top, width, height : int
    """

    left: int
    top: int
    width: int
    height: int

    @classmethod
    def of(cls, shape: Any) -> "Box | None":
        """Return the box of a shape of python-pptx; None if it has none.

        Parameters
        ----------
        shape : object
            With ``left``, ``top``, ``width`` and ``height``.

        Returns
        -------
        Box or None
        """
        sides = (shape.left, shape.top, shape.width, shape.height)
        return None if None in sides else cls(*map(int, sides))

    @property
    def right(self) -> int:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The lower edge."""
        return self.top + self.height

    @property
    def area(self) -> int:
        """Width times height."""
        return max(self.width, 0) * max(self.height, 0)

    def common(self, other: "Box") -> "Box":
        """Return what two boxes share; its area is 0 if that is nothing.

        Parameters
        ----------
        other : Box

        Returns
        -------
        Box
        """
        left, top = max(self.left, other.left), max(self.top, other.top)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return Box(left, top, max(right - left, 0), max(bottom - top, 0))

    def fitted(self, width: int, height: int) -> "Box":
        """Return the largest box of a shape in the middle of this one.

        Parameters
        ----------
        width, height : int
            The shape, in any unit.

        Returns
        -------
        Box

        Examples
        --------
        >>> Box(0, 0, 100, 100).fitted(16, 8)
        Box(left=0, top=25, width=100, height=50)
        """
        wide = min(self.width, self.height * width // height)
        high = min(self.height, self.width * height // width)
        return Box(
            self.left + (self.width - wide) // 2, self.top + (self.height - high) // 2, wide, high
        )
