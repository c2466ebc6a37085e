"""Fields of arrows, and particles that drift along sampled paths."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from manim import Animation, FadeOut, UpdateFromAlphaFunc, VGroup, VMobject, smooth

from calcml.core.fields import VectorField
from calcml.core.types import FloatArray
from calcml.lessons.gradient.particles import Particle
from calcml.stage.marks import Mark, Pair, Shape
from calcml.stage.plots import Plot
from calcml.stage.theme import MOVING, TANGENT, Role, colour

__all__ = ["ArrowField", "Drift"]

_SHAFT = 0.022  # half the width of a shaft, in scene units
_HEAD = 0.15  # length of the head of a long arrow
_SLIM = 0.42  # half the width of a head against its length
_SHARE = 0.5  # longest head, as a share of its arrow
_LAG = 0.6  # share of the time by which the last arrow starts later than the first

# An arrow of one piece: along its axis in lengths of shaft and head, across in half widths.
_ON_HEAD = np.array([0, 0, 0, 1, 0, 0, 0, 0])
_ON_SHAFT = np.array([0, 1, 1, 1, 1, 1, 0, 0])
_ASIDE_SHAFT = np.array([1, 1, 0, 0, 0, -1, -1, 1])
_ASIDE_HEAD = np.array([0, 0, 1, 0, -1, 0, 0, 0])


class ArrowField(VGroup):
    """Arrows at points of a plot.

    The length law: an arrow for the vector v is drawn from its point on and is ``scale · |v|``
    long, in units of the plot. Magnitudes compare as lengths do; no arrow is made longer to be
    seen, and one for the zero vector is nothing. Heads shrink with short arrows.

    Parameters
    ----------
    plot : Plot
        With one scale for both axes.
    field : VectorField
        From the lesson.
    scale : float
        Units of the plot per unit of the vectors.
    role : Role
    opacity : float
    thickness : float
        How many times as thick as usual shafts and heads are.
    """

    def __init__(
        self,
        plot: Plot,
        field: VectorField,
        *,
        scale: float,
        role: Role = TANGENT,
        opacity: float = 1.0,
        thickness: float = 1.0,
    ) -> None:
        super().__init__()
        self.tails = plot.places(field.points)
        self.spans = plot.places(field.points + scale * field.vectors) - self.tails
        self.thickness = thickness
        for _ in self.tails:
            self.add(VMobject().set_stroke(width=0).set_fill(colour(role), opacity=opacity))
        self.set_z_index(2)
        self._draw(np.ones(len(self.tails)))
        ends = _ends(field, scale)
        plot.strokes.append(Mark("gradient", role, self, lambda: ends, plot, Shape.FIELD))

    def grow(self, *, run_time: float = 2.0) -> Animation:
        """Return the animation in which the arrows grow out of their points, from left to right."""
        across = self.tails[:, 0]
        later = _LAG * (across - across.min()) / max(float(np.ptp(across)), 1e-9)

        def drawn(_: VMobject, alpha: float) -> None:
            shares = np.clip((alpha - later) / (1 - _LAG), 0.0, 1.0)
            self._draw(np.array([smooth(s) for s in shares]))

        self._draw(np.zeros(len(self.tails)))
        return UpdateFromAlphaFunc(self, drawn, run_time=run_time, rate_func=lambda t: t)

    def _draw(self, shares: FloatArray) -> None:
        for arrow, tail, span in zip(self, self.tails, shares[:, None] * self.spans, strict=True):
            length = float(np.linalg.norm(span))
            if length:
                arrow.set_points_as_corners(tail + _outline(span, length, self.thickness))
            else:
                arrow.clear_points()


def _ends(field: VectorField, scale: float) -> tuple[Pair, ...]:
    """Return tail and tip of each arrow, one after the other, in the plot's coordinates."""
    tips = field.points + scale * field.vectors
    return tuple(
        (float(x), float(y)) for both in zip(field.points, tips, strict=True) for x, y in both
    )


def _outline(span: FloatArray, length: float, thickness: float) -> FloatArray:
    """Return the corners of an arrow from the origin along a span, shape (8, 3)."""
    head = min(thickness * _HEAD, _SHARE * length)
    ahead = span / length
    aside = np.array([-ahead[1], ahead[0], 0.0])
    along = (length - head) * _ON_SHAFT + head * _ON_HEAD
    half = min(thickness * _SHAFT, 0.6 * _SLIM * head)
    across = half * _ASIDE_SHAFT + _SLIM * head * _ASIDE_HEAD
    corners: FloatArray = along[:, None] * ahead + across[:, None] * aside
    return corners


class Drift(VGroup):
    """Particles on a plot, each with its way behind it: a pure function of the time.

    Parameters
    ----------
    plot : Plot
    particles : sequence of Particle
        From the lesson.
    now : callable
        The time now.
    role : Role
    name : str
        What the particles stand for.
    radius : float
        Of a particle, in scene units.
    leaving : bool
        Whether a particle is gone once it has come to the end of its line.

    Attributes
    ----------
    dots, trails : VGroup
    """

    def __init__(
        self,
        plot: Plot,
        particles: Sequence[Particle],
        now: Callable[[], float],
        role: Role = MOVING,
        *,
        name: str = "particle",
        radius: float = 0.065,
        leaving: bool = False,
    ) -> None:
        super().__init__()
        self.trails, self.dots = VGroup(), VGroup()
        for i, particle in enumerate(particles):
            trail = plot.moving_path(partial(_path, particle, now), role, width=2.4)
            self.trails.add(trail.set_stroke(opacity=0.6))
            place = partial(_place, particle, now)
            dot = plot.dot(f"{name}.{i}", place, role, radius=radius)
            if leaving:
                dot.add_updater(partial(_until, particle, now))
            self.dots.add(dot)
        self.add(self.trails, self.dots)

    def rest(self, opacity: float) -> list[Any]:
        """Return the animations in which the trails step back and the particles go."""
        self.trails.clear_updaters()
        self.dots.clear_updaters()
        return [self.trails.animate.set_stroke(opacity=opacity), FadeOut(self.dots)]


def _path(particle: Particle, now: Callable[[], float]) -> FloatArray:
    return particle.path(now())


def _place(particle: Particle, now: Callable[[], float]) -> tuple[float, float]:
    return particle.place(now())


def _until(particle: Particle, now: Callable[[], float], dot: VMobject) -> None:
    dot.set_fill(opacity=float(now() < particle.line.times[-1]))
