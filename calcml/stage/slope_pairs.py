"""A curve over its slope: two plots with the same x, and what slides along both."""

from collections.abc import Sequence

from manim import ValueTracker, VGroup

from calcml.lessons.rules.slope_pictures import SlopePicture
from calcml.stage.layout import Box
from calcml.stage.plots import Plot
from calcml.stage.scene import LessonScene
from calcml.stage.theme import MOVING, TANGENT, TICK

__all__ = ["SlopePair", "stacked_plots"]

_GAP = 0.12
_THIN = 2.5


def stacked_plots(
    scene: LessonScene, names: Sequence[str], box: Box, *, shares: Sequence[float] = (1, 1)
) -> tuple[Plot, ...]:
    """Return plots above one another whose left sides stand above one another too.

    Parameters
    ----------
    scene : LessonScene
    names : sequence of str
        Keys of the lesson's frames, from the top.
    box : Box
    shares : sequence of float
        Heights against each other.

    Returns
    -------
    tuple of Plot
    """
    rows, lesson = box.rows(*shares, gap=_GAP), scene.lesson
    trials = [
        Plot(lesson.frames[name], row, lesson.ledger, name, em=scene.em(TICK))
        for name, row in zip(names, rows, strict=True)
    ]
    left = max(trial.inner.left for trial in trials)
    return tuple(
        scene.plot(name, Box(row.left + left - trial.inner.left, row.right, row.bottom, row.top))
        for name, row, trial in zip(names, rows, trials, strict=True)
    )


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
        self.upper, self.lower = stacked_plots(scene, names, box, shares=shares)
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
