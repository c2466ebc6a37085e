"""A step along an axis and its secant, on a surface and beside it in a plot."""

from collections.abc import Callable

from manim import VGroup

from calcml.lessons.surfaces.side_steps import SideStep
from calcml.stage.plots import Plot
from calcml.stage.space import Arrow, Curve, Dot, Part, Space
from calcml.stage.theme import INK, MOVING, SECANT

__all__ = ["StepInPlot", "StepInSpace"]

_LINE, _STEP = 5.0, 5.0  # stroke widths

Now = Callable[[], SideStep]
"""The step as it is now: always a value of the lesson."""


class StepInSpace:
    """The step on the floor, its end on the surface, and the secant through both ends.

    Parameters
    ----------
    space : Space
    now : callable
        The step as it is now, from the lesson.

    Attributes
    ----------
    arrow : Arrow
    end : Dot
    secant : Curve
    """

    def __init__(self, space: Space, now: Now) -> None:
        self.now = now
        step = now()
        self.arrow: Arrow = space.arrow(*step.foot, colour=MOVING, stroke=_STEP)
        self.secant: Curve = space.curve(step.secant, colour=SECANT, stroke=_LINE)
        self.end: Dot = space.dot(step.ends[1], colour=MOVING, radius=0.095)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything, the arrow first."""
        return self.arrow, self.secant, self.end

    def follow(self) -> None:
        """Keep all parts where the lesson says, in every frame."""

        def move(part: Part) -> None:
            step = self.now()
            if isinstance(part, Arrow):
                part.start, part.end = step.foot
            elif isinstance(part, Dot):
                part.at = step.ends[1]
            elif isinstance(part, Curve):
                part.path = step.secant

        for part in self.parts:
            part.add_updater(move)

    def rest(self) -> None:
        """Let all parts be where they are."""
        for part in self.parts:
            part.clear_updaters()


class StepInPlot:
    """The same step seen squarely: run, rise, the secant and the point at its end.

    Parameters
    ----------
    plot : Plot
    now : callable
        The step as it is now, from the lesson.

    Attributes
    ----------
    run, rise, secant, end : VMobject
    """

    def __init__(self, plot: Plot, now: Now) -> None:
        self.run = plot.segment(lambda: now().run, MOVING, width=4)
        self.rise = plot.segment(lambda: now().rise, INK, width=3)
        self.secant = plot.line(lambda: now().through, SECANT)
        self.end = plot.dot("end", lambda: now().end, MOVING)

    @property
    def whole(self) -> VGroup:
        """Everything."""
        return VGroup(self.run, self.rise, self.secant, self.end)
