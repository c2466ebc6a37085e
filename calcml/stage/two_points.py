"""Two points of a line, a step apart: the step below them, and how much higher the second is."""

from collections.abc import Callable

from manim import DOWN, VGroup

from calcml.lessons.derivative.straight_picture import StraightPicture
from calcml.stage.plots import Plot
from calcml.stage.text import maths
from calcml.stage.theme import INK, MOVING, SECANT, SOFT

__all__ = ["TwoPoints"]

_GAP = 0.15


class TwoPoints(VGroup):
    """A fixed point, a second one that follows a step, and run and rise between them.

    Parameters
    ----------
    plot : Plot
    picture : StraightPicture
    step : callable
        The step now.
    em : float
        Size of the letters in scene units.

    Attributes
    ----------
    fixed, moving : Dot
    run, rise : VMobject
    letter : Typeset
        The step's, below the run.
    """

    def __init__(
        self, plot: Plot, picture: StraightPicture, step: Callable[[], float], *, em: float
    ) -> None:
        super().__init__()
        self.fixed = plot.dot("at", lambda: picture.point(0.0), INK)
        self.moving = plot.dot("step", lambda: picture.point(step()), MOVING)
        self.run = plot.segment(lambda: picture.run(step()), MOVING)
        self.rise = plot.segment(lambda: picture.rise(step()), SECANT)
        self.letter = maths("h", em=em, role=MOVING)
        self.letter.add_updater(
            lambda m: m.next_to(plot.point(*picture.middle_of_run(step())), DOWN, buff=_GAP),
            call_updater=True,
        )
        self.add(self.run, self.rise, self.fixed, self.moving, self.letter)
        self._plot, self._picture, self._step = plot, picture, step

    def drops(self) -> VGroup:
        """Return the dashed lines from both points to the axis.

        Returns
        -------
        VGroup
        """
        plot, picture, step = self._plot, self._picture, self._step
        return VGroup(
            plot.segment(lambda: picture.drop(0.0), SOFT, width=2.5, dashed=True, moving=False),
            plot.segment(lambda: picture.drop(step()), SOFT, width=2.5, dashed=True),
        )
