"""A ring that runs out while the audience thinks."""

from manim import PI, TAU, Animation, Arc, Uncreate, VGroup

from calcml.stage.layout import Box
from calcml.stage.theme import SECANT, SOFT, Role, colour

__all__ = ["Countdown"]

_GAP = 0.12  # between two parts of the ring, in radians
_SHARE = 0.42  # of the shorter side of the room, for the radius
_WIDTH = 9.0


class Countdown(VGroup):
    """A ring in equal parts that vanish one after the other, clockwise from the top.

    Parameters
    ----------
    room : Box
    parts : int
        How many.
    role : Role
        Colour of what is left.

    Attributes
    ----------
    track : VGroup
        The ring that stays, faint.
    left : VGroup
        The parts that run out, in order.
    """

    def __init__(self, room: Box, *, parts: int = 3, role: Role = SECANT) -> None:
        super().__init__()
        radius = _SHARE * min(room.width, room.height)
        self.track, self.left = (
            VGroup(*(_part(which, parts, radius) for which in range(parts))) for _ in range(2)
        )
        self.track.set_stroke(colour(SOFT), width=_WIDTH, opacity=0.25)
        self.left.set_stroke(colour(role), width=_WIDTH)
        self.add(self.track, self.left).move_to(room.centre)

    def run_out(self, which: int) -> Animation:
        """Return the animation in which one part vanishes.

        Parameters
        ----------
        which : int
            In order from 0.

        Returns
        -------
        Animation
        """
        return Uncreate(self.left[which])


def _part(which: int, parts: int, radius: float) -> Arc:
    """Return a part; it is drawn backwards, so that it vanishes from its start."""
    size = TAU / parts - _GAP
    end = PI / 2 - which * TAU / parts - _GAP / 2 - size
    return Arc(radius=radius, start_angle=end, angle=size)
