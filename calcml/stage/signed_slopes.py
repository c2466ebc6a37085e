"""A curve over the curve of its slope, whose sign on both sides of one place is shaded."""

from collections.abc import Callable, Sequence

from manim import Dot, VGroup, VMobject

from calcml.lessons.optimisation.signed_slope_pictures import SignedSlopePicture
from calcml.stage.plots import Plot
from calcml.stage.theme import CONFIRMED, SOFT, TANGENT, Role, colour

__all__ = ["SignedSlopes"]

_SHADE = 0.25  # opacity of what lies between a slope and zero
_WIDTH = 4.5
_LINK = 2.0


class SignedSlopes:
    """A curve over the curve of its slope, and what moves along both.

    Parameters
    ----------
    plots : sequence of two Plots
        The upper and the lower axes.
    picture : SignedSlopePicture

    Attributes
    ----------
    graph, slopes : Plot
    axes : VGroup
        Both plots.
    curve, slope_curve : VMobject
    areas : VGroup
        What lies between the slope and zero, left and right of the middle.
    """

    def __init__(self, plots: Sequence[Plot], picture: SignedSlopePicture) -> None:
        graph, slopes = self.graph, self.slopes = plots
        self.picture = picture
        self.axes = VGroup(graph, slopes)
        self.curve = graph.curve(picture.curve)
        self.slope_curve = slopes.curve(picture.slope_curve, TANGENT)
        self.areas = VGroup(*map(self._shaded, range(len(picture.areas)))).set_z_index(-1)

    def dots(self, now: Callable[[], float]) -> VGroup:
        """Return the dots that move along both curves.

        Parameters
        ----------
        now : callable
            The coordinate now.

        Returns
        -------
        VGroup
            The upper one first.
        """
        return VGroup(
            self.graph.dot("x", lambda: self.picture.place(now())),
            self.slopes.dot("slope", lambda: self.picture.slope_place(now()), TANGENT),
        )

    def tangent(self, now: Callable[[], float]) -> VMobject:
        """Return the piece of tangent that rolls along the curve.

        Parameters
        ----------
        now : callable

        Returns
        -------
        VMobject
        """
        return self.graph.segment(lambda: self.picture.tangent(now()), TANGENT)

    def links(self, now: Callable[[], float]) -> VGroup:
        """Return the dashed line from dot to dot, in two parts.

        Parameters
        ----------
        now : callable

        Returns
        -------
        VGroup
        """
        return VGroup(
            self.graph.segment(lambda: self.picture.link(now())[0], SOFT, width=_LINK, dashed=True),
            self.slopes.segment(
                lambda: self.picture.link(now())[1], SOFT, width=_LINK, dashed=True
            ),
        )

    def traced(self, start: float, now: Callable[[], float]) -> VMobject:
        """Return the curve of the slope as far as the tangent has rolled.

        Parameters
        ----------
        start : float
        now : callable

        Returns
        -------
        VMobject
        """
        return self.slopes.moving_path(
            lambda: self.picture.traced(start, now()), TANGENT, width=_WIDTH
        )

    def mark(self, role: Role = CONFIRMED) -> Dot:
        """Return the dot of the place that the picture is about.

        Parameters
        ----------
        role : Role

        Returns
        -------
        Dot
        """
        return self.graph.dot("middle", lambda: self.picture.middle_place, role, moving=False)

    def _shaded(self, side: int) -> VMobject:
        area = self.slopes.path(self.picture.areas[side], TANGENT, width=0)
        return area.set_fill(colour(TANGENT), opacity=_SHADE)
