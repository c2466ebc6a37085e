"""Peers of the scenes on partial derivatives: the same pictures by plain means, to compare costs.

Written as a user of Manim writes them: `ThreeDAxes`, a `Surface` of 32 × 32 faces coloured by
height, `move_camera`, `always_redraw` for what moves with the plane, and everything flat fixed in
the frame. Plays and their times are those of ``scenes/partials.py``.

What differs: Manim has no depth test, so plane, curves and dots lie over the whole surface; the
surface shows its mesh instead of lines of equal height, and is drawn face by face instead of
growing out of its floor; the axes in space meet at the origin; captions and titles are `Text` in
the system's font.

`move_camera` leaves the camera's trackers in the scene: from then on Manim 0.22 draws all of it in
every frame in which something with an updater is on screen. That is what its users pay; with the
environment variable PEERS_TRACKERS=removed the trackers are taken away, as one may who knows.
"""

import math
import os
from typing import Any

import numpy as np
from manim import (
    BOLD,
    DEGREES,
    DOWN,
    LEFT,
    ORIGIN,
    OUT,
    RIGHT,
    UP,
    Animation,
    Arrow,
    Create,
    Dot,
    Dot3D,
    FadeIn,
    FadeOut,
    Line,
    MathTypst,
    NumberPlane,
    ParametricFunction,
    Polygon,
    ReplacementTransform,
    RoundedRectangle,
    Surface,
    Text,
    ThreeDAxes,
    ThreeDScene,
    ValueTracker,
    VGroup,
    VMobject,
    always_redraw,
)

BACKGROUND, PANEL, GRID, SOFT, INK = "#10151f", "#171e2b", "#232c3d", "#9aa5b8", "#eceff5"
FUNCTION, TANGENT, SECANT, MOVING = "#5fb3f0", "#f7b267", "#c79bf2", "#ff7aa2"
HEIGHTS = ["#1f4e79", "#3f8fd2", "#8fd0f5", "#e9f7ff"]  # colours of a surface, from low to high

FORMULA, NUMBER, TICK = 33, 30, 23  # font sizes
PANEL_MIDDLE = 4.78  # of the frame


