"""Gears: wheels with teeth that turn one another, each in its angle of the moment."""

import math
from collections.abc import Callable

import numpy as np
from manim import VGroup, VMobject

from calcml.core.types import FloatArray
from calcml.stage.layout import Box
from calcml.stage.theme import PANEL, Role, colour

__all__ = ["TEETH", "Gear", "gear_pair"]

TEETH = 16, 10
"""Of a wheel and of the one that it drives."""

_OVER, _UNDER = 0.75, 0.95  # height of a tooth over and under where wheels touch, in modules
_ROOT, _TIP = 0.31, 0.15  # half widths of a tooth at its foot and at its tip, in teeth
_UPWARDS = 50.0  # degrees: where the second wheel stands, seen from the first
_WIDTH = 3.5


class Gear(VGroup):
    """A wheel with teeth.

    Parameters
    ----------
    radius : float
        From the middle to the middle of a tooth, where wheels touch, in scene units.
    teeth : int
    role : Role
        Of its outline.

    Attributes
    ----------
    wheel : VMobject
    """

    def __init__(self, radius: float, teeth: int, role: Role) -> None:
        super().__init__()
        self._outline = _outline(radius, teeth)
        self.wheel = VMobject().set_points_as_corners(self._outline)
        self.wheel.set_fill(colour(PANEL), opacity=1).set_stroke(colour(role), width=_WIDTH)
        self.add(self.wheel)

    def turning(self, angle: Callable[[], float]) -> "Gear":
        """Let the wheel stand at an angle in every frame, and return it.

        Parameters
        ----------
        angle : callable
            The angle now, anticlockwise in turns.

        Returns
        -------
        Gear
        """

        def set_now(wheel: VMobject) -> None:
            turn = math.tau * angle()
            c, s = math.cos(turn), math.sin(turn)
            rotated = self._outline @ np.array([[c, s, 0.0], [-s, c, 0.0], [0.0, 0.0, 1.0]])
            wheel.set_points_as_corners(rotated + self._middle)

        self._middle = self.wheel.get_center()
        set_now(self.wheel)
        self.wheel.add_updater(set_now)
        return self


def gear_pair(box: Box, roles: tuple[Role, Role], turns: Callable[[], float]) -> VGroup:
    """Return two wheels, of which the first turns the second, to the right of it and higher.

    Parameters
    ----------
    box : Box
        Filled as far as its width or height allows.
    roles : tuple of two Roles
    turns : callable
        By how many of its teeth the first has turned now.

    Returns
    -------
    VGroup
        Both, the driving one first.
    """
    first, second = TEETH
    ratio, across, up = second / first, _cos(_UPWARDS), _sin(_UPWARDS)
    tooth = 2 * _OVER * 2 / first
    spans = ((1 + ratio) * (1 + share) + tooth for share in (across, up))
    radius = min(room / span for room, span in zip((box.width, box.height), spans, strict=True))
    wheels = Gear(radius, first, roles[0]), Gear(radius * ratio, second, roles[1])
    apart = radius * (1 + ratio) * np.array([across, up, 0.0])
    wheels[1].shift(apart)
    pair = VGroup(*wheels).move_to(box.centre)
    for wheel, angle in zip(wheels, _angles(turns), strict=True):
        wheel.turning(angle)
    return pair


def _angles(turns: Callable[[], float]) -> tuple[Callable[[], float], Callable[[], float]]:
    """Return the angles of both wheels, in turns: teeth of the one are at gaps of the other."""
    first, second = TEETH
    seen = _UPWARDS / 360
    meeting = (seen + 0.5) * second + seen * first - 0.5
    return lambda: turns() / first, lambda: (meeting - turns()) / second


def _cos(degrees: float) -> float:
    return math.cos(math.radians(degrees))


def _sin(degrees: float) -> float:
    return math.sin(math.radians(degrees))


def _outline(radius: float, teeth: int) -> FloatArray:
    """Return the corners of a wheel whose first tooth points to the right, closed."""
    module = 2 * radius / teeth
    inner, outer = radius - _UNDER * module, radius + _OVER * module
    pattern = ((-_ROOT, inner), (-_TIP, outer), (_TIP, outer), (_ROOT, inner))
    corners = [
        (far * math.cos(angle), far * math.sin(angle), 0.0)
        for tooth in range(teeth)
        for share, far in pattern
        for angle in [math.tau * (tooth + share) / teeth]
    ]
    return np.array([*corners, corners[0]])
