"""Peers of the scenes on gradient descent: the same pictures by plain means, to compare costs.

Written as a user of Manim writes them: `NumberPlane`, `always_redraw`, `MathTypst`, a base class
for title and captions. Plays and their times are those of ``scenes/descent.py`` and
``scenes/rates.py``.

What differs: captions and titles are `Text` in the system's font; the y-axes carry their numbers
themselves; the arrows are Manim's; where the border of the cost's map cuts a contour, the contour
follows the border.
"""

import math
from collections.abc import Sequence

import numpy as np
from manim import (
    BOLD,
    DL,
    DOWN,
    DR,
    LEFT,
    ORIGIN,
    RIGHT,
    UL,
    UP,
    UR,
    Animation,
    Arrow,
    Create,
    DashedLine,
    Dot,
    FadeIn,
    FadeOut,
    GrowArrow,
    GrowFromEdge,
    Intersection,
    Line,
    MathTypst,
    Mobject,
    NumberPlane,
    ParametricFunction,
    Rectangle,
    RoundedRectangle,
    Scene,
    Text,
    ValueTracker,
    VGroup,
    VMobject,
    always_redraw,
    color_gradient,
)

BACKGROUND, PANEL, GRID, SOFT, INK = "#10151f", "#171e2b", "#232c3d", "#9aa5b8", "#eceff5"
FUNCTION, TANGENT, SECANT = "#5fb3f0", "#f7b267", "#c79bf2"
MOVING, CONFIRMED = "#ff7aa2", "#7fd6a0"

FORMULA, NUMBER, TICK = 33, 30, 23  # font sizes


def plane(
    x_range: list[float],
    y_range: list[float],
    size: tuple[float, float],
    x_numbers: list[float],
    y_numbers: list[float],
) -> NumberPlane:
    """Return axes with a grid and numbers."""
    return NumberPlane(
        x_range=x_range,
        y_range=y_range,
        x_length=size[0],
        y_length=size[1],
        axis_config={
            "color": SOFT,
            "font_size": TICK,
            "label_constructor": MathTypst,
            "numbers_to_exclude": [],
        },
        x_axis_config={
            "numbers_to_include": x_numbers,
            "label_direction": DOWN,
            "decimal_number_config": {"num_decimal_places": int(x_range[2] % 1 > 0)},
        },
        y_axis_config={
            "numbers_to_include": y_numbers,
            "label_direction": LEFT,
            "decimal_number_config": {"num_decimal_places": int(y_range[2] % 1 > 0)},
        },
        background_line_style={"stroke_color": GRID, "stroke_width": 2, "stroke_opacity": 1},
    )


def table(
    heads: list[str], rows: list[list[str]], width: float, *, gap: float = 0.17
) -> tuple[VGroup, list[VGroup]]:
    """Return the head of a table and its rows."""
    n = len(heads)
    cells = VGroup(
        *(MathTypst(head, font_size=TICK, color=SOFT) for head in heads),
        *(MathTypst(cell, font_size=TICK, color=INK) for row in rows for cell in row),
    )
    cells.arrange_in_grid(cols=n, buff=(0, gap), col_widths=[width / n] * n)
    line = Line(ORIGIN, width * RIGHT, color=SOFT, stroke_width=1.5)
    line.next_to(cells[:n], DOWN, buff=0.08).set_x(cells.get_x())
    return VGroup(cells[:n], line), [cells[k : k + n] for k in range(n, len(cells), n)]


def show_row(rows: list[VGroup], index: int, color: str) -> list[Animation]:
    """Write a row of a table and let the rows before it step back."""
    rows[index].set_color(color)
    back = [row.animate.set_color(SOFT) for row in rows[:index]]
    return [FadeIn(rows[index], shift=0.1 * DOWN), *back]


class Lecture(Scene):
    """A scene with a title and captions."""

    def head(self, title: str, place: str) -> None:
        """Add the title."""
        self.camera.background_color = BACKGROUND
        name = Text(title, font_size=28, weight=BOLD, color=INK).move_to([0, 3.29, 0])
        name.to_edge(LEFT, buff=0.55)
        chapter = Text(place, font_size=16, color=SOFT).move_to([0, 3.24, 0])
        chapter.to_edge(RIGHT, buff=0.55)
        rule = Line([-6.56, 2.85, 0], [6.56, 2.85, 0], color=GRID, stroke_width=2)
        self.add(name, chapter, rule)
        self.caption: Text | None = None

    def say(self, text: str) -> None:
        """Change the caption."""
        caption = Text(text, font_size=18, color=INK).move_to([0, -3.38, 0])
        if self.caption is None:
            self.play(FadeIn(caption), run_time=0.4)
        else:
            self.play(FadeOut(self.caption), run_time=0.2)
            self.play(FadeIn(caption), run_time=0.2)
        self.caption = caption


