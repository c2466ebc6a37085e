"""The animation of a space and its parts: attributes move from what they are to given values."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import Animation, smooth

from calcml.core.errors import InvalidArgument

if TYPE_CHECKING:
    from calcml.stage.space.parts import Part
    from calcml.stage.space.space import Space

__all__ = ["Vary", "between"]


def between(start: Any, end: Any, alpha: float) -> Any:
    """Return the value a share of the way from start to end; exact at both ends.

    Raises
    ------
    InvalidArgument
        If the two have not the same shape.

    Examples
    --------
    >>> between(2.0, 6.0, 0.25)
    3.0
    """
    if np.shape(start) != np.shape(end):
        raise InvalidArgument(
            "both ends of an animation must have the same shape, "
            f"got {np.shape(start)} and {np.shape(end)}"
        )
    return start if alpha == 0 else end if alpha == 1 else (1 - alpha) * start + alpha * end


class Vary(Animation):
    """Move attributes of a space or of one of its parts.

    The mobject that Manim sees is always the space, so that it is drawn anew in every frame and
    Manim's groups never pull a part out of it. The space is added if it is not on the scene.
    It is a pure function of the animation's share: nothing is counted up.

    Parameters
    ----------
    of : Space or Part
    to : mapping of str to values
        Attributes and what they become.
    start : mapping of str to values, optional
        Attributes that begin at another value than the present one.
    run_time : float
    rate_func : callable, optional
    """

    def __init__(
        self,
        of: "Space | Part",
        to: Mapping[str, Any],
        *,
        start: Mapping[str, Any] | None = None,
        run_time: float = 1.0,
        rate_func: Callable[[float], float] | None = None,
    ) -> None:
        space = of.space
        if space is None:
            raise InvalidArgument(f"a {type(of).__name__} must be added to a space to be animated")
        for name in (*to, *(start or {})):
            if name not in of.seen:
                raise InvalidArgument(
                    f"a {type(of).__name__} has {', '.join(of.seen)} to vary, got {name!r}"
                )
        super().__init__(
            space,
            run_time=run_time,
            rate_func=rate_func or smooth,
            introducer=True,
            suspend_mobject_updating=False,
        )
        self.of = of
        self.to = {name: getattr(type(of), name).convert(name, to[name]) for name in to}
        for name, value in self.to.items():
            between(getattr(of, name), value, 1.0)  # refuses unequal shapes now, not in mid-play
        self.start = dict(start or {})
        self.begun: dict[str, Any] = {}
        # Now already: in a succession, what comes later must not be seen before.
        self._rewind()

    def create_starting_mobject(self) -> Any:
        """Return the space itself: the start is kept as numbers, not as a copy."""
        return self.mobject

    def begin(self) -> None:
        """Note where the attributes are now."""
        self._rewind()
        self.begun = {name: getattr(self.of, name) for name in self.to}
        super().begin()

    def _rewind(self) -> None:
        for name, value in self.start.items():
            setattr(self.of, name, value)

    def interpolate_mobject(self, alpha: float) -> None:
        """Set the attributes to their values at a share of the run time."""
        share = self.rate_func(alpha)
        for name, end in self.to.items():
            setattr(self.of, name, between(self.begun[name], end, share))