class SlicedSurface(ThreeDScene):
    """A surface at the left, its slice in a plot in the middle, a table of slopes at the right."""

    x_range: tuple[float, float]
    y_range: tuple[float, float]
    z_range: tuple[float, float]
    z_ticks: list[float]
    size: tuple[float, float, float]  # of the axes in space
    pivot: float  # the x of the point at which slopes are measured

    @staticmethod
    def height(x: float, y: float) -> float:
        """Return the height of the surface."""
        raise NotImplementedError

    @staticmethod
    def slopes(x: float, y: float) -> tuple[float, float]:
        """Return the slopes of the surface along x and along y."""
        raise NotImplementedError

    # What is fixed in the frame

    def flat(self, mobject: Any) -> Any:
        """Fix a mobject in the frame, whatever the camera does, and return it."""
        self.camera.add_fixed_in_frame_mobjects(mobject)
        return mobject

    def facing(self, mobject: Any) -> Any:
        """Let a label in space face the camera, and return it."""
        self.camera.add_fixed_orientation_mobjects(mobject)
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

    def formula(self, text: str, color: str, y: float, font_size: float = FORMULA) -> MathTypst:
        """Return a formula on the panel."""
        formula = MathTypst(text, font_size=font_size, color=color)
        return self.flat(formula.move_to([PANEL_MIDDLE, y, 0]))

    def table(self, heads: list[str], rows: list[list[str]], y: float) -> None:
        """Prepare the head of a table and its rows."""
        n, width = len(heads), 3.2
        cells = VGroup(
            *(MathTypst(head, font_size=NUMBER, color=SOFT) for head in heads),
            *(MathTypst(cell, font_size=NUMBER, color=INK) for row in rows for cell in row),
        )
        cells.arrange_in_grid(cols=n, buff=(0, 0.17), col_widths=[width / n] * n)
        line = Line(ORIGIN, width * RIGHT, color=SOFT, stroke_width=1.5)
        line.next_to(cells[:n], DOWN, buff=0.08).set_x(cells.get_x())
        self.flat(VGroup(cells, line).move_to([PANEL_MIDDLE, y, 0], aligned_edge=UP))
        self.heads = VGroup(cells[:n], line)
        self.rows = [cells[k : k + n] for k in range(n, len(cells), n)]

    def show_row(self, index: int) -> list[Animation]:
        """Write a row of the table and let the rows before it step back."""
        self.rows[index].set_color(TANGENT)
        back = [row.animate.set_color(SOFT) for row in self.rows[:index]]
        return [FadeIn(self.rows[index], shift=0.1 * DOWN), *back]

    # What is in space

    def drop_trackers(self) -> None:
        """Take away what `move_camera` has left in the scene, if that is asked for."""
        if os.environ.get("PEERS_TRACKERS") == "removed":
            self.remove(*self.camera.get_value_trackers())

    def right(self, theta: float) -> np.ndarray:
        """Return the direction that points to the right in the frame."""
        return np.array([-math.sin(theta * DEGREES), math.cos(theta * DEGREES), 0])

    def open_space(self, offset: float, theta: float, phi: float) -> None:
        """Prepare axes, surface and camera."""
        self.theta = theta
        self.axes = ThreeDAxes(
            x_range=[*self.x_range, 1],
            y_range=[*self.y_range, 1],
            z_range=[*self.z_range, 1],
            x_length=self.size[0],
            y_length=self.size[1],
            z_length=self.size[2],
            axis_config={"include_ticks": False, "color": SOFT, "tip_width": 0.15,
                         "tip_height": 0.2},
        )  # fmt: skip
        self.middle = self.axes.c2p(
            sum(self.x_range) / 2, sum(self.y_range) / 2, sum(self.z_range) / 2
        )
        self.set_camera_orientation(
            phi=phi * DEGREES, theta=theta * DEGREES, zoom=1.06,
            frame_center=self.middle - 0.2 * OUT,
        )  # fmt: skip
        self.offset, self.turn = ValueTracker(offset), ValueTracker(0)

    def raise_surface(self, title: MathTypst) -> None:
        """Draw axes and surface."""
        axes = self.axes
        surface = Surface(
            lambda u, v: axes.c2p(u, v, self.height(u, v)),
            u_range=self.x_range,
            v_range=self.y_range,
            resolution=(32, 32),
            fill_opacity=0.66,
            stroke_width=0.5,
        )
        low, high = self.z_range
        pivots = np.linspace(low, high, len(HEIGHTS))
        surface.set_fill_by_value(axes=axes, colorscale=list(zip(HEIGHTS, pivots, strict=True)))
        names = VGroup(
            *(
                self.facing(
                    MathTypst(letter, font_size=NUMBER, color=SOFT).move_to(
                        axis.get_end() + 0.3 * direction
                    )
                )
                for letter, axis, direction in zip("xyz", axes, (RIGHT, UP, OUT), strict=True)
            )
        )
        self.play(FadeIn(title), Create(axes), run_time=1)
        self.play(Create(surface), run_time=2.4)
        self.play(FadeIn(names), run_time=0.6)

    def make_room(self) -> None:
        """Let the surface step aside for the plot and the panel."""
        card = RoundedRectangle(
            corner_radius=0.12, width=3.55, height=5.28, color=PANEL, fill_opacity=1,
            stroke_width=2,
        )  # fmt: skip
        card = self.flat(card.move_to([PANEL_MIDDLE, -0.04, 0]).set_z_index(-1))
        self.move_camera(
            zoom=1,
            frame_center=self.middle + 3.85 * self.right(self.theta),
            added_anims=[FadeIn(card)],
            run_time=1,
        )
        self.drop_trackers()

    # The plane and what lies on it

    def direction(self) -> np.ndarray:
        """Return the direction of the plane now."""
        angle = self.turn.get_value() * DEGREES
        return np.array([math.cos(angle), math.sin(angle)])

    def stretch(self) -> list[float]:
        """Return from where to where the plane reaches, as distances from the point."""
        low, high = -math.inf, math.inf
        place = self.pivot, self.offset.get_value()
        for p, w, side in zip(place, self.direction(), (self.x_range, self.y_range), strict=True):
            if abs(w) > 1e-9:  # noqa: PLR2004 - a plane along the other axis
                one, other = sorted((end - p) / w for end in side)
                low, high = max(low, one), min(high, other)
        return [low, high]

    def place(self, s: float) -> np.ndarray:
        """Return the coordinates x and y at a distance from the point."""
        return np.array([self.pivot, self.offset.get_value()]) + s * self.direction()

    def slope(self) -> float:
        """Return the slope at the point along the plane."""
        return float(np.dot(self.slopes(self.pivot, self.offset.get_value()), self.direction()))

    def pane(self) -> Polygon:
        """Return the plane now."""
        (low, high), (one, other) = self.z_range, (self.place(s) for s in self.stretch())
        corners = [(*one, low), (*other, low), (*other, high), (*one, high)]
        return Polygon(
            *(self.axes.c2p(*corner) for corner in corners),
            color=SECANT, fill_opacity=0.22, stroke_width=1,
        )  # fmt: skip

    def curve(self) -> ParametricFunction:
        """Return the curve in space now."""

        def on_surface(s: float) -> np.ndarray:
            x, y = self.place(s)
            point: np.ndarray = self.axes.c2p(x, y, self.height(x, y))
            return point

        low, high = self.stretch()
        return ParametricFunction(
            on_surface, t_range=[low, high, (high - low) / 50], color=MOVING, stroke_width=6
        )

    def tangent(self) -> Line:
        """Return the tangent in space now."""
        x, y = self.place(0)
        ahead = np.array([*self.direction(), self.slope()])
        box = np.ptp([self.x_range, self.y_range, self.z_range], axis=1)
        touch, half = np.array([x, y, self.height(x, y)]), 0.3 * ahead / np.linalg.norm(ahead / box)
        return Line(
            self.axes.c2p(*(touch - half)), self.axes.c2p(*(touch + half)),
            color=TANGENT, stroke_width=5,
        )  # fmt: skip

    def touch(self) -> np.ndarray:
        """Return where the tangent touches."""
        x, y = self.place(0)
        point: np.ndarray = self.axes.c2p(x, y, self.height(x, y))
        return point

    def ball(self) -> Dot3D:
        """Return the point in space."""
        dot = Dot3D(self.touch(), radius=0.095, color=INK)
        return dot.add_updater(lambda mob: mob.move_to(self.touch()))

    def insert_plane(self, name: str) -> None:
        """Draw the plane, name it, and draw the curve that it cuts out."""
        plane = always_redraw(self.pane)
        self.cut = always_redraw(self.curve)
        self.play(Create(plane), run_time=1.2)
        self.sign = self.name_of_plane(name)
        self.play(FadeIn(self.sign), run_time=0.4)
        self.play(Create(self.cut), run_time=1.2)

    def name_of_plane(self, name: str) -> MathTypst:
        """Return the name of the plane, at its corner."""
        x, y = self.place(self.stretch()[1])
        sign = MathTypst(name, font_size=NUMBER, color=SECANT)
        return self.facing(sign.move_to(self.axes.c2p(x, y, self.z_range[1]) + 0.3 * OUT))

    # The plot

    def open_plot(self, across: str, x_range: tuple[float, float]) -> None:
        """Lift the curve out of space into a plot and touch it with its tangent."""
        plot = NumberPlane(
            x_range=[*x_range, 1],
            y_range=[*self.z_range, self.z_ticks[1] - self.z_ticks[0]],
            x_length=3.2,
            y_length=4.8,
            axis_config={"color": SOFT, "font_size": TICK, "label_constructor": MathTypst,
                         "numbers_to_exclude": []},
            x_axis_config={"numbers_to_include": list(range(math.ceil(x_range[0]),
                                                            math.floor(x_range[1]) + 1)),
                           "label_direction": DOWN},
            y_axis_config={"numbers_to_include": self.z_ticks, "label_direction": LEFT},
            background_line_style={"stroke_color": GRID, "stroke_width": 2, "stroke_opacity": 1},
        ).move_to([0.95, 0.1, 0])  # fmt: skip
        x_axis, y_axis = plot.axes
        names = VGroup(
            MathTypst(across, font_size=NUMBER, color=SOFT).next_to(x_axis.get_end(), UP),
            MathTypst("z", font_size=NUMBER, color=SOFT).next_to(y_axis.get_end(), RIGHT),
        )
        self.plot = self.flat(VGroup(plot, names))
        self.twin = self.flat(always_redraw(lambda: self.flat_curve(plot)))
        self.flat_line = self.flat(always_redraw(lambda: self.flat_tangent(plot)))
        self.dot = self.flat(Dot(color=INK, radius=0.085))
        self.dot.add_updater(
            lambda dot: dot.move_to(plot.c2p(self.along(), self.height(*self.place(0))))
        )
        self.dot.update()
        outline = VMobject(color=MOVING, stroke_width=6)
        outline.set_points(self.camera.project_points(self.cut.points))
        self.play(FadeIn(self.plot), run_time=0.6)
        self.play(ReplacementTransform(self.flat(outline), self.twin), run_time=1.6)

    def along(self) -> float:
        """Return the coordinate of the point along a plane along an axis, else zero."""
        degrees = self.turn.get_value()
        if self.is_turned:
            return 0
        return self.pivot if degrees < 45 else self.offset.get_value()  # noqa: PLR2004

    is_turned = False  # whether the plot shows distances from the point

    def flat_curve(self, plot: NumberPlane) -> ParametricFunction:
        """Return the curve in the plot now."""
        origin, (low, high) = self.along(), self.stretch()
        return ParametricFunction(
            lambda s: plot.c2p(origin + s, self.height(*self.place(s))),
            t_range=[low, high, (high - low) / 50],
            color=MOVING,
        )

    def flat_tangent(self, plot: NumberPlane) -> Line:
        """Return the tangent in the plot now, as much of it as fits."""
        origin, slope, height = self.along(), self.slope(), self.height(*self.place(0))
        (left, right, _), (low, high, _) = plot.x_range, plot.y_range
        ends = [origin + (level - height) / slope for level in (low, high)] if slope else []
        one, other = np.clip(sorted(ends or [left, right]), left, right)
        return Line(
            plot.c2p(one, height + slope * (one - origin)),
            plot.c2p(other, height + slope * (other - origin)),
            color=TANGENT,
        )

    def touched(self, *others: Animation) -> None:
        """Bring in point and tangent in the plot, and others in space."""
        self.play(Create(self.flat_line), FadeIn(self.dot, scale=2), *others, run_time=1)

    def close_plot(self) -> None:
        """Take the plot away, and the plane's name."""
        gone = (self.plot, self.twin, self.flat_line, self.dot, self.sign)
        self.play(*(FadeOut(mob) for mob in gone), run_time=0.6)

    def ghosts(self) -> VGroup:
        """Add faint copies of curve and tangent that stay behind, and return them."""
        copies = VGroup(*(mob.copy().clear_updaters() for mob in (self.twin, self.flat_line)))
        self.add(self.flat(copies.set_stroke(opacity=0.25)))
        return copies


