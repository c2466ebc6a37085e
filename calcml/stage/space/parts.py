"""What every thing that stands in a space has in common.

A part is a mobject without points of its own: its `Space` draws it. All positions are data
coordinates; strokes are hundredths of a frame unit, as Manim's stroke widths are; radii are
frame units. Every attribute declared with `Look` can be animated with `Part.vary`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np
from manim import Animation, FadeIn, FadeOut, Mobject, override_animation

from calcml.core.types import FloatArray
from calcml.stage.space import looks
from calcml.stage.space.looks import Look
from calcml.stage.space.sketch import Colour, Sketch
from calcml.stage.space.vary import Vary, between

if TYPE_CHECKING:
    from calcml.stage.space.space import Space

__all__ = ["Part"]


class Part(Mobject):
    """One thing in a space.

    Attributes
    ----------
    opacity : float
        0 (not there) to 1.
    space : Space
        Where it stands.
    """

    seen: ClassVar[tuple[str, ...]]
    opacity = Look(looks.fraction)

    def __init__(self, *, opacity: float = 1.0) -> None:
        super().__init__()
        self.opacity = opacity
        self.space: Space | None = None

    def sketch(self, sketch: Sketch) -> None:
        """Hand in what there is to paint."""
        raise NotImplementedError

    def vary(self, *, run_time: float = 1.0, rate_func: Callable[[float], float] | None = None,
             **to: Any) -> Vary:  # fmt: skip
        """Return the animation that moves attributes to the given values.

        Parameters
        ----------
        run_time : float
            Seconds.
        rate_func : callable, optional
            As Manim's; ``smooth`` by default.
        **to
            Attributes and what they become.

        Raises
        ------
        InvalidArgument
            If there is no such attribute or the value breaks its rule.
        """
        return Vary(self, to, run_time=run_time, rate_func=rate_func)

    def appear(self, *, run_time: float = 1.0) -> Vary:
        """Return the animation that fades this part in to its opacity of now."""
        return Vary(self, {"opacity": self.opacity}, start={"opacity": 0.0}, run_time=run_time)

    def vanish(self, *, run_time: float = 1.0) -> Vary:
        """Return the animation that fades this part out."""
        return Vary(self, {"opacity": 0.0}, run_time=run_time)

    @override_animation(FadeIn)
    def _fade_in(self, run_time: float = 1.0, **_: Any) -> Animation:
        return self.appear(run_time=run_time)

    @override_animation(FadeOut)
    def _fade_out(self, run_time: float = 1.0, **_: Any) -> Animation:
        # Manim's own would take the whole space off the scene.
        return self.vanish(run_time=run_time)

    def fade(self, darkness: float = 0.5, family: bool = True) -> Self:  # noqa: FBT001, FBT002
        """Take away a share of the opacity, as Manim's fades ask."""
        self.opacity *= 1 - darkness
        super().fade(darkness, family)
        return self

    def interpolate(
        self, mobject1: Any, mobject2: Any, alpha: float, path_func: Any = None
    ) -> Self:
        """Take every look between those of two other parts, as Manim's transforms ask."""
        del path_func
        for name in self.seen:
            start, end = getattr(mobject1, name), getattr(mobject2, name)
            if not np.array_equal(start, end):
                setattr(self, name, between(start, end, alpha))
        return self

    def state(self) -> tuple[Any, ...]:
        """Return what the picture of this part depends on."""
        return tuple(
            value.tobytes() if isinstance(value, np.ndarray) else value
            for value in (getattr(self, name) for name in self.seen)
        )

    def _rgba(self, rgb: FloatArray, share: float = 1.0) -> Colour:
        red, green, blue = rgb.tolist()
        return red, green, blue, self.opacity * share
