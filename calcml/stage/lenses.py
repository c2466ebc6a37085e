"""Lenses: a magnifying window beside a plot, whose picture shrinks and grows with a tracker.

A lens is a plot without ticks of its own whose window is asked again for every frame. The main
plot shows the same window as a rectangle, so that the eye can follow where the lens looks.
"""

from collections.abc import Callable, Iterable

import numpy as np
from manim import Line, VGroup, VMobject
from numpy.typing import ArrayLike

from calcml.core.sampling import Curve, Window
from calcml.core.types import FloatArray
from calcml.lessons.scales import Frame, Scale
from calcml.stage.layout import Box
from calcml.stage.plots import Plot
from calcml.stage.polylines import joined
from calcml.stage.retraced import retraced
from calcml.stage.text import Typeset
from calcml.stage.theme import FUNCTION, SOFT, Role, colour

__all__ = ["Lens", "Window"]

Corners = Callable[[], tuple[tuple[float, float], tuple[float, float]]]

_BORDER = 2.5
_BELOW, _BESIDE = 1.75, 3.2  # ems left for numbers
_CURVE_WIDTH = 4.5


class Lens(Plot):
    """A magnifying window on a part of another plot.

    Everything that a plot draws is drawn here in the coordinates of the window as it is now, so
    dots, segments and rectangles of the lesson need no other form. Its dots are registered with
    the main plot's.

    Parameters
    ----------
    main : Plot
        The plot that it magnifies.
    box : Box
        Where the lens stands, at the right of the main plot or below it, with room for numbers
        below and to the right of it.
    window : callable
        The part of the plane in view now, from the lesson; a pure function of trackers.
    em : float
        Size of those numbers in scene units; zero leaves no room for any.

    Attributes
    ----------
    outline : VMobject
        The window on the main plot.
    rays : VGroup
        Two lines from the outline to the lens, which stands at the right of the main plot or
        below it.
    """

    def __init__(
        self, main: Plot, box: Box, window: Callable[[], Window], *, em: float = 0.0
    ) -> None:
        self.window = window
        glass = Box(box.left, box.right - _BESIDE * em, box.bottom + _BELOW * em, box.top)
        super().__init__(_frame(window()), glass, {}, f"{main.name}.lens", em=0.0, grid=False)
        self.marks, self.strokes = main.marks, main.strokes
        self.outline = main.rectangle(lambda: _corners(window()), SOFT, width=_BORDER)
        self.rays = VGroup(
            *(self._ray(main, end, corner) for end, corner in self._rays_ends(main)),
        ).set_stroke(colour(SOFT), width=1.5, opacity=0.5)

    def point(self, x: float, y: float) -> FloatArray:
        """Return a place in scene units, for the window as it is now.

        Parameters
        ----------
        x, y : float

        Returns
        -------
        FloatArray, shape (3,)
        """
        view, inner = self.window(), self.inner
        across = (x - view.x[0]) / (view.x[1] - view.x[0])
        up = (y - view.y[0]) / (view.y[1] - view.y[0])
        place = inner.left + across * inner.width, inner.bottom + up * inner.height, 0.0
        return np.array(place)

    def places(self, coordinates: ArrayLike) -> FloatArray:
        """Return many places in scene units, for the window as it is now.

        Parameters
        ----------
        coordinates : array_like, shape (n, 2)

        Returns
        -------
        FloatArray, shape (n, 3)
        """
        view, inner = self.window(), self.inner
        low = np.array([view.x[0], view.y[0]])
        shares = (coordinates - low) / np.array(view.size)
        flat = np.array([inner.left, inner.bottom]) + shares * [inner.width, inner.height]
        return np.column_stack([flat, np.zeros(len(flat))])

    def trace(
        self, samples: Callable[[], Curve], role: Role = FUNCTION, *, width: float = _CURVE_WIDTH
    ) -> VMobject:
        """Draw a curve that is sampled again for every frame.

        Parameters
        ----------
        samples : callable
            The curve inside the window now, from the lesson; it may have no pieces.
        role : Role
        width : float
            Stroke width.

        Returns
        -------
        VMobject
        """
        return retraced(self, samples, role, width=width)

    def rectangle(
        self,
        corners: Corners,
        role: Role,
        *,
        width: float = 4.0,
        fill_opacity: float = 0.0,
        moving: bool = True,
    ) -> VMobject:
        """Draw a rectangle of the lesson, cut to the window.

        Parameters
        ----------
        corners : callable
            The lower left and the upper right corner now.
        role : Role
        width : float
            Stroke width.
        fill_opacity : float
            Opacity of the inside.
        moving : bool
            Whether the corners are asked again for every frame.

        Returns
        -------
        VMobject
        """

        def cut() -> tuple[tuple[float, float], tuple[float, float]]:
            view, (low, high) = self.window(), corners()
            return _clamped(low, view), _clamped(high, view)

        return super().rectangle(cut, role, width=width, fill_opacity=fill_opacity, moving=moving)

    def below(self, number: Typeset, x: float) -> Typeset:
        """Set a number under the lens, where a coordinate lies in the window as it is now.

        Parameters
        ----------
        number : Typeset
        x : float

        Returns
        -------
        Typeset
            The same number.
        """
        across = self.point(x, self.window().y[0])[0]
        number.move_to([across, 0, 0])
        return number.on_baseline(self.inner.bottom - 1.25 * number.em)

    def beside(self, number: Typeset, y: float) -> Typeset:
        """Set a number to the right of the lens, where a coordinate lies in the window now.

        Parameters
        ----------
        number : Typeset
        y : float

        Returns
        -------
        Typeset
            The same number.
        """
        up = self.point(self.window().x[1], y)[1]
        number.move_to([self.inner.right + 0.4 * number.em + number.width / 2, 0, 0])
        return number.on_baseline(up - 0.32 * number.em)

    def _axis_lines(self) -> VGroup:
        """Draw the border instead of axes."""
        border = super().rectangle(lambda: _corners(self.window()), SOFT, width=_BORDER)
        return VGroup(border.clear_updaters())

    def _rays_ends(
        self, main: Plot
    ) -> Iterable[tuple[FloatArray, Callable[[], tuple[float, float]]]]:
        """Yield where each ray ends on the lens, and where it starts on the main plot."""
        inner, window = self.inner, self.window
        if inner.top < main.inner.bottom:
            yield np.array([inner.left, inner.top, 0.0]), lambda: _corners(window())[0]
            yield np.array([inner.right, inner.top, 0.0]), lambda: _corner(window(), 0)
        else:
            yield np.array([inner.left, inner.bottom, 0.0]), lambda: _corner(window(), 0)
            yield np.array([inner.left, inner.top, 0.0]), lambda: _corner(window(), 1)

    @staticmethod
    def _ray(main: Plot, end: FloatArray, corner: Callable[[], tuple[float, float]]) -> Line:
        ray = Line(main.point(*corner()), end)
        ray.add_updater(
            lambda line: line.set_points(joined([np.stack([main.point(*corner()), end])]))
        )
        return ray


def _frame(view: Window) -> Frame:
    return Frame(Scale(*view.x, ()), Scale(*view.y, ()))


def _corners(view: Window) -> tuple[tuple[float, float], tuple[float, float]]:
    return (view.x[0], view.y[0]), (view.x[1], view.y[1])


def _corner(view: Window, above: int) -> tuple[float, float]:
    return view.x[1], view.y[above]


def _clamped(corner: tuple[float, float], view: Window) -> tuple[float, float]:
    x, y = corner
    return min(max(x, view.x[0]), view.x[1]), min(max(y, view.y[0]), view.y[1])
