"""Peer of the scene on the gradient: the same pictures by plain means, to compare costs.

Written as a user of Manim writes it: `ThreeDAxes`, a `Surface` of 32 × 32 faces coloured by
height, `move_camera`, contours by `plot_implicit_curve`, a group of `Arrow`, and particles with a
`TracedPath` behind each. Plays and their times are those of ``scenes/gradient.py``.

What differs: the surface shows its mesh instead of lines of equal height, and is drawn face by
face instead of growing out of its floor; the axes in space meet at the origin; there is no depth
test, so that contours and arrows lie on the surface because they are drawn after it; captions and
titles are `Text` in the system's font.
"""

import math
from typing import Any

import numpy as np
from manim import (
    BOLD,
    DEGREES,
    DOWN,
    DR,
    LEFT,
    ORIGIN,
    OUT,
    RIGHT,
    UL,
    UP,
    Animation,
    Arrow,
    Axes,
    Create,
    DashedLine,
    Dot,
    Dot3D,
    FadeIn,
    FadeOut,
    GrowArrow,
    LaggedStart,
    Line,
    MathTypst,
    RoundedRectangle,
    Surface,
    Text,
    ThreeDAxes,
    ThreeDScene,
    TracedPath,
    ValueTracker,
    VGroup,
)
from manim.utils.rate_functions import ease_in_quad

BACKGROUND, PANEL, GRID, SOFT, INK = "#10151f", "#171e2b", "#232c3d", "#9aa5b8", "#eceff5"
FUNCTION, TANGENT, SECANT = "#5fb3f0", "#f7b267", "#c79bf2"
MOVING, CONFIRMED = "#ff7aa2", "#7fd6a0"
HEIGHTS = ["#1f4e79", "#3f8fd2", "#8fd0f5", "#e9f7ff"]  # colours of the surface, from low to high

FORMULA, NUMBER, TICK = 33, 30, 23  # font sizes
PANEL_MIDDLE = 4.22  # of the frame

TOP = math.sqrt(0.5)  # x of the maximum, and of the minimum with a minus
LEVELS = (-0.4, -0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3, 0.4)
PROBES = ((0, 0), (0.5, 0.5), (-1.5, 0))
RIGHT_STARTS = (
    (-0.62, 0.25), (-0.62, -0.25), (-0.45, 1), (-0.45, -1), (0, 1.4), (0, -1.4), (0.3, 0.8),
    (0.3, -0.8), (1.2, 1.4), (1.2, -1.4), (1.7, 0.7), (1.7, -0.7), (1.6, 0),
)  # fmt: skip
LEFT_STARTS = (
    (-0.8, 0.25), (-0.8, -0.25), (-1, 0.5), (-1, -0.5), (-1.2, 0), (-1.3, 0.6), (-1.3, -0.6),
)  # fmt: skip
DURATION, STEP = 14.66, 0.05  # of the particles' time


def height(x: float, y: float) -> float:
    """Return the height of the surface."""
    return x * math.exp(-(x**2) - y**2)


def gradient(x: float, y: float) -> np.ndarray:
    """Return the gradient of the surface."""
    fall = math.exp(-(x**2) - y**2)
    return np.array([(1 - 2 * x**2) * fall, -2 * x * y * fall])


def flow(start: tuple[float, float]) -> np.ndarray:
    """Follow the gradient to the border, or for the whole duration."""
    points = [np.array(start, dtype=float)]
    while len(points) * STEP <= DURATION and abs(points[-1]).max() < 2:  # noqa: PLR2004 - border
        points.append(points[-1] + STEP * gradient(*points[-1]))
    return np.array(points).clip(-2, 2)


