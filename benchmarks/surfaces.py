"""Cost of a turning surface at 1080p: Manim's `Surface` and ours, frame by frame in one process.

Run ``python benchmarks/surfaces.py``. Frames of all cases alternate, so that whatever slows the
machine slows all of them; what is counted is CPU time, and the median of each case is shown.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from statistics import median
from time import process_time

import numpy as np
from manim import BLUE, GREEN, YELLOW, Camera, Mobject, ThreeDCamera, tempconfig
from manim import Surface as ManimSurface
from manim import ThreeDAxes as ManimAxes

from calcml.core.types import FloatArray
from calcml.stage import theme
from calcml.stage.space import Space, StageCamera

__all__ = ["Cost", "measure"]

#: A frame: draws the surface as it is seen after a turn by so many degrees.
Frame = Callable[[float], None]

PLAIN, OURS = "Manim's Surface, 32×32", "Space, 64×64"
#: Heights over the square from -REACH to REACH, in units of the frame; the picture is 6 units wide.
REACH, HEIGHT = 3.0, 1.75
#: Degrees between two frames.
TURN = 3.0


@dataclass(frozen=True)
class Cost:
    """What the frames of one case cost.

    Attributes
    ----------
    name : str
    seconds : tuple of float
        CPU time of each frame.
    """

    name: str
    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """CPU time of the frame in the middle, in seconds."""
        return median(self.seconds)


def height(x: FloatArray, y: FloatArray) -> FloatArray:
    """Return the saddle that all cases show."""
    saddle: FloatArray = HEIGHT * (x**2 - y**2) / REACH**2
    return saddle


def manim_surface(faces: int, *, by_value: bool = False) -> Frame:
    """Return the frames of Manim's own surface, written as its documentation does."""
    surface = ManimSurface(
        lambda u, v: np.array([u, v, height(u, v)]),
        u_range=[-REACH, REACH],
        v_range=[-REACH, REACH],
        resolution=(faces, faces),
    )
    if by_value:
        surface.set_fill_by_value(
            axes=ManimAxes(), colorscale=[(BLUE, -HEIGHT), (GREEN, 0), (YELLOW, HEIGHT)], axis=2
        )
    camera = ThreeDCamera(phi=np.deg2rad(68))

    def frame(turned: float) -> None:
        camera.set_theta(np.deg2rad(turned - 60))
        draw(camera, surface)

    return frame


def our_surface(faces: int, *, rich: bool = False) -> Frame:
    """Return the frames of a `Space`; rich: with a net, axes, a curve, a dot and a plane."""
    edge = (-REACH, REACH)
    space = Space(
        x_range=edge, y_range=edge, z_range=(-HEIGHT, HEIGHT), size=(2 * REACH, 2 * REACH, 3.5)
    )
    x, y = np.meshgrid(*[np.linspace(*edge, faces + 1)] * 2, indexing="ij")
    grid = np.stack([x, y, height(x, y)], axis=-1)
    space.surface(grid, net=(faces // 8, faces // 8) if rich else (0, 0), rim=rich)
    if rich:
        space.axes(colour=theme.INK)
        space.curve(grid[:, faces // 3], colour=theme.TANGENT)
        space.dot((0, 0, -1), colour=theme.SECANT)
        space.slice("y", 0.4, colour=theme.TANGENT)
    camera = StageCamera()

    def frame(turned: float) -> None:
        space.azimuth = turned - 60
        draw(camera, space)

    return frame


def draw(camera: Camera, mobject: Mobject) -> None:
    """Draw a frame as Manim's scenes do."""
    camera.reset()
    camera.capture_mobjects([mobject])


def measure(
    cases: Mapping[str, Callable[[], Frame]] | None = None, *, frames: int = 7, each: int = 3
) -> tuple[Cost, ...]:
    """Time the frames of all cases in turn.

    Parameters
    ----------
    cases : mapping of str to callable, optional
        Each returns the frames of one case; all of this module's by default.
    frames, each : int
        Rounds, and how often a fast case (not Manim's) is drawn in each of them.

    Returns
    -------
    tuple of Cost
        In the order of the cases; the first frame of each is not counted.
    """
    cases = CASES if cases is None else cases
    with tempconfig({"quality": "high_quality"}):
        drawn = {name: case() for name, case in cases.items()}
        seconds: dict[str, list[float]] = {name: [] for name in cases}
        for number in range(frames + 1):
            for name, frame in drawn.items():
                times = each if name.startswith("Space") else 1
                for k in range(times):
                    begun = process_time()
                    frame(TURN * (number + k / times))
                    seconds[name].append(process_time() - begun)
    return tuple(
        Cost(name, tuple(taken[len(taken) // (frames + 1) :])) for name, taken in seconds.items()
    )


CASES: Mapping[str, Callable[[], Frame]] = {
    PLAIN: lambda: manim_surface(32),
    f"{PLAIN}, by value": lambda: manim_surface(32, by_value=True),
    "Space, 16×16": lambda: our_surface(16),
    "Space, 32×32": lambda: our_surface(32),
    OURS: lambda: our_surface(64),
    "Space, 128×128": lambda: our_surface(128),
    f"{OURS}, net, axes, curve, dot, plane": lambda: our_surface(64, rich=True),
}


def table(costs: Sequence[Cost]) -> str:
    """Return the costs as text, with ratios to Manim's own surface."""
    plain = costs[0].median
    head = f"{'a frame at 1920×1080':<42} {'CPU ms':>8} {'times faster':>13}   n"
    rows = [
        f"{c.name:<42} {1000 * c.median:8.1f} {plain / c.median:13.1f} {len(c.seconds):3}"
        for c in costs
    ]
    return "\n".join(chain([head, "".join(repeat("-", len(head)))], rows))


if __name__ == "__main__":
    print(table(measure()))
