"""Where a dot or a ring is: the centre of its ink."""

from dataclasses import dataclass

import numpy as np

from calcml.studio.readback.inks import shares_of
from calcml.studio.readback.pictures import Frame

__all__ = ["Found", "centre_of"]

_BEYOND = 2.5  # pixels around a dot's edge in which its ink may still be
_AROUND = 6  # pixels beyond that, from which the ground is told
_FAINT = 0.2  # shares below are noise
_LEAST = 0.45  # of the ink that a dot must have
_ROUNDS = 3


@dataclass(frozen=True)
class Found:
    """A dot that was looked for.

    Attributes
    ----------
    place : tuple of float
        The centre of the ink, in pixels.
    ink : float
        How much ink there is, as a share of what there should be.
    """

    place: tuple[float, float]
    ink: float

    @property
    def is_there(self) -> bool:
        """Whether there is ink enough for a dot."""
        return self.ink >= _LEAST


def centre_of(
    frame: Frame,
    near: tuple[float, float],
    radius: float,
    ink: str,
    *,
    opacity: float = 1.0,
    hollow: bool = False,
) -> Found | None:
    """Find a dot near a place.

    Parameters
    ----------
    frame : Frame
    near : tuple of float
        Where it should be, in pixels.
    radius : float
        In pixels.
    ink : str
        Its colour, ``#rrggbb``.
    opacity : float
    hollow : bool
        Whether it is a ring.

    Returns
    -------
    Found or None
        None where it reaches out of the frame.
    """
    reach = int(np.ceil(radius + _BEYOND + _AROUND))
    left, top = int(near[0]) - reach, int(near[1]) - reach
    side = 2 * reach + 1
    height, width, _ = frame.shape
    if left < 0 or top < 0 or left + side > width or top + side > height:
        return None
    shares = shares_of(frame[top : top + side, left : left + side], ink, opacity)
    shares = np.where(shares > _FAINT, shares, 0.0)
    y, x = np.mgrid[top : top + side, left : left + side] + 0.5
    centre = near
    for _ in range(_ROUNDS):  # the window follows the ink, so that it cuts nothing off
        away = np.hypot(x - centre[0], y - centre[1])
        weights = shares * np.clip(radius + _BEYOND - away, 0.0, 1.0)
        total = float(weights.sum())
        if total < 1:
            return Found(near, 0.0)
        centre = float((weights * x).sum()) / total, float((weights * y).sum()) / total
    full = 2 * np.pi * radius * 1.2 if hollow else np.pi * radius**2
    return Found(centre, total / full)