class ParaboloidSlices(SlicedSurface):
    """A bowl cut by planes."""

    x_range, y_range, z_range = (-2, 2), (-2, 2), (-0.32, 8)
    z_ticks: list[float] = [0, 2, 4, 6, 8]  # noqa: RUF012 - never changed
    size = (3.36, 3.36, 3.27)
    pivot = 1

    @staticmethod
    def height(x: float, y: float) -> float:
        """Return the height of the surface."""
        return x**2 + y**2

    @staticmethod
    def slopes(x: float, y: float) -> tuple[float, float]:
        """Return the slopes of the surface along x and along y."""
        return 2 * x, 2 * y

    def construct(self) -> None:
        self.head("Slices of a paraboloid", "Partial derivatives · 5.2")
        self.show_the_surface()
        self.cut_with_a_plane()
        self.lift_out_the_cut()
        self.slide_the_plane()
        self.drop_the_constant()
        self.hold_the_other_variable()

    def show_the_surface(self) -> None:
        self.open_space(0, theta=-64, phi=70)
        self.say("Two variables, one height. How steep is this surface, and in which direction?")
        self.raise_surface(self.formula("z = x^2 + y^2", FUNCTION, 2.05))
        self.wait(1)

    def cut_with_a_plane(self) -> None:
        self.say("Hold y constant: the plane y = 0 cuts a curve out of the surface.")
        self.insert_plane("y = 0")
        self.wait(1.2)

    def lift_out_the_cut(self) -> None:
        self.say(
            "On the cut only x varies. Its slope at x = 1, here 2, is the partial derivative "
            "with respect to x."
        )
        self.make_room()
        self.open_plot("x", self.x_range)
        self.touched(Create(always_redraw(self.tangent)), FadeIn(self.ball(), scale=0.1))
        self.table(
            ["y", "z", '"slope"'],
            [["0", "x^2", "2"], ["1", "x^2 + 1", "2"], ["2", "x^2 + 4", "2"],
             ["-1", "x^2 + 1", "2"]],
            1.65,
        )  # fmt: skip
        self.play(FadeIn(self.heads), run_time=0.4)
        self.play(*self.show_row(0), run_time=0.6)
        self.wait(1)

    def slide_the_plane(self) -> None:
        self.say("Slide the plane: the cut rises and sinks as a whole, and its slope stays 2.")
        self.left_behind = VGroup()
        for row, offset in enumerate((1, 2, -1), start=1):
            self.left_behind.add(*self.ghosts())
            self.play(FadeOut(self.sign), run_time=0.2)
            self.play(self.offset.animate.set_value(offset), run_time=1.8)
            self.sign = self.name_of_plane(f"y = {offset}")
            self.play(*self.show_row(row), FadeIn(self.sign), run_time=0.6)
            self.wait(0.4)
        self.wait(1)

    def drop_the_constant(self) -> None:
        self.say(
            "On each cut, the part with y is a constant. Constants have no slope: "
            "only the part with x counts."
        )
        rule = self.formula("frac(partial z, partial x) = 2 x", TANGENT, -1.1)
        self.play(self.left_behind[1::2].animate.set_stroke(opacity=0.9), run_time=1)
        self.play(FadeIn(rule, shift=0.1 * DOWN), run_time=0.8)
        self.wait(4.4)

    def hold_the_other_variable(self) -> None:
        self.say("Through the same point, now with x = 1 held: along y the slope is −2.")
        self.play(FadeOut(self.left_behind), run_time=0.4)
        self.close_plot()
        self.move_camera(
            theta=-28 * DEGREES,
            frame_center=self.middle + 3.85 * self.right(-28),
            added_anims=[self.turn.animate.set_value(90)],
            run_time=2.4,
        )
        self.drop_trackers()
        self.sign = self.name_of_plane("x = 1")
        self.play(FadeIn(self.sign), run_time=0.4)
        self.open_plot("y", self.y_range)
        self.touched()
        curve = MathTypst("z = y^2 + 1", font_size=NUMBER, color=MOVING)
        self.flat(curve.move_to([0.1, 2.25, 0]))
        rule = self.formula('frac(partial z, partial y) = 2 y", here" -2', TANGENT, -2.1)
        self.play(FadeIn(rule, shift=0.1 * DOWN), FadeIn(curve), run_time=0.8)
        self.wait(1)