def card() -> RoundedRectangle:
    """Return the background of the panel."""
    return RoundedRectangle(
        corner_radius=0.12, width=4.3, height=4.7, color=PANEL, fill_opacity=1, stroke_width=2
    ).move_to([4.4, -0.05, 0])


def parabola(x: float) -> float:
    """Return the function that is descended."""
    return x**2 - 4 * x + 4


class GradientDescentSteps(Lecture):
    """Five steps of a descent, three of them under a lens."""

    iterates = (0.0, 1.6, 1.92, 1.984, 1.9968, 1.99936)
    slopes = ("-4", "-0.8", "-0.16", "-0.032", "-0.0064")
    moves = ("1.6", "0.32", "0.064", "0.0128", "0.00256")
    lens_left, lens_right, lens_low, lens_high = -3.3, 1.7, 0.05, 2.45

    def construct(self) -> None:
        self.head("Gradient descent, step by step", "Gradient descent · 9.3")
        self.show_the_curve()
        self.take_the_first_step()
        self.take_a_shorter_step()
        self.look_closer()
        self.keep_going()
        self.arrive()

    def show_the_curve(self) -> None:
        self.say("Where is this function smallest? Start at x = 0 and let the slope lead.")
        self.axes = plane(
            [-0.2, 3.24, 1], [-0.88, 4.48, 1], (8.0, 4.8), [0, 1, 2, 3], [0, 1, 2, 3, 4]
        ).move_to([-2.3, 0.1, 0])
        self.at = ValueTracker(0)
        curve = self.axes.plot(parabola, x_range=[-0.11, 3.24], color=FUNCTION)
        name = MathTypst("f(x) = x^2 - 4 x + 4", font_size=NUMBER, color=FUNCTION)
        name.move_to(self.axes.c2p(2.08, 1.36))
        dot = always_redraw(
            lambda: Dot(
                self.axes.c2p(self.at.get_value(), parabola(self.at.get_value())), color=MOVING
            )
        )
        rule = MathTypst('x_"new" = x - eta f\'(x)', font_size=FORMULA, color=INK)
        slope = MathTypst("f'(x) = 2 x - 4", font_size=NUMBER, color=TANGENT)
        rate = MathTypst("eta = 0.4", font_size=NUMBER, color=MOVING)
        given = VGroup(slope, rate).arrange(RIGHT, buff=0.5)
        panel = VGroup(rule, given).arrange(DOWN, buff=0.3).move_to([4.4, 1.6, 0])
        self.numbers, self.rows = table(
            ["x", "f'(x)", "-eta f'(x)"],
            [
                [f"{x:g}", *row]
                for x, *row in zip(self.iterates, self.slopes, self.moves, strict=False)
            ],
            3.8,
        )
        VGroup(self.numbers, *self.rows).move_to([4.4, -1.2, 0])
        self.equation = VGroup()
        self.play(FadeIn(self.axes), FadeIn(card()), run_time=0.6)
        self.play(Create(curve), FadeIn(name), run_time=1.4)
        self.play(FadeIn(dot, scale=2), run_time=0.6)
        self.play(FadeIn(panel, shift=0.1 * DOWN), run_time=0.8)
        self.wait(1)

    def take_the_first_step(self) -> None:
        self.say("The slope is −4. Against the slope means to the right, here by 1.6.")
        self.play(FadeIn(self.numbers), run_time=0.4)
        self.step_on_axes(0, 1.2)
        self.wait(1)

    def take_a_shorter_step(self) -> None:
        self.say("Where the curve is flatter, the same rate gives a shorter move: 0.32.")
        self.step_on_axes(1, 1)
        self.wait(1)

    def look_closer(self) -> None:
        self.say(
            "Magnified 5 times across and 25 times upwards, "
            "the next step looks just like the last one."
        )
        self.closeness = ValueTracker(1)
        outline = always_redraw(self.window_on_axes)
        self.glass, rays = self.make_glass(outline)
        self.play(Create(outline), run_time=0.6)
        self.play(FadeIn(rays, self.glass), run_time=0.8)
        self.wait(0.8)
        self.zoom(2, "times 5", 2)
        self.step_in_lens(2, 1.2)
        self.wait(1)

    def keep_going(self) -> None:
        self.say("And so on: every step multiplies the distance from the minimum by 0.2.")
        for k, name in ((3, "times 25"), (4, "times 125")):
            self.zoom(k, name, 1.6)
            self.step_in_lens(k, 0.8)
        self.wait(1)

    def arrive(self) -> None:
        self.say("Step after step, x comes as close to 2 as you like, where the slope is zero.")
        lowest = Dot(self.axes.c2p(2, 0), color=CONFIRMED)
        near = Dot(self.lens_point(2, 0), color=CONFIRMED)
        goal = MathTypst("x -> 2", font_size=FORMULA, color=CONFIRMED).move_to(self.equation)
        self.play(FadeOut(self.equation), run_time=0.6)
        self.play(FadeIn(lowest, scale=2), FadeIn(near, scale=2), FadeIn(goal), run_time=0.8)
        self.wait(3.4)

    # A step

    def step_on_axes(self, k: int, run_time: float) -> None:
        """Take a step on the axes."""
        old, new = self.iterates[k : k + 2]
        height, slope = parabola(old), 2 * old - 4
        ends = sorted(np.clip([old + (y - height) / slope for y in (-0.88, 4.48)], -0.2, 3.24))
        tangent = self.axes.plot(
            lambda x: height + slope * (x - old), x_range=ends, color=TANGENT, stroke_width=3
        )
        lane = self.axes.c2p(old, -0.4)
        drop = DashedLine(self.axes.c2p(old, height), lane, color=SOFT, stroke_width=2)
        move = Arrow(lane, self.axes.c2p(new, -0.4), buff=0, color=MOVING)
        length = MathTypst(self.moves[k], font_size=TICK, color=MOVING)
        length.next_to(move, DOWN, buff=0.15)
        last = Dot(self.axes.c2p(old, height), color=SOFT)
        self.walk(
            k, tangent=tangent, drop=drop, move=move, last=last, with_move=[FadeIn(length)],
            run_time=run_time,
        )  # fmt: skip

    def step_in_lens(self, k: int, run_time: float) -> None:
        """Take a step in the lens."""
        old, new = self.iterates[k : k + 2]
        height, slope = parabola(old), 2 * old - 4
        size = 2 * 0.2 ** self.closeness.get_value()
        tangent = Line(
            self.lens_point(old - 0.11 * size, height - 0.11 * size * slope),
            self.lens_point(old + 0.45 * size, height + 0.45 * size * slope),
            color=TANGENT,
            stroke_width=3,
        )
        lane = self.lens_point(old, -0.1 * size**2)
        drop = DashedLine(self.lens_point(old, height), lane, color=SOFT, stroke_width=2)
        move = Arrow(lane, self.lens_point(new, -0.1 * size**2), buff=0, color=MOVING)
        last = always_redraw(lambda: Dot(self.lens_point(old, height), color=SOFT))
        self.signs.append(self.sign(new))
        self.passing = VGroup(tangent, drop, move)
        self.last = last
        self.walk(
            k, tangent=tangent, drop=drop, move=move, last=last, at_end=[FadeIn(self.signs[-1])],
            run_time=run_time,
        )  # fmt: skip

    def walk(
        self,
        k: int,
        *,
        tangent: VMobject,
        drop: VMobject,
        move: Arrow,
        last: Dot,
        run_time: float,
        with_move: Sequence[Animation] = (),
        at_end: Sequence[Animation] = (),
    ) -> None:
        """Play a step."""
        old, self.equation = (
            self.equation,
            VGroup(
                MathTypst(
                    f"{self.iterates[k]:g} - 0.4 dot ({self.slopes[k]})",
                    font_size=NUMBER,
                    color=INK,
                ),
                MathTypst(f"= {self.iterates[k + 1]:g}", font_size=NUMBER, color=MOVING),
            )
            .arrange(DOWN, buff=0.16)
            .move_to([4.4, 0.5, 0]),
        )
        work, result = self.equation
        self.play(Create(tangent), *show_row(self.rows, k, MOVING), run_time=run_time)
        self.play(FadeOut(old), FadeIn(work), Create(drop), FadeIn(last), run_time=run_time)
        self.play(GrowArrow(move), *with_move, run_time=run_time)
        self.play(self.at.animate.set_value(self.iterates[k + 1]), run_time=run_time)
        faded = tangent.animate.set_stroke(opacity=0.45)
        self.play(FadeIn(result), faded, *at_end, run_time=run_time)

    # The lens

    def window(self) -> tuple[float, float, float, float]:
        """Return what the lens shows now: left, right, low and high."""
        size = 2 * 0.2 ** self.closeness.get_value()
        return 2 - 1.25 * size, 2 + 0.55 * size, -0.5 * size**2, 1.35 * size**2

    def lens_point(self, x: float, y: float) -> np.ndarray:
        """Return where the lens shows a point."""
        left, right, low, high = self.window()
        return np.array(
            [
                np.interp(x, (left, right), (self.lens_left, self.lens_right)),
                np.interp(y, (low, high), (self.lens_low, self.lens_high)),
                0,
            ]
        )

    def window_on_axes(self) -> Rectangle:
        """Return the window of the lens on the axes."""
        left, right, low, high = self.window()
        corner, other = self.axes.c2p(left, low), self.axes.c2p(right, high)
        width, height, _ = other - corner
        window = Rectangle(width=width, height=height, color=SOFT, stroke_width=2.5)
        return window.move_to((corner + other) / 2)

    def make_glass(self, outline: VMobject) -> tuple[VGroup, VGroup]:
        """Return the lens with what it shows, and the rays from the window to it."""
        frame = Rectangle(
            width=self.lens_right - self.lens_left,
            height=self.lens_high - self.lens_low,
            color=SOFT,
            stroke_width=2.5,
        ).set_fill(PANEL, opacity=1)
        frame.move_to([(self.lens_left + self.lens_right) / 2, 1.25, 0])
        rays = VGroup(
            *(
                always_redraw(
                    lambda near=near, far=far: Line(
                        outline.get_corner(near),
                        frame.get_corner(far),
                        color=SOFT,
                        stroke_width=1.5,
                        stroke_opacity=0.5,
                    )
                )
                for near, far in ((UL, DL), (UR, DR))
            )
        )
        curve = always_redraw(self.curve_in_lens)
        level = always_redraw(
            lambda: Line(
                self.lens_point(self.window()[0], 0),
                self.lens_point(self.window()[1], 0),
                color=SOFT,
                stroke_width=2,
            )
        )
        before, now = self.iterates[1:3]
        self.signs = [self.sign(before), self.sign(now)]
        self.last = always_redraw(
            lambda: Dot(self.lens_point(before, parabola(before)), color=SOFT)
        )
        near = always_redraw(
            lambda: Dot(
                self.lens_point(self.at.get_value(), parabola(self.at.get_value())), color=MOVING
            )
        )
        aim = self.sign(2, CONFIRMED)
        self.passing, self.scale = VGroup(), VGroup()
        return VGroup(frame, curve, level, self.last, near, aim, *self.signs), rays

    def curve_in_lens(self) -> VMobject:
        """Return the piece of the curve in the lens."""
        _, right, _, high = self.window()
        left = 2 - math.sqrt(high)
        return ParametricFunction(
            lambda x: self.lens_point(x, parabola(x)),
            t_range=[left, right, (right - left) / 50],
            color=FUNCTION,
        )

    def sign(self, x: float, color: str = SOFT) -> MathTypst:
        """Return a number under its place in the lens."""
        number = MathTypst(f"{x:g}", font_size=TICK, color=color)

        def stay(mob: Mobject) -> None:
            *_, high = self.window()
            mob.move_to(self.lens_point(x, -0.36 / 1.35 * high))

        stay(number)
        return number.add_updater(stay)

    def zoom(self, k: int, name: str, run_time: float) -> None:
        """Let the lens look closer."""
        gone, *self.signs = self.signs
        self.play(FadeOut(self.last, gone, self.passing, self.scale), run_time=0.4)
        self.scale = MathTypst(name, font_size=NUMBER, color=SOFT)
        self.scale.move_to([(self.lens_left + self.lens_right) / 2, 2.2, 0])
        self.play(self.closeness.animate.set_value(k), FadeIn(self.scale), run_time=run_time)