class GaussianGradientField(ThreeDScene):
    """A hill and a hollow, their gradient as a field of arrows, and particles that follow it."""

    def construct(self) -> None:
        self.head("The gradient as a field of arrows", "Gradient · 7.2")
        self.show_the_surface()
        self.mark_top_and_bottom()
        self.tilt_to_the_map()
        self.grow_the_arrows()
        self.read_some_arrows()
        self.release_the_particles()
        self.look_at_one_arrow()

    def show_the_surface(self) -> None:
        self.space = ThreeDAxes(
            x_range=[-2, 2, 1],
            y_range=[-2, 2, 1],
            z_range=[-0.515, 0.515, 1],
            x_length=4.51,
            y_length=4.51,
            z_length=2.48,
            axis_config={"include_ticks": False, "color": SOFT, "tip_width": 0.15,
                         "tip_height": 0.2},
        )  # fmt: skip
        theta = -62 * DEGREES
        self.space.shift(2.28 * np.array([math.sin(theta), -math.cos(theta), 0]))  # to the left
        self.set_camera_orientation(
            phi=52 * DEGREES, theta=theta, zoom=0.95, frame_center=-0.45 * OUT
        )
        self.surface = Surface(
            lambda u, v: self.space.c2p(u, v, height(u, v)),
            u_range=[-2, 2],
            v_range=[-2, 2],
            resolution=(32, 32),
            fill_opacity=0.85,
            stroke_width=0.5,
        )
        pivots = np.linspace(-0.515, 0.515, len(HEIGHTS))
        colors = list(zip(HEIGHTS, pivots, strict=True))
        self.surface.set_fill_by_value(axes=self.space, colorscale=colors)
        self.names = VGroup(
            *(
                MathTypst(letter, font_size=NUMBER, color=SOFT).move_to(
                    axis.get_end() + 0.3 * direction
                )
                for letter, axis, direction in zip("xyz", self.space, (RIGHT, UP, OUT), strict=True)
            )
        )
        for name in self.names:
            self.camera.add_fixed_orientation_mobjects(name)
        card = RoundedRectangle(
            corner_radius=0.12, width=4.68, height=5.28, color=PANEL, fill_opacity=1,
            stroke_width=2,
        )  # fmt: skip
        card.move_to([PANEL_MIDDLE, -0.04, 0]).set_z_index(-1)
        title = MathTypst("f(x, y) = x e^(-x^2 - y^2)", font_size=FORMULA, color=FUNCTION)
        title.move_to([PANEL_MIDDLE, 2.05, 0])
        self.say("A hill and a hollow. Which way is up, from any point?")
        self.play(FadeIn(self.flat(VGroup(card, title))), run_time=0.6)
        self.play(Create(self.space), run_time=1)
        self.play(Create(self.surface), run_time=2)
        self.play(FadeIn(self.names), run_time=0.6)
        self.wait(1)

    def mark_top_and_bottom(self) -> None:
        self.say("The highest point has a height of about 0.4289, the lowest −0.4289.")
        head, self.heights = self.table(
            ["x", "y", "f(x, y)"], [["0.7071", "0", "0.4289"], ["-0.7071", "0", "-0.4289"]], 1.6
        )
        self.play(FadeIn(head), run_time=0.4)
        top = Dot3D(self.space.c2p(TOP, 0, height(TOP, 0)), radius=0.095, color=CONFIRMED)
        bottom = Dot3D(self.space.c2p(-TOP, 0, height(-TOP, 0)), radius=0.095, color=INK)
        for index, (dot, color) in enumerate(((top, CONFIRMED), (bottom, INK))):
            row = self.show_row(self.heights, index, color)
            self.play(FadeIn(dot, scale=0.1), *row, run_time=0.8)
        self.wait(2.2)

    def tilt_to_the_map(self) -> None:
        self.say(
            "Seen from straight above, heights become colours, and equal heights become contours."
        )
        self.play(FadeOut(self.names), FadeOut(self.space), run_time=0.6)
        middle = self.space.c2p(0, 0, 0)
        self.move_camera(
            phi=0,
            theta=-90 * DEGREES,
            zoom=1,
            focal_distance=200,
            frame_center=middle + 2.28 * RIGHT,
            run_time=3,
        )
        self.map = Axes(
            x_range=[-2, 2, 1],
            y_range=[-2, 2, 1],
            x_length=4.51,
            y_length=4.51,
            tips=False,
            axis_config={"color": INK, "stroke_width": 2, "include_ticks": False,
                         "numbers_to_include": [-2, -1, 0, 1, 2], "numbers_to_exclude": [],
                         "font_size": TICK, "label_constructor": MathTypst},
        )  # fmt: skip
        self.map.shift(middle - self.map.c2p(0, 0))
        letters = VGroup(
            *(
                MathTypst(letter, font_size=NUMBER, color=INK).next_to(
                    axis.get_end(), corner, buff=0.1
                )
                for letter, axis, corner in zip("xy", self.map.axes, (UL, DR), strict=True)
            )
        )
        contours = VGroup(
            *(
                self.map.plot_implicit_curve(
                    lambda x, y, level=level: height(x, y) - level,
                    color=INK, stroke_width=2, stroke_opacity=0.45,
                )
                for level in LEVELS
            )
        )  # fmt: skip
        bottom = self.heights[-1].animate.set_color(SOFT)
        self.play(FadeIn(self.map, letters), bottom, run_time=0.8)
        faded = self.surface.animate.set_opacity(0.5)
        self.play(Create(contours, lag_ratio=0.1), faded, run_time=1.6)
        self.wait(1)

    def grow_the_arrows(self) -> None:
        self.say("At each point the gradient points locally uphill, straight across the contours.")
        places = np.linspace(-11 / 6, 11 / 6, 12)
        self.arrows = VGroup(*(self.arrow((x, y), 0.484) for x in places for y in places))
        growing = (GrowArrow(arrow) for arrow in self.arrows)
        self.play(LaggedStart(*growing, lag_ratio=0.01), run_time=3)
        self.wait(2)

    def read_some_arrows(self) -> None:
        self.say(
            "Drawn to the scale of the axes, an arrow shows both partial derivatives; "
            "its length is the steepness."
        )
        head, rows = self.table(
            ["x", "y", "f_x", "f_y"],
            [["0", "0", "1", "0"], ["0.5", "0.5", "0.3033", "-0.3033"],
             ["-1.5", "0", "-0.3689", "0"]],
            -0.75,
        )  # fmt: skip
        vector = MathTypst("nabla f = (f_x, f_y)", font_size=FORMULA, color=TANGENT)
        self.flat(vector.move_to([PANEL_MIDDLE, -0.35, 0]))
        self.play(self.arrows.animate.set_opacity(0.3), run_time=0.6)
        self.play(FadeIn(vector, head), run_time=0.4)
        self.probes = VGroup()
        for index, probe in enumerate(PROBES):
            dot = Dot(self.map.c2p(*probe), radius=0.085, color=INK)
            arrow = self.arrow(probe, 1)
            self.play(FadeIn(dot, scale=2), GrowArrow(arrow), run_time=1)
            self.play(*self.show_row(rows, index, TANGENT), run_time=0.6)
            self.probes.add(VGroup(dot, arrow))
        self.wait(1)

    def release_the_particles(self) -> None:
        self.say(
            "Particles follow the arrows: right of the dashed line they run to the maximum, "
            "left of it they leave."
        )
        self.clock = ValueTracker(0)
        line = DashedLine(
            self.map.c2p(-TOP, -2), self.map.c2p(-TOP, 2), dash_length=0.16, color=INK,
            stroke_width=3,
        )  # fmt: skip
        name = MathTypst("x approx -0.7071", font_size=NUMBER, color=INK)
        name.next_to(line, UP, buff=0.12)
        arriving = VGroup(*(self.particle(start, MOVING) for start in RIGHT_STARTS))
        leaving = VGroup(*(self.particle(start, SECANT) for start in LEFT_STARTS))
        self.dots = VGroup(arriving, leaving)
        self.trails = VGroup(
            *(
                TracedPath(
                    dot.get_center, stroke_color=dot.color, stroke_width=2.4, stroke_opacity=0.6
                )
                for dot in (*arriving, *leaving)
            )
        )
        self.play(FadeOut(self.probes), run_time=0.4)
        self.play(Create(line), FadeIn(name), run_time=0.8)
        self.play(FadeIn(self.dots, scale=2), run_time=0.6)
        self.add(self.trails, self.dots)
        moving = self.clock.animate.set_value(DURATION)
        self.play(moving, run_time=8, rate_func=ease_in_quad)
        for trail in self.trails:
            trail.clear_updaters()  # so that what follows may stand still
        self.wait(1)

    def look_at_one_arrow(self) -> None:
        self.say(
            "An arrow knows only the slope at its own point: locally uphill can lead away from "
            "the maximum."
        )
        self.play(
            self.trails.animate.set_stroke(opacity=0.15),
            FadeOut(self.dots),
            self.arrows.animate.set_opacity(0),
            run_time=0.6,
        )
        start, end = self.map.c2p(*PROBES[-1]), self.map.c2p(TOP, 0)
        way = DashedLine(start, end, dash_length=0.16, color=CONFIRMED, stroke_width=5)
        self.play(FadeIn(self.probes[-1]), run_time=0.6)
        self.play(Create(way), run_time=1.2)
        self.wait(3.6)

    def arrow(self, at: tuple[float, float], scale: float) -> Arrow:
        """Return the gradient at a point of the map."""
        end = np.array(at) + scale * gradient(*at)
        return Arrow(self.map.c2p(*at), self.map.c2p(*end), buff=0, color=TANGENT)

    def particle(self, start: tuple[float, float], color: str) -> Dot:
        """Return a dot that follows the gradient, and is gone when it has left the map."""
        line = flow(start)
        times = STEP * np.arange(len(line))

        def move(dot: Dot) -> None:
            time = self.clock.get_value()
            dot.move_to(self.map.c2p(*(np.interp(time, times, part) for part in line.T)))
            if time >= times[-1] and color == SECANT:
                dot.set_opacity(0)

        dot = Dot(radius=0.065, color=color)
        move(dot)
        return dot.add_updater(move)

    # What is fixed in the frame

    def flat(self, mobject: Any) -> Any:
        """Fix a mobject in the frame, whatever the camera does, and return it."""
        self.camera.add_fixed_in_frame_mobjects(mobject)
        return mobject

    def head(self, title: str, place: str) -> None:
        """Add the title."""
        self.camera.background_color = BACKGROUND
        name = Text(title, font_size=28, weight=BOLD, color=INK).move_to([0, 3.29, 0])
        name.to_edge(LEFT, buff=0.55)
        chapter = Text(place, font_size=16, color=SOFT).move_to([0, 3.24, 0])
        chapter.to_edge(RIGHT, buff=0.55)
        rule = Line([-6.56, 2.85, 0], [6.56, 2.85, 0], color=GRID, stroke_width=2)
        self.add_fixed_in_frame_mobjects(name, chapter, rule)
        self.caption: Text | None = None

    def say(self, text: str) -> None:
        """Change the caption."""
        caption = self.flat(Text(text, font_size=18, color=INK).move_to([0, -3.38, 0]))
        if self.caption is None:
            self.play(FadeIn(caption), run_time=0.4)
        else:
            self.play(FadeOut(self.caption), run_time=0.2)
            self.play(FadeIn(caption), run_time=0.2)
        self.caption = caption

    def table(
        self, heads: list[str], rows: list[list[str]], y: float
    ) -> tuple[VGroup, list[VGroup]]:
        """Return the head of a table and its rows."""
        n, width = len(heads), 4.3
        cells = VGroup(
            *(MathTypst(head, font_size=NUMBER, color=SOFT) for head in heads),
            *(MathTypst(cell, font_size=NUMBER, color=INK) for row in rows for cell in row),
        )
        cells.arrange_in_grid(cols=n, buff=(0, 0.17), col_widths=[width / n] * n)
        line = Line(ORIGIN, width * RIGHT, color=SOFT, stroke_width=1.5)
        line.next_to(cells[:n], DOWN, buff=0.08).set_x(cells.get_x())
        self.flat(VGroup(cells, line).move_to([PANEL_MIDDLE, y, 0], aligned_edge=UP))
        return VGroup(cells[:n], line), [cells[k : k + n] for k in range(n, len(cells), n)]

    def show_row(self, rows: list[VGroup], index: int, color: str) -> list[Animation]:
        """Write a row of a table and let the rows before it step back."""
        rows[index].set_color(color)
        back = [row.animate.set_color(SOFT) for row in rows[:index]]
        return [FadeIn(rows[index], shift=0.1 * DOWN), *back]