class NonSeparablePartial(SlicedSurface):
    """A surface whose slope along x depends on y, and a plane that turns."""

    x_range, y_range, z_range = (-0.75, 1.75), (-0.5, 2.5), (-5.97, 16.3)
    z_ticks: list[float] = [-5, 0, 5, 10, 15]  # noqa: RUF012 - never changed
    size = (2.8, 3.36, 3.27)
    pivot = 1

    @staticmethod
    def height(x: float, y: float) -> float:
        """Return the height of the surface."""
        return x**3 + x * y**2

    @staticmethod
    def slopes(x: float, y: float) -> tuple[float, float]:
        """Return the slopes of the surface along x and along y."""
        return 3 * x**2 + y**2, 2 * x * y

    def construct(self) -> None:
        self.head("When the other variable matters", "Partial derivatives · 5.6")
        self.show_the_surface()
        self.hold_y()
        self.slide_the_plane()
        self.hold_x()
        self.turn_the_plane()

    def show_the_surface(self) -> None:
        self.open_space(2, theta=-56, phi=66)
        self.say("Here a product mixes x and y. What are the slopes at the point (1, 2, 5)?")
        self.raise_surface(self.formula("z = x^3 + x y^2", FUNCTION, 2.1))
        point = MathTypst("P = (1, 2, 5)", font_size=NUMBER, color=INK)
        point.move_to(self.touch() - 1.05 * self.right(-56) + 0.2 * OUT)
        self.point = self.facing(point)
        self.play(FadeIn(self.ball(), scale=0.1), FadeIn(self.point), run_time=0.6)
        self.wait(1)

    def hold_y(self) -> None:
        self.say("Hold y = 2: the cut has the slope 7 at x = 1.")
        self.make_room()
        self.play(FadeOut(self.point), run_time=0.4)
        self.insert_plane("y = 2")
        self.open_plot("x", self.x_range)
        self.touched(Create(always_redraw(self.tangent)))
        self.table(
            ['"held"', "z", '"slope"'],
            [["y = 2", "x^3 + 4 x", "7"], ["y = 0", "x^3", "3"], ["x = 1", "y^2 + 1", "4"]],
            1.7,
        )
        self.play(FadeIn(self.heads), run_time=0.4)
        self.play(*self.show_row(0), run_time=0.6)
        self.wait(1)

    def slide_the_plane(self) -> None:
        self.say("Slide the plane to y = 0: at the same x the slope is now 3. It depends on y.")
        rule = self.formula("frac(partial z, partial x) = 3 x^2 + y^2", TANGENT, -0.3, TICK)
        self.left_behind = self.ghosts()
        self.play(FadeOut(self.sign), run_time=0.2)
        self.play(self.offset.animate.set_value(0), run_time=2.4)
        self.sign = self.name_of_plane("y = 0")
        self.play(*self.show_row(1), FadeIn(self.sign), run_time=0.6)
        self.play(FadeIn(rule, shift=0.1 * DOWN), run_time=0.8)
        self.wait(1)

    def hold_x(self) -> None:
        self.say("Back at the point, hold x = 1 instead: along y the slope is 4.")
        self.play(FadeOut(self.left_behind), run_time=0.2)
        self.close_plot()
        self.play(self.offset.animate.set_value(2), run_time=1.2)
        self.play(self.turn.animate.set_value(90), run_time=1.6)
        self.sign = self.name_of_plane("x = 1")
        self.play(FadeIn(self.sign), run_time=0.4)
        self.open_plot("y", self.y_range)
        self.touched()
        rule = self.formula("frac(partial z, partial y) = 2 x y", TANGENT, -0.95, TICK)
        self.play(*self.show_row(2), run_time=0.6)
        self.play(FadeIn(rule, shift=0.1 * DOWN), run_time=0.8)
        self.wait(1)

    def turn_the_plane(self) -> None:
        self.say("Between the axes, the plane shows the slope in any direction, here along u.")
        self.close_plot()
        self.play(self.turn.animate.set_value(0), run_time=1.4)
        self.is_turned = True
        self.open_plot("u", (-2.47, 0.9))
        self.touched()
        needle = always_redraw(self.needle)
        self.play(Create(needle), run_time=0.6)
        self.play(self.turn.animate.set_value(45), run_time=3.2)
        sign = MathTypst("u", font_size=NUMBER, color=SECANT)
        sign.move_to(needle.get_end() - 0.35 * self.right(-56) - 0.3 * OUT)
        self.play(FadeIn(self.facing(sign)), run_time=0.4)
        unit = self.formula("u = (frac(sqrt(2), 2), frac(sqrt(2), 2))", SECANT, -1.6, TICK)
        slope = self.formula("D_u z = frac(11 sqrt(2), 2) approx 7.7782", TANGENT, -2.25, TICK)
        self.play(FadeIn(VGroup(unit, slope), shift=0.1 * DOWN), run_time=0.8)
        self.wait(1)

    def needle(self) -> Arrow:
        """Return the arrow under the point that shows the plane's direction."""
        foot, tip = self.place(0), self.place(0.75)
        low = self.z_range[0]
        return Arrow(
            self.axes.c2p(*foot, low), self.axes.c2p(*tip, low), buff=0, color=SECANT,
            stroke_width=5,
        )  # fmt: skip