class LearningRateComparison(Lecture):
    """Two descents of one parabola side by side, with a bar chart of their errors."""

    runs = ((0, 0.4, 0.72, 0.976, 1.1808, 1.34464), (0, 3.6, 0.72, 3.024, 1.1808, 2.65536))
    errors = (2, 1.6, 1.28, 1.024, 0.8192, 0.65536)
    colors = (TANGENT, SECANT)

    def construct(self) -> None:
        self.head("Learning rates 0.1 and 0.9", "Gradient descent · 9.5")
        self.show_both_runs()
        self.take_the_first_step()
        self.keep_stepping()
        self.compare_the_factors()
        self.meet_at_every_second_step()

    def show_both_runs(self) -> None:
        self.say(
            "The same function, f(x) = x² − 4x + 4, and the same start, "
            "but two learning rates: 0.1 and 0.9."
        )
        self.clock = ValueTracker(0)
        self.pair = [
            plane([-0.4, 4.4, 1], [0, 5.4, 2], (6.0, 3.0), [0, 1, 2, 3, 4], [0, 2, 4]).move_to(
                [x, 1.0, 0]
            )
            for x in (-3.35, 3.5)
        ]
        curves = [axes.plot(parabola, x_range=[-0.32, 4.32], color=FUNCTION) for axes in self.pair]
        names = VGroup(
            *(
                MathTypst(f"eta = {rate}", font_size=FORMULA, color=color).move_to(
                    axes.c2p(2, 5.04)
                )
                for axes, rate, color in zip(self.pair, ("0.1", "0.9"), self.colors, strict=True)
            )
        )
        self.dots = VGroup(*(self.dot(i) for i in (0, 1)))
        self.values = self.readings(0)
        base, margin = self.prepare_chart()
        self.play(*(FadeIn(axes) for axes in self.pair), run_time=0.6)
        self.play(*(Create(curve) for curve in curves), run_time=1.4)
        self.play(FadeIn(names), FadeIn(self.dots, scale=2), FadeIn(self.values), run_time=0.8)
        self.play(FadeIn(base, margin), run_time=0.4)
        self.play(*self.show_bars(0), run_time=0.6)
        self.wait(2.2)

    def take_the_first_step(self) -> None:
        self.say(
            "The smaller rate stays on its side of the minimum; the larger one jumps across it."
        )
        self.walk(0, 2)
        self.wait(2.6)

    def keep_stepping(self) -> None:
        self.say("Yet after every step both runs are equally far from the minimum.")
        uprights = VGroup(
            *(
                DashedLine(axes.c2p(2, 0), axes.c2p(2, 3.36), color=CONFIRMED, stroke_width=2)
                for axes in self.pair
            )
        )
        self.gaps = VGroup(*(self.gap(i) for i in (0, 1)))
        self.play(Create(uprights), run_time=0.6)
        self.play(Create(self.gaps), run_time=0.8)
        for k in range(1, 5):
            self.walk(k, 1.2)
        self.wait(1)

    def compare_the_factors(self) -> None:
        self.say("Each step multiplies the distance by |1 − 2η|, and that is 0.8 for both rates.")
        factors = VGroup(
            *(self.under_the_name(i, f"1 - 2 eta = {f}") for i, f in enumerate(("0.8", "-0.8")))
        )
        self.play(FadeOut(self.values, self.gaps), run_time=0.4)
        self.play(FadeIn(factors, shift=0.1 * DOWN), run_time=0.8)
        self.wait(3.8)

    def meet_at_every_second_step(self) -> None:
        self.say(
            "At every second step they meet. After 5 steps f is about 0.4295 in both: "
            "one creeps, one zig-zags."
        )
        for k in (2, 4):
            rings, names = VGroup(), VGroup()
            for axes, run in zip(self.pair, self.runs, strict=True):
                place = axes.c2p(run[k], parabola(run[k]))
                rings.add(Dot(place, radius=0.16, fill_opacity=0, stroke_width=3.5, color=INK))
                name = MathTypst(f"{run[k]:g}", font_size=TICK, color=INK)
                names.add(name.next_to(place, LEFT, buff=0.28))
            self.play(FadeIn(rings, scale=2), FadeIn(names), run_time=0.8)
            self.wait(0.6)
        self.wait(3.4)

    def place(self, run: int) -> np.ndarray:
        """Return where a run is now: between two steps, on their chord."""
        xs = self.runs[run]
        time = self.clock.get_value()
        steps = range(len(xs))
        x = np.interp(time, steps, xs)
        y = np.interp(time, steps, [parabola(x) for x in xs])
        point: np.ndarray = self.pair[run].c2p(x, y)
        return point

    def dot(self, run: int) -> Dot:
        """Return the dot of a run."""
        return always_redraw(lambda: Dot(self.place(run), color=self.colors[run]))

    def gap(self, run: int) -> Line:
        """Return the distance of a run from the minimum."""
        axes = self.pair[run]
        return always_redraw(
            lambda: Line(
                self.place(run),
                [axes.c2p(2, 0)[0], self.place(run)[1], 0],
                color=MOVING,
                stroke_width=3.5,
            )
        )

    def walk(self, k: int, run_time: float) -> None:
        """Take a step in both runs."""
        for run in (0, 1):
            start, color = self.place(run), self.colors[run]
            trail = always_redraw(
                lambda run=run, start=start, color=color: Line(
                    start, self.place(run), color=color, stroke_width=3
                )
            )
            self.add(trail, Dot(start, color=color))
            self.trails = [*getattr(self, "trails", []), trail]
        self.add(self.dots)
        self.play(self.clock.animate.set_value(k + 1), run_time=run_time)
        for trail in self.trails:
            trail.clear_updaters()
        old, self.values = self.values, self.readings(k + 1)
        self.play(FadeOut(old), FadeIn(self.values), *self.show_bars(k + 1), run_time=0.6)

    def readings(self, k: int) -> VGroup:
        """Return where both runs stand, in numbers."""
        return VGroup(*(self.under_the_name(i, f"x = {self.runs[i][k]:g}") for i in (0, 1)))

    def under_the_name(self, run: int, text: str) -> MathTypst:
        """Return a formula under the rate of a run."""
        formula = MathTypst(text, font_size=NUMBER, color=self.colors[run])
        return formula.move_to(self.pair[run].c2p(2, 4.32))

    def prepare_chart(self) -> tuple[VGroup, VGroup]:
        """Make the bars, and return the line under them and the words beside it."""
        line = Line([-4.4, -2.2, 0], [5.5, -2.2, 0], color=SOFT)
        numbers, self.bars, self.heights = VGroup(), [], []
        for k, error in enumerate(self.errors):
            foot = np.array([-3.45 + 1.6 * k, -2.2, 0])
            number = MathTypst(str(k), font_size=TICK, color=SOFT)
            numbers.add(number.next_to(foot, DOWN, buff=0.15))
            bars = VGroup(
                *(
                    Rectangle(width=0.46, height=0.48 * error, stroke_width=0)
                    .set_fill(color, opacity=0.92)
                    .next_to(foot + side * 0.255 * RIGHT, UP, buff=0)
                    for side, color in zip((-1, 1), self.colors, strict=True)
                )
            )
            self.bars.append(bars)
            height = MathTypst(f"{error:g}", font_size=TICK, color=INK)
            self.heights.append(height.next_to(bars, UP, buff=0.08))
        letter = MathTypst("abs(x - 2)", font_size=NUMBER, color=SOFT).move_to([-5.6, -1.8, 0])
        step = Text("step", font_size=16, color=SOFT).move_to([-5.6, -2.45, 0])
        return VGroup(line, numbers), VGroup(letter, step)

    def show_bars(self, k: int) -> list[Animation]:
        """Let a pair of bars grow."""
        growing = [GrowFromEdge(bar, DOWN) for bar in self.bars[k]]
        return [*growing, FadeIn(self.heights[k], shift=0.1 * DOWN)]


