"""A curve over its slope: the tangent slides along the one and traces the other."""

from collections.abc import Sequence

from manim import ValueTracker, VGroup

from calcml.lessons.rules.slope_pictures import SlopePicture
from calcml.stage.layout import Box
from calcml.stage.scene import LessonScene
from calcml.stage.stacks import stacked
from calcml.stage.theme import MOVING, TANGENT

__all__ = ["SlopePair"]

_GAP = 0.12
_THIN = 2.5


class SlopePair:
    """A curve with a sliding tangent, over the slope that it traces.

    Parameters
    ----------
    scene : LessonScene
    names : sequence of str
        Keys of the lesson's frames: of the curve, and of the slope.
    box : Box
    picture : SlopePicture
    shares : sequence of float
        Heights of the plots against each other.

    Attributes
    ----------
    at : ValueTracker
        Where the tangent is.
    upper, lower : Plot
    plots : VGroup
        Both.
    curve, slope : VMobject
        Both curves as a whole.
    walker : VGroup
        The tangent and its point.
    rider : VGroup
        The height of the slope and its point.
    trace : VMobject
        The slope so far.
    """

    def __init__(
        self,
        scene: LessonScene,
        names: Sequence[str],
        box: Box,
        picture: SlopePicture,
        *,
        shares: Sequence[float] = (1, 1),
    ) -> None:
        self.at = ValueTracker(picture.run[0])
        now = self.at.get_value
        self.upper, self.lower = stacked(scene, names, box.rows(*shares, gap=_GAP))
        self.plots = VGroup(self.upper, self.lower)
        self.curve = self.upper.curve(picture.curve)
        self.slope = self.lower.curve(picture.slope_curve, TANGENT)
        self.walker = VGroup(
            self.upper.segment(lambda: picture.tangent(now()), TANGENT),
            self.upper.dot("function", lambda: picture.point(now()), MOVING),
        )
        self.rider = VGroup(
            self.lower.segment(lambda: picture.height(now()), TANGENT, width=_THIN, dashed=True),
            self.lower.dot("slope", lambda: picture.slope_point(now()), TANGENT),
        )
        self.trace = self.lower.moving_path(lambda: picture.traced(now()), TANGENT)

    @property
    def parts(self) -> VGroup:
        """Everything there is, to be faded out."""
        return VGroup(self.plots, self.curve, self.slope, self.walker, self.rider, self.trace)
