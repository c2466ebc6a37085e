"""Plain Manim versions of the scenes of the chapter *Limits*, to compare costs with.

The same pictures as in ``scenes/limits.py``, written with what Manim offers: `NumberPlane`,
`plot`, `always_redraw` for what changes its shape, updaters for what only moves, `MathTypst` for
formulas. Plays and waits last as long as ours. What differs: Manim's colours and its places for
tick numbers, 100 samples for a smooth curve in the lens, 1500 for the swinging one.

Render with ``manim benchmarks/peers/limits.py LimitZoom`` from a folder without a ``manim.cfg``.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from manim import (
    BLACK,
    BLUE,
    BOLD,
    DOWN,
    GOLD,
    GREEN,
    GREY_B,
    GREY_D,
    GREY_E,
    LEFT,
    PINK,
    PURPLE_A,
    RIGHT,
    UL,
    UP,
    UR,
    WHITE,
    Create,
    DashedLine,
    Dot,
    FadeIn,
    FadeOut,
    Indicate,
    Line,
    MathTypst,
    Mobject,
    MoveToTarget,
    NumberPlane,
    ParametricFunction,
    Polygon,
    Rectangle,
    RoundedRectangle,
    Scene,
    Text,
    Typst,
    ValueTracker,
    VGroup,
    VMobject,
    always_redraw,
)

__all__ = ["ContinuityConditions", "LimitZoom", "ReciprocalBothSides"]

LARGE, FORMULA, NUMBER, CAPTION, SMALL = 40, 33, 30, 29, 23
CARD = "#1A2130"
ROOM = 2.4  # how many times larger than the box the lens is

Place = Callable[[float, float], np.ndarray]


def head(title: str, place: str) -> VGroup:
    """Return title, chapter and hairline."""
    return VGroup(
        Text(title, weight=BOLD, font_size=28).to_corner(UL, buff=0.55),
        Text(place, font_size=17, color=GREY_B).to_corner(UR, buff=0.58),
        Line(6.55 * LEFT, 6.55 * RIGHT, stroke_width=2, color=GREY_E).shift(2.85 * UP),
    )


def caption(text: str) -> Mobject:
    """Return a sentence at the bottom."""
    return Typst(text, font_size=CAPTION).move_to(3.38 * DOWN)


def say(scene: Scene, old: Mobject, text: str) -> Mobject:
    """Change the caption and return the new one."""
    new = caption(text)
    scene.play(FadeOut(old), run_time=0.2)
    scene.play(FadeIn(new), run_time=0.2)
    return new


def plane(x_range: Sequence[float], y_range: Sequence[float], width: float) -> NumberPlane:
    """Return axes with a grid and numbers."""
    return NumberPlane(
        x_range=x_range,
        y_range=y_range,
        x_length=width,
        y_length=4.86,
        axis_config={
            "include_numbers": True,
            "label_constructor": MathTypst,
            "font_size": SMALL,
            "color": GREY_B,
        },
        x_axis_config={"label_direction": DOWN},
        y_axis_config={"label_direction": LEFT},
        background_line_style={"stroke_color": GREY_D, "stroke_width": 1.5},
    )


def card() -> RoundedRectangle:
    """Return the background of the numbers."""
    return RoundedRectangle(
        corner_radius=0.12, width=4.3, height=4.7, fill_color=CARD, fill_opacity=1, stroke_width=0
    ).move_to([4.4, -0.05, 0])


def table(
    rows: Sequence[Sequence[str]], widths: Sequence[float], size: float, pitch: float
) -> VGroup:
    """Return rows of formulas; the first is the head, with a line under it."""
    cells = VGroup(*(MathTypst(cell, font_size=size) for row in rows for cell in row))
    cells.arrange_in_grid(
        cols=len(widths), col_widths=widths, row_heights=[pitch] * len(rows), buff=0
    )
    lines = [VGroup(*cells[i : i + len(widths)]) for i in range(0, len(cells), len(widths))]
    lines[0].set_color(GREY_B)
    rule = Line(LEFT, RIGHT, color=GREY_B, stroke_width=1.5).set(width=sum(widths))
    lines[0].add(rule.next_to(lines[0], DOWN, buff=0.1).set_x(cells.get_x()))
    return VGroup(*lines)


def ring(place: np.ndarray, color: str = WHITE) -> Dot:
    """Return a hollow dot."""
    return Dot(place, color=color).set_fill(BLACK, opacity=1).set_stroke(color, width=3.5)


class LimitZoom(Scene):
    """A box around a point of a curve, shrunk again and again under a lens."""

    def construct(self) -> None:
        """Play the beats."""
        self.add(head("Zooming in on a limit", "Limits · 1.1"))
        self._approach_the_point()
        self._open_the_lens()
        self._zoom_in()
        self._try_other_widths()
        self._state_the_limit()
        self._lose_the_limit()

    def _approach_the_point(self) -> None:
        self.caption = caption(
            "As $x$ comes close to $3$ from either side, $f(x)$ comes close to $6$. How close?"
        )
        self.play(FadeIn(self.caption), run_time=0.4)
        self.near = ValueTracker(-0.3)
        axes = self.axes = plane([0, 6, 1], [0, 12, 2], 3.3).move_to([-4.7, 0, 0])
        curve = axes.plot(lambda x: 2 * x, color=BLUE)
        name = MathTypst("f(x) = 2 x", font_size=NUMBER, color=BLUE)
        name.next_to(axes.c2p(5.5, 11), LEFT)
        hole = ring(axes.c2p(3, 6))
        walkers = self._walkers(axes.c2p)
        self.question = VGroup(
            MathTypst("x -> 3", font_size=LARGE, color=PINK),
            MathTypst('f(x) -> "?"', font_size=LARGE, color=GOLD),
        )
        self.question.arrange(DOWN, buff=0.5).move_to([-0.3, 0, 0])
        self.play(FadeIn(axes), run_time=0.6)
        self.play(Create(curve), FadeIn(name), run_time=1.2)
        self.play(FadeIn(hole, walkers), run_time=0.4)
        self.play(FadeIn(self.question), FadeIn(self._panel()), run_time=0.6)
        self.play(self.near.animate.set_value(1), run_time=2)
        self.values[1].set_color(PINK)
        self.play(FadeIn(self.values[1], shift=0.1 * DOWN), run_time=0.6)
        self.wait(1)
        self.picture = VGroup(axes, curve, name, hole, walkers)

    def _panel(self) -> VGroup:
        self.sides = VGroup(
            *(
                Text(side, font_size=17, color=GREY_B)
                for side in ("from the left", "from the right")
            )
        )
        self.sides.arrange(RIGHT, buff=0.4).move_to([4.4, 1.9, 0])
        xs = [("2.9", "5.8", "3.1", "6.2"), ("2.99", "5.98", "3.01", "6.02")]
        xs.append(("2.999", "5.998", "3.001", "6.002"))
        self.values = table([("x", "f(x)", "x", "f(x)"), *xs], [0.95] * 4, 24, 0.38)
        self.values.next_to(self.sides, DOWN, buff=0.2)
        widths = [("epsilon", "delta"), ("1", "0.5"), ("0.1", "0.05"), ("0.01", "0.005")]
        self.widths = table([*widths, ("epsilon", "epsilon slash 2")], [1.9] * 2, NUMBER, 0.45)
        self.widths.move_to([4.4, -1, 0])
        return VGroup(card(), self.sides, self.values[0], self.widths[0])

    def _walkers(self, place: Place) -> VGroup:
        def stand(dot: Dot, side: int) -> None:
            x = 3 + side * 10 ** -self.near.get_value()
            dot.move_to(place(x, 2 * x))

        return VGroup(
            *(
                Dot(color=PINK).add_updater(partial(stand, side=side), call_updater=True)
                for side in (-1, 1)
            )
        )

    def _in_lens(self, x: float, y: float) -> np.ndarray:
        """Return where a point is seen in the lens."""
        epsilon = 10 ** -self.zoom.get_value()
        share = np.array([(x - 3) / (ROOM * epsilon / 2), (y - 6) / (ROOM * epsilon), 0])
        place: np.ndarray = self.lens.get_center() + share * [1.75, 2.43, 0]
        return place

    def _box(self, place: Place, *, lens: bool = False) -> Polygon:
        """Return the box, or what the lens shows, on the axes or in the lens."""
        epsilon = ROOM * 10 ** -self.zoom.get_value() if lens else 10 ** -self.level.get_value()
        delta = epsilon / 2 * (1 if lens else self.stretch.get_value())
        corners = [(-delta, -epsilon), (delta, -epsilon), (delta, epsilon), (-delta, epsilon)]
        box = Polygon(*(place(3 + dx, 6 + dy) for dx, dy in corners), color=PURPLE_A)
        if lens:
            return box.set_stroke(GREY_B, width=2.5)
        return box.set_stroke(width=3.5).set_fill(PURPLE_A, opacity=0.14)

    def _lens_curve(self) -> ParametricFunction:
        wide = ROOM * 10 ** -self.zoom.get_value() / 2
        return ParametricFunction(
            lambda x: self._in_lens(x, 2 * x), t_range=[3 - wide, 3 + wide, wide / 50], color=BLUE
        )

    def _ray(self, up: int) -> Line:
        half = ROOM * 10 ** -self.zoom.get_value()
        corner = self.axes.c2p(3 + half / 2, 6 + up * half)
        end = self.lens.get_corner(UL if up > 0 else DOWN + LEFT)
        return Line(corner, end, color=GREY_B, stroke_width=1.5, stroke_opacity=0.5)

    def _open_the_lens(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "Allow an error of $epsilon = 1$. The widest box that holds the curve has "
            "$delta = 0.5$.",
        )
        self.level, self.zoom, self.stretch = ValueTracker(0), ValueTracker(0), ValueTracker(1)
        self.lens = Rectangle(width=3.5, height=4.86, color=GREY_B, stroke_width=2.5)
        self.lens.move_to([-0.7, 0.15, 0])
        outline = always_redraw(lambda: self._box(self.axes.c2p, lens=True))
        box = always_redraw(lambda: self._box(self.axes.c2p))
        magnified = VGroup(
            always_redraw(lambda: self._ray(1)),
            always_redraw(lambda: self._ray(-1)),
            self.lens,
            always_redraw(self._lens_curve),
            ring(self.lens.get_center()),
        )
        self.dots = self._walkers(self._in_lens)
        large_box = always_redraw(lambda: self._box(self._in_lens))
        marks = self._marks(0)
        self.play(FadeIn(box), FadeOut(self.question), run_time=0.6)
        self.play(Create(outline), run_time=0.6)
        self.play(FadeIn(magnified, self.dots, large_box), run_time=1)
        self.play(FadeIn(marks), run_time=0.6)
        self._write(self.widths, 1)
        self.wait(1.2)
        self.marks, self.magnified = marks, VGroup(outline, box, magnified, self.dots, large_box)

    def _write(self, rows: VGroup, index: int, color: str = PURPLE_A) -> None:
        back = [row.animate.set_color(GREY_B) for row in rows[1:index]]
        self.play(FadeIn(rows[index].set_color(color), shift=0.1 * DOWN), *back, run_time=0.6)

    def _marks(self, level: int) -> VGroup:
        """Return ε and δ beside the box in the lens, and the coordinates of its edges."""
        e = 10**-level
        height = Line(
            self._in_lens(3 - 0.65 * e, 6), self._in_lens(3 - 0.65 * e, 6 + e), color=PURPLE_A
        )
        letter = MathTypst("epsilon", font_size=FORMULA, color=PURPLE_A).next_to(height, LEFT)
        self.height_mark = VGroup(height, letter)

        def width() -> Line:
            reach = self.stretch.get_value() * e / 2
            return Line(
                self._in_lens(3, 6 - 1.25 * e), self._in_lens(3 + reach, 6 - 1.25 * e),
                color=PURPLE_A,
            )  # fmt: skip

        line = always_redraw(width)
        delta = MathTypst("delta", font_size=FORMULA, color=PURPLE_A)
        delta.add_updater(lambda m: m.next_to(line, DOWN), call_updater=True)
        numbers = VGroup()
        for x in (3 - e / 2, 3, 3 + e / 2):
            number = MathTypst(f"{x:.4g}", font_size=SMALL, color=GREY_B)
            numbers.add(number.next_to(self._in_lens(x, 6 - ROOM * e), DOWN))
        for y in (6 - e, 6, 6 + e):
            number = MathTypst(f"{y:.4g}", font_size=SMALL, color=GREY_B)
            numbers.add(number.next_to(self._in_lens(3 + ROOM * e / 2, y), RIGHT))
        return VGroup(self.height_mark, line, delta, numbers)

    def _zoom_in(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "For $epsilon = 0.1$ it is $delta = 0.05$, for $epsilon = 0.01$ it is "
            "$delta = 0.005$. There is no last zoom level.",
        )
        for level in (1, 2):
            self.play(FadeOut(self.marks), run_time=0.4)
            self.play(self.level.animate.set_value(level), run_time=1.2)
            self.play(self.near.animate.set_value(level + 1), run_time=1)
            self.play(self.zoom.animate.set_value(level), run_time=1.8)
            self.marks = self._marks(level)
            self.play(FadeIn(self.marks), run_time=0.4)
            self.play(
                FadeIn(self.widths[level + 1].set_color(PURPLE_A), shift=0.1 * DOWN),
                FadeIn(self.values[level + 1].set_color(PINK), shift=0.1 * DOWN),
                self.widths[level].animate.set_color(GREY_B),
                self.values[level].animate.set_color(GREY_B),
                run_time=0.6,
            )
            self.wait(0.4)
        self._write(self.widths, 4, GOLD)
        self.wait(1)

    def _escaping(self) -> VGroup:
        """Return the parts of the curve over and under a box that is too wide."""
        out = 0.005
        end = max(out, min(out * self.stretch.get_value(), ROOM * out))
        return VGroup(
            *(
                Line(
                    self._in_lens(3 + side * out, 6 + 2 * side * out),
                    self._in_lens(3 + side * end, 6 + 2 * side * end),
                    color=PINK,
                    stroke_width=7,
                )
                for side in (-1, 1)
            )
        )

    def _try_other_widths(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "A narrower box holds the curve too. From a wider one it escapes through top or "
            "bottom.",
        )
        place = self._in_lens(2.9945, 6.019)
        holds = MathTypst('"stays inside"', font_size=NUMBER, color=GREEN).move_to(place)
        self.fate = MathTypst('"escapes"', font_size=NUMBER, color=PINK).move_to(place)
        self.escaping = always_redraw(self._escaping)
        self.play(FadeOut(self.height_mark, self.dots), run_time=0.4)
        self.add(self.escaping)
        self.play(self.stretch.animate.set_value(0.5), run_time=1.2)
        self.play(FadeIn(holds), run_time=0.4)
        self.wait(0.8)
        self.play(FadeOut(holds), run_time=0.4)
        self.play(self.stretch.animate.set_value(2), run_time=1.6)
        self.play(FadeIn(self.fate), run_time=0.4)
        self.wait(1)

    def _state_the_limit(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "Every $epsilon$ has its $delta$, and $x = 3$ itself does not count: that is what "
            "the limit $6$ means.",
        )
        promise = VGroup(
            MathTypst("0 < abs(x - 3) < delta", font_size=FORMULA),
            MathTypst("arrow.r.double abs(f(x) - 6) < epsilon", font_size=FORMULA),
            MathTypst("lim_(x -> 3) f(x) = 6", font_size=FORMULA, color=GOLD),
        )
        promise.arrange(DOWN, buff=0.25).move_to([4.4, 1.25, 0])
        self.play(FadeOut(self.fate, self.sides, self.values), run_time=0.4)
        self.play(self.stretch.animate.set_value(1), run_time=1)
        self.remove(self.escaping)
        self.play(FadeIn(self.height_mark, self.dots), run_time=0.4)
        self.play(FadeIn(promise[:2]), run_time=0.8)
        self.wait(1)
        self.play(FadeIn(promise[2], shift=0.1 * DOWN), run_time=0.6)
        self.wait(1)
        self.told = VGroup(promise, self.widths)

    def _width(self) -> float:
        """Return the half-width of the box on the swinging curve."""
        return float(10 ** np.interp(self.level.get_value(), [0, 1, 2], np.log10([0.4, 0.1, 0.02])))

    def _in_swing_lens(self, x: Any, y: Any) -> np.ndarray:
        across = 1.75 * x / (1.5 * self._width())
        up = 2.43 * y / 1.6
        return np.array([self.lens.get_x() + across, self.lens.get_y() + up, np.zeros_like(x)])

    def _swing_box(self, place: Place, wide: float, tall: float) -> Polygon:
        return Polygon(
            place(-wide, -tall), place(wide, -tall), place(wide, tall), place(-wide, tall),
            color=PURPLE_A, stroke_width=3.5, fill_opacity=0.14,
        )  # fmt: skip

    def _swing_in_lens(self) -> VGroup:
        wide = 1.5 * self._width()
        return VGroup(
            *(
                ParametricFunction(
                    lambda x: self._in_swing_lens(x, np.sin(1 / x)),
                    t_range=t_range,
                    use_smoothing=False,
                    use_vectorized=True,
                    color=BLUE,
                    stroke_width=2.5,
                )
                for t_range in ([-wide, -wide / 750, wide / 750], [wide / 750, wide, wide / 750])
            )
        )

    def _escaping_swing(self) -> VMobject:
        """Return the parts of the swinging curve over and under the box."""
        x = np.linspace(-self._width(), self._width(), 1000)
        y = np.sin(1 / x)
        out = np.abs(y) > 0.5  # noqa: PLR2004 - the tolerance
        points = self._in_swing_lens(x, y).T
        drawn = VMobject(color=PINK, stroke_width=2.5)
        for run in np.split(np.arange(len(x)), np.flatnonzero(np.diff(out)) + 1):
            if out[run[0]]:
                drawn.start_new_path(points[run[0]])
                drawn.add_points_as_corners(points[run[1:]])
        return drawn

    def _swing_panel(self) -> VGroup:
        rows = [(width, '"escapes"') for width in ("0.4", "0.1", "0.02")]
        self.fates = table([("delta", '"the curve"'), *rows], [1.9] * 2, NUMBER, 0.45)
        self.fates.move_to([4.4, -0.4, 0])
        return VGroup(
            MathTypst("g(x) = sin(1/x)", font_size=NUMBER, color=BLUE).move_to([4.4, 1.7, 0]),
            MathTypst("epsilon = 0.5", font_size=NUMBER, color=PURPLE_A).move_to([4.4, 0.9, 0]),
            self.fates[0],
        )

    def _swing_edges(self) -> VGroup:
        edges = VGroup()
        for x in (0, self._width()):
            number = MathTypst(f"{x:.3g}", font_size=SMALL, color=GREY_B)
            edges.add(number.next_to(self._in_swing_lens(x, -1.6), DOWN))
        for y in (0, 0.5):
            number = MathTypst(f"{y:.3g}", font_size=SMALL, color=GREY_B)
            edges.add(number.next_to(self._in_swing_lens(1.5 * self._width(), y), RIGHT))
        return edges

    def _lose_the_limit(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "Near $0$ this curve swings between $-1$ and $1$ at every zoom. No box of this "
            "height holds it: no limit.",
        )
        self.play(FadeOut(self.picture, self.magnified, self.marks, self.told), run_time=0.8)
        self.level.set_value(0)
        axes = self.axes = plane([-1, 1, 0.5], [-1.6, 1.6, 1], 3.3).move_to([-4.7, 0.15, 0])
        swing = VGroup(
            *(
                axes.plot(
                    lambda x: np.sin(1 / x), x_range=x_range, use_smoothing=False,
                    use_vectorized=True, color=BLUE, stroke_width=3,
                )
                for x_range in ([-1, -0.002, 0.002], [0.002, 1, 0.002])
            )
        )  # fmt: skip
        self.play(FadeIn(axes, self._swing_panel()), run_time=0.6)
        self.play(Create(swing), run_time=1.6)
        self.play(FadeIn(self._swing_glass()), run_time=0.8)
        for level in (0, 1, 2):
            self.play(self.level.animate.set_value(level), run_time=1.6)
            edges = self._swing_edges()
            back = [row.animate.set_color(GREY_B) for row in self.fates[1 : level + 1]]
            row = self.fates[level + 1].set_color(PINK)
            self.play(FadeIn(row, shift=0.1 * DOWN), *back, FadeIn(edges), run_time=0.6)
            if level != 2:  # noqa: PLR2004 - the last one stays
                self.play(FadeOut(edges), run_time=0.4)
        verdict = MathTypst('lim_(x -> 0) g(x) "does not exist"', font_size=NUMBER, color=PINK)
        self.play(FadeIn(verdict.move_to([4.4, -1.8, 0])), run_time=0.6)
        self.wait(1)

    def _swing_glass(self) -> VGroup:
        """Return the lens on the swinging curve, and the box on both plots."""
        c2p = self.axes.c2p

        def ray(up: int) -> Line:
            end = self.lens.get_corner(UL if up > 0 else DOWN + LEFT)
            start = c2p(1.5 * self._width(), 1.6 * up)
            return Line(start, end, color=GREY_B, stroke_width=1.5, stroke_opacity=0.5)

        outline = always_redraw(
            lambda: (
                self._swing_box(c2p, 1.5 * self._width(), 1.6)
                .set_stroke(GREY_B, width=2.5)
                .set_fill(opacity=0)
            )
        )
        return VGroup(
            outline,
            always_redraw(lambda: ray(1)),
            always_redraw(lambda: ray(-1)),
            self.lens,
            always_redraw(self._swing_in_lens),
            always_redraw(self._escaping_swing),
            always_redraw(lambda: self._swing_box(c2p, self._width(), 0.5)),
            always_redraw(lambda: self._swing_box(self._in_swing_lens, self._width(), 0.5)),
        )


class ReciprocalBothSides(Scene):
    """The branches of 1/x, which run off to opposite infinities."""

    def construct(self) -> None:
        """Play the beats."""
        self.add(head("Two sides that disagree", "Limits · 1.3"))
        self._show_two_branches()
        self._climb_from_the_right()
        self._fall_from_the_left()
        self._compare_the_sides()

    def _show_two_branches(self) -> None:
        self.caption = caption(
            "The curve has two branches, and at $x = 0$ it has no value. Where do they lead?"
        )
        self.play(FadeIn(self.caption), run_time=0.4)
        axes = self.axes = plane([-3, 3, 1], [-11, 11, 5], 7.9).move_to([-2.4, 0, 0])
        curve = VGroup(
            axes.plot(lambda x: 1 / x, x_range=[-3, -1 / 11, 0.02], color=BLUE),
            axes.plot(lambda x: 1 / x, x_range=[1 / 11, 3, 0.02], color=BLUE),
        )
        pole = DashedLine(
            axes.c2p(0, -11), axes.c2p(0, 11), dash_length=0.08, color=GOLD, stroke_width=4
        )
        pole_name = MathTypst("x = 0", font_size=NUMBER, color=GOLD)
        pole_name.next_to(axes.c2p(0, -9.5), RIGHT)
        name = MathTypst("f(x) = frac(1, x)", font_size=FORMULA, color=BLUE)
        name.next_to(axes.c2p(2, 0.5), UP, buff=0.3)
        self.play(FadeIn(axes), run_time=0.6)
        self.play(Create(curve), run_time=1.6)
        self.play(FadeIn(name), run_time=0.4)
        self.play(Create(pole), FadeIn(pole_name), run_time=0.8)
        self.play(FadeIn(self._panel()), run_time=0.4)
        self.wait(1)

    def _panel(self) -> VGroup:
        steps = ["0.1", "0.01", "0.001", "0.0001", "0.00001", "0.000001"]
        rows = [(h, f"-{10 ** (i + 1)}", f"{10 ** (i + 1)}") for i, h in enumerate(steps)]
        self.values = table([("h", "f(-h)", "f(h)"), *rows], [1.25] * 3, 24, 0.42)
        self.values.move_to([4.4, 0.7, 0])
        return VGroup(card(), self.values[0])

    def _approach(self, side: int) -> None:
        """Let a dot run along the branch of one side, and write the column of that side."""
        near = ValueTracker(-0.4)
        dot = Dot(color=PINK)

        def stand(dot: Dot) -> None:
            x = side * 10 ** -near.get_value()
            dot.move_to(self.axes.c2p(x, 1 / x))

        dot.add_updater(stand, call_updater=True)
        columns = [0, 2] if side > 0 else [1]
        cells = [VGroup(*(row[column] for column in columns)) for row in self.values[1:]]
        calm = []
        if side < 0:
            last = self.values[-1]
            calm = [VGroup(last[0], last[2]).animate.set_color(GREY_B)]
        self.play(FadeIn(dot, scale=2), *calm, run_time=0.4)
        self.play(near.animate.set_value(1), run_time=2)
        self.play(FadeIn(cells[0].set_color(PINK), shift=0.1 * DOWN), run_time=0.6)
        self.play(FadeOut(dot, shift=0.8 * side * UP), run_time=0.6)
        for i in range(1, 6):
            self.play(
                FadeIn(cells[i].set_color(PINK), shift=0.1 * DOWN),
                cells[i - 1].animate.set_color(GREY_B),
                run_time=0.4,
            )

    def _end(self, formula: str, arrow: str, side: int) -> VGroup:
        """Return the limit of one side, beside its branch."""
        limit = MathTypst(formula, font_size=FORMULA, color=GOLD)
        sign = MathTypst(arrow, font_size=LARGE, color=GOLD)
        limit.move_to(self.axes.c2p(1.75 * side, 7.9 * side))
        return VGroup(limit, sign.move_to(self.axes.c2p(0.42 * side, 8.8 * side)))

    def _climb_from_the_right(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "From the right, the values grow beyond every bound: we write $+infinity$, which is "
            "not a number.",
        )
        self._approach(1)
        self.right = self._end("lim_(x -> 0^+) f(x) = +infinity", "arrow.t", 1)
        self.play(FadeIn(self.right, shift=0.2 * UP), run_time=0.6)
        self.wait(1)

    def _fall_from_the_left(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "From the left, they fall below every bound: the limit from this side is $-infinity$.",
        )
        self._approach(-1)
        self.left = self._end("lim_(x -> 0^-) f(x) = -infinity", "arrow.b", -1)
        self.play(FadeIn(self.left, shift=0.2 * DOWN), run_time=0.6)
        self.wait(1)

    def _compare_the_sides(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "A limit needs both sides to agree. $-infinity$ from the left, $+infinity$ from the "
            "right: there is none.",
        )
        verdict = MathTypst('lim_(x -> 0) f(x) "does not exist"', font_size=NUMBER, color=PINK)
        verdict.move_to([4.4, -1.7, 0])
        self.play(*(row.animate.set_color(GREY_B) for row in self.values[1:]), run_time=0.4)
        self.play(
            *(Indicate(end, scale_factor=1.15, color=GOLD) for end in (self.left, self.right)),
            run_time=1.4,
        )
        self.play(FadeIn(verdict, shift=0.1 * UP), run_time=0.8)
        self.wait(2.8)


class ContinuityConditions(Scene):
    """Four functions, three tests of continuity."""

    def construct(self) -> None:
        """Play the beats."""
        self.add(head("Three conditions of continuity", "Limits · 1.6"))
        self._ask_three_questions()
        self._find_no_value()
        self._find_no_limit()
        self._miss_the_value()
        self._pass_every_test()
        self._correct_the_slides()

    def _ask_three_questions(self) -> None:
        self.caption = caption(
            "A function is continuous at a point $a$ if it passes three tests there."
        )
        self.play(FadeIn(self.caption), run_time=0.4)
        self.tests = VGroup(
            MathTypst('f(a) "is defined"', font_size=1.4 * FORMULA),
            MathTypst('lim_(x -> a) f(x) "exists"', font_size=1.4 * FORMULA),
            MathTypst("lim_(x -> a) f(x) = f(a)", font_size=1.4 * FORMULA),
        )
        self.tests.arrange(DOWN, buff=0.6, aligned_edge=LEFT)
        for test in self.tests:
            self.play(FadeIn(test, shift=0.2 * RIGHT), run_time=0.8)
            self.wait(0.4)
        self.wait(1)

    def _find_no_value(self) -> None:
        self.caption = say(
            self, self.caption, "At $0$ the first function has no value, and no limit either."
        )
        self.cases = VGroup()
        self.tests.generate_target()
        self.tests.target.scale(1 / 1.4)
        for test, y in zip(self.tests.target, (-1.1, -1.75, -2.4), strict=True):
            test.set_y(y).to_edge(LEFT, buff=0.55)
        self.play(MoveToTarget(self.tests), run_time=1.2)
        axes = self._axes([-2.4, 2.4], [-4.6, 4.6], -2.2)
        curve = VGroup(
            axes.plot(lambda x: 1 / x, x_range=[-2.4, -1 / 4.6, 0.02], color=BLUE),
            axes.plot(lambda x: 1 / x, x_range=[1 / 4.6, 2.4, 0.02], color=BLUE),
        )
        pole = DashedLine(axes.c2p(0, -4.6), axes.c2p(0, 4.6), dash_length=0.08, color=GOLD)
        axes.get_x_axis().add_labels({0: MathTypst("0", font_size=SMALL)}, direction=DOWN + RIGHT)
        self._examine(axes, "frac(1, x)", curve, VGroup(pole), [False, False, False])
        self.wait(1)

    def _find_no_limit(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "The second is defined everywhere, and yet it jumps from $-1$ to $1$: no limit at $0$.",
        )
        axes = self._axes([-2.4, 2.4], [-1.6, 1.6], 0.4, [-1, 1])
        axes.get_x_axis().add_labels({0: MathTypst("0", font_size=SMALL)}, direction=DOWN + RIGHT)
        curve = VGroup(
            axes.plot(lambda _: -1, x_range=[-2.4, 0], color=BLUE),
            axes.plot(lambda _: 1, x_range=[0, 2.4], color=BLUE),
        )
        spots = VGroup(
            ring(axes.c2p(0, -1), BLUE), ring(axes.c2p(0, 1), BLUE), Dot(axes.c2p(0, 0), color=BLUE)
        )
        self._examine(axes, 'op("sign")(x)', curve, spots, [True, False, False])
        self.wait(1)

    def _miss_the_value(self) -> None:
        self.caption = say(
            self, self.caption, "The third has the limit $4$ at $2$, but its value there is $1$."
        )
        axes = self._axes([-0.4, 3.2], [-0.8, 7], 3, [1, 4], [2])
        curve = axes.plot(lambda x: x**2, x_range=[-0.4, 7**0.5, 0.05], color=BLUE)
        spots = VGroup(ring(axes.c2p(2, 4), BLUE), Dot(axes.c2p(2, 1), color=BLUE))
        formula = 'cases(1 & "if " x = 2, x^2 & "otherwise")'
        self._examine(axes, formula, curve, spots, [True, True, False])
        self.wait(1)

    def _pass_every_test(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "At $2$ the fourth comes to $4$ from the left and to $4$ from the right, and its "
            "value is $4$.",
        )
        axes = self._axes([-0.4, 3.2], [-0.8, 7], 5.5, [4], [2])
        curve = axes.plot(lambda x: x**2, x_range=[-0.4, 7**0.5, 0.05], color=BLUE)
        spots = VGroup(Dot(axes.c2p(2, 4), color=BLUE))
        self._examine(axes, "x^2", curve, spots, [True, True, True])
        self.wait(1)

    def _axes(
        self,
        x_range: Sequence[float],
        y_range: Sequence[float],
        middle: float,
        heights: Sequence[float] = (),
        across: Sequence[float] = (),
    ) -> NumberPlane:
        """Return small axes with few numbers, and grid lines through these."""
        axes = NumberPlane(
            x_range=[*x_range, 20],
            y_range=[*y_range, 20],
            x_length=1.9,
            y_length=2.0,
            axis_config={"label_constructor": MathTypst, "font_size": SMALL, "color": GREY_B},
            x_axis_config={"label_direction": DOWN},
            y_axis_config={"label_direction": LEFT},
        ).move_to([middle, 0.65, 0])
        axes.add_coordinates(list(across), list(heights))
        for y in heights:
            ends = axes.c2p(x_range[0], y), axes.c2p(x_range[1], y)
            axes.add_to_back(Line(*ends, color=GREY_D, stroke_width=1.5))
        for x in across:
            ends = axes.c2p(x, y_range[0]), axes.c2p(x, y_range[1])
            axes.add_to_back(Line(*ends, color=GREY_D, stroke_width=1.5))
        return axes

    def _examine(
        self,
        axes: NumberPlane,
        formula: str,
        curve: Mobject,
        spots: VGroup,
        results: Sequence[bool],
    ) -> None:
        """Draw a case and set its three signs."""
        middle = axes.get_x_axis().get_x()
        name = MathTypst(formula, font_size=NUMBER, color=BLUE).move_to([middle, 2.2, 0])
        signs = VGroup(
            *(
                MathTypst(
                    "checkmark" if good else "crossmark",
                    font_size=LARGE,
                    color=GREEN if good else PINK,
                ).move_to([middle, test.get_y(), 0])
                for good, test in zip(results, self.tests, strict=True)
            )
        )
        self.play(FadeIn(axes), FadeIn(name), run_time=0.8)
        self.play(Create(curve), run_time=0.8)
        self.play(FadeIn(spots), run_time=0.8)
        for sign in signs:
            self.play(FadeIn(sign, scale=1.6), run_time=0.8)
        self.cases.add(axes, name, curve, spots, signs)

    def _correct_the_slides(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "The slides get two of them wrong: the limit is taken at $a$, and it must be the "
            "value $f(a)$.",
        )
        self.tests.generate_target()
        self.tests.target.arrange(RIGHT, buff=1.2).move_to([0, -1.75, 0])
        self.play(FadeOut(self.cases), run_time=0.8)
        self.play(MoveToTarget(self.tests), run_time=1)
        back = RoundedRectangle(
            corner_radius=0.12, width=13.1, height=3.3, fill_color=CARD, fill_opacity=1,
            stroke_width=0,
        ).move_to([0, 0.95, 0])  # fmt: skip
        cells = self._misprints()
        wrong, reasons, right = ([cells[3 + column], cells[6 + column]] for column in range(3))
        self.play(FadeIn(back), FadeIn(cells[:3], *wrong), run_time=0.8)
        self.wait(0.6)
        for old, why, new in zip(wrong, reasons, right, strict=True):
            stroke = Line(old.get_left(), old.get_right(), color=PINK, stroke_width=2.5)
            self.wait(0.4)
            self.play(Create(stroke.shift(0.08 * UP)), run_time=0.6)
            self.play(FadeIn(why), run_time=0.6)
            self.play(FadeIn(new, shift=0.2 * RIGHT), run_time=0.8)
        self.play(self.tests[1:].animate.set_color(GREEN), run_time=0.6)
        self.wait(1)

    def _misprints(self) -> VGroup:
        """Return heads, misprints, what refutes them, and what they should say, row by row."""
        cells = VGroup(
            Text("on the slides", font_size=21, color=GREY_B),
            Typst("but for $x^2$ at $2$", font_size=NUMBER, color=GREY_B),
            Text("correct", font_size=21, color=GREY_B),
            MathTypst('lim_(x -> infinity) f(x) "exists"', font_size=FORMULA),
            MathTypst("lim_(x -> infinity) x^2 = infinity", font_size=FORMULA, color=PINK),
            MathTypst('lim_(x -> a) f(x) "exists"', font_size=FORMULA, color=GREEN),
            MathTypst("lim_(x -> a) f(x) = a", font_size=FORMULA),
            MathTypst("4 eq.not 2", font_size=FORMULA, color=PINK),
            MathTypst("lim_(x -> a) f(x) = f(a)", font_size=FORMULA, color=GREEN),
        )
        return cells.arrange_in_grid(
            cols=3, col_widths=[4, 4, 4], row_heights=[0.5, 0.9, 0.9], buff=(0.2, 0.1)
        ).move_to([0, 0.95, 0])