class LinearRegressionDescent(Lecture):
    """A line that is fitted to points, and its walk on the map of the cost."""

    xs = np.array([0.0, 1, 2, 3, 4])
    ys = np.array([1.0, 3, 2, 5, 4])
    stops = (0, 1, 2, 3, 4, 5, 99, 175)

    def construct(self) -> None:
        self.head("Fitting a line by descent", "Gradient descent · 9.7")
        self.descend()
        self.show_the_data()
        self.draw_the_map()
        self.take_the_first_step()
        self.walk_into_the_valley()
        self.fast_forward()
        self.arrive()

    def cost(self, a: float, b: float) -> float:
        """Return the cost of a line."""
        return float(np.mean((a * self.xs + b - self.ys) ** 2) / 2)

    def descend(self) -> None:
        """Compute all steps."""
        a, b = 0.0, 0.0
        path = [(a, b)]
        for _ in range(175):
            error = a * self.xs + b - self.ys
            a, b = a - 0.1 * np.mean(error * self.xs), b - 0.1 * np.mean(error)
            path.append((a, b))
        self.path = np.array(path)

    def show_the_data(self) -> None:
        self.say("Which line fits these points best? Begin with slope a = 0 and intercept b = 0.")
        self.clock = ValueTracker(0)
        self.data = plane(
            [-0.3, 4.6, 1], [-0.3, 5.8, 1], (3.7, 4.8), [0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5]
        ).move_to([-4.45, 0.1, 0])
        self.map = plane(
            [-0.39, 1.83, 0.5], [-0.25, 2.77, 0.5], (3.5, 4.8),
            [0, 0.5, 1, 1.5], [0, 0.5, 1, 1.5, 2, 2.5],
        ).move_to([0.1, 0.1, 0])  # fmt: skip
        line = always_redraw(self.line)
        self.dot = always_redraw(lambda: Dot(self.map.c2p(*self.now()), color=TANGENT))
        residuals = VGroup(*(self.residual(x, y) for x, y in zip(self.xs, self.ys, strict=True)))
        points = VGroup(
            *(Dot(self.data.c2p(x, y), color=INK) for x, y in zip(self.xs, self.ys, strict=True))
        )
        law = MathTypst("y = a x + b", font_size=NUMBER, color=TANGENT)
        law.move_to(self.data.c2p(1.9, 5.4))
        cost = MathTypst(
            "J(a, b) = frac(1, 2 m) sum (a x_i + b - y_i)^2", font_size=TICK, color=MOVING
        ).move_to([4.4, 1.75, 0])
        self.prepare_panel()
        self.letters = self.names_of_axes()
        self.play(FadeIn(self.data, self.map, self.letters), FadeIn(card()), run_time=0.6)
        self.play(FadeIn(points, scale=2, lag_ratio=0.2), run_time=1.2)
        self.play(Create(line), FadeIn(law, self.dot), run_time=1)
        self.add(residuals, points)
        self.play(FadeIn(residuals), FadeIn(cost), run_time=0.8)
        self.wait(1.2)

    def draw_the_map(self) -> None:
        self.say(
            "Every point of this map is a line. Its height is the cost J, and we stand at J = 5.5."
        )
        self.play(FadeIn(self.levels(), lag_ratio=0.2), run_time=2)
        self.add(self.map.axes, self.letters, self.dot)
        self.play(FadeIn(self.numbers), run_time=0.4)
        self.play(*show_row(self.rows, 0, TANGENT), run_time=0.6)
        self.wait(2.4)

    def take_the_first_step(self) -> None:
        self.say("Both slopes of J are taken at the same old point, then a and b change together.")
        (a, b), (new_a, new_b) = self.path[:2]
        start = self.map.c2p(a, b)
        self.parts = VGroup(
            Arrow(start, self.map.c2p(new_a, b), buff=0, color=MOVING),
            Arrow(start, self.map.c2p(a, new_b), buff=0, color=MOVING),
        )
        walked = always_redraw(self.walked)
        self.play(FadeIn(self.rules), run_time=0.6)
        growing = (GrowArrow(part) for part in self.parts)
        self.play(FadeIn(self.ghost()), *growing, run_time=1.2)
        self.add(walked, self.dot)
        self.play(self.clock.animate.set_value(1), run_time=2)
        self.play(*show_row(self.rows, 1, TANGENT), run_time=0.6)
        self.wait(1)

    def walk_into_the_valley(self) -> None:
        self.say(
            "The cost falls at every step. In the narrow valley the slope a overshoots "
            "and then creeps back."
        )
        self.play(FadeOut(self.parts), run_time=0.4)
        for k in range(2, 6):
            self.add(self.ghost(), self.dot)
            self.play(self.clock.animate.set_value(k), run_time=1)
            self.play(*show_row(self.rows, k, TANGENT), run_time=0.6)
        self.wait(1)

    def fast_forward(self) -> None:
        self.say(
            "The floor is nearly flat: 99 steps bring a and b within 0.05 of the minimum, "
            "175 within 0.005."
        )
        for row, k in ((6, 99), (7, 175)):
            self.play(self.clock.animate.set_value(k), run_time=3)
            self.play(*show_row(self.rows, row, TANGENT), run_time=0.6)
        self.wait(1)

    def arrive(self) -> None:
        self.say("The minimum is at a = 0.8, b = 1.4: no line costs less than 0.36.")
        lowest = Dot(self.map.c2p(0.8, 1.4), color=CONFIRMED)
        best = self.data.plot(lambda x: 0.8 * x + 1.4, color=CONFIRMED, stroke_width=5)
        verdict = VGroup(
            Text("It arrives for every rate", font_size=16, color=SOFT),
            MathTypst("alpha < 0.2984", font_size=NUMBER, color=CONFIRMED),
        )
        verdict.arrange(DOWN, buff=0.15).move_to(self.rules)
        self.play(FadeIn(lowest, scale=2), Create(best), run_time=1.2)
        self.play(FadeOut(self.rules), run_time=0.4)
        self.play(FadeIn(verdict), run_time=0.6)
        self.wait(1.8)

    def now(self) -> np.ndarray:
        """Return slope and intercept now: between two steps, on their chord."""
        steps = np.arange(len(self.path))
        time = self.clock.get_value()
        return np.array([np.interp(time, steps, part) for part in self.path.T])

    def line(self) -> VMobject:
        """Return the line now."""
        a, b = self.now()
        return self.data.plot(lambda x: a * x + b, x_range=self.inside(a, b), color=TANGENT)

    @staticmethod
    def inside(a: float, b: float) -> list[float]:
        """Return from where to where a line is on the plot."""
        top = (5.8 - b) / a if a > 0 else 4.6
        low = (-0.3 - b) / a if a > 0 else -0.3
        return [max(-0.3, low), min(4.6, top)]

    def residual(self, x: float, y: float) -> Line:
        """Return the upright from a point to the line."""

        def upright() -> Line:
            a, b = self.now()
            return Line(
                self.data.c2p(x, y), self.data.c2p(x, a * x + b), color=MOVING, stroke_width=3
            )

        return always_redraw(upright)

    def walked(self) -> VMobject:
        """Return the path so far."""
        steps = self.path[: int(self.clock.get_value()) + 1]
        places = [self.map.c2p(*step) for step in [*steps, self.now()]]
        return VMobject(color=TANGENT, stroke_width=3).set_points_as_corners(places)

    def ghost(self) -> Dot:
        """Return a dot that stays where the run is now."""
        return Dot(self.map.c2p(*self.now()), color=TANGENT, fill_opacity=0.6)

    def levels(self) -> VGroup:
        """Return the map of the cost: filled contours, cut at the border."""
        (left, right, _), (low, high, _) = self.map.x_range, self.map.y_range
        corner, other = self.map.c2p(left, low), self.map.c2p(right, high)
        width, height, _ = other - corner
        ground = Rectangle(width=width, height=height, stroke_width=0)
        ground.move_to((corner + other) / 2)
        colors = color_gradient(["#757e87", "#506f8a", "#284f78", "#18324c"], 11)
        hessian = np.array([[np.mean(self.xs**2), np.mean(self.xs)], [np.mean(self.xs), 1]])
        shape = np.linalg.inv(np.linalg.cholesky(hessian)).T * math.sqrt(2 * (5.5 - 0.36)) / 8
        bands = VGroup(ground.set_fill(colors[0], opacity=1))
        for k, color in zip(range(10, 0, -1), colors[1:], strict=True):
            ellipse = ParametricFunction(
                lambda t, k=k: self.map.c2p(
                    *(np.array([0.8, 1.4]) + k * shape @ [math.cos(t), math.sin(t)])
                ),
                t_range=[0, 2 * math.pi, math.pi / 50],
            )
            bands.add(
                Intersection(
                    ellipse,
                    ground,
                    color=FUNCTION,
                    stroke_width=2,
                    stroke_opacity=0.55,
                    fill_color=color,
                    fill_opacity=1,
                )
            )
        return bands

    def names_of_axes(self) -> VGroup:
        """Return the letters of all axes."""
        return VGroup(
            *(
                MathTypst(letter, font_size=NUMBER, color=INK).next_to(
                    axis.get_end(), corner, buff=0.12
                )
                for axes, names in ((self.data, "xy"), (self.map, "ab"))
                for letter, axis, corner in zip(names, axes.axes, (UL, DR), strict=True)
            )
        )

    def prepare_panel(self) -> None:
        """Make the rules and the table."""
        both = VGroup(
            *(
                MathTypst(
                    f'{n}_"new" = {n} - alpha thin partial J slash partial {n}',
                    font_size=TICK,
                    color=INK,
                )
                for n in "ab"
            )
        ).arrange(DOWN, buff=0.18)
        rate = MathTypst("alpha = 0.1", font_size=TICK, color=MOVING)
        self.rules = VGroup(both, rate).arrange(RIGHT, buff=0.5).move_to([4.4, 0.95, 0])
        rows = []
        for k in self.stops:
            a, b = self.path[k]
            style = "{:.4f}" if k else "{:g}"
            rows.append([str(k), *(style.format(v) for v in (a, b, self.cost(a, b)))])
        self.numbers, self.rows = table(["k", "a", "b", "J"], rows, 3.8, gap=0.13)
        VGroup(self.numbers, *self.rows).move_to([4.4, -0.95, 0])
