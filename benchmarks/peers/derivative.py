"""Plain Manim versions of the scenes of the chapter *Derivatives*, to compare costs with.

The same pictures as in ``scenes/derivative.py``, written with what Manim offers: `NumberPlane`,
`plot`, `always_redraw` for what changes its shape, updaters for what only moves, `MathTypst` for
formulas, `Code` for the program. Plays and waits last as long as ours. What differs: Manim's
colours, fonts of code and places of tick numbers; the program is typed by `ShowIncreasingSubsets`.

Render with ``manim benchmarks/peers/derivative.py SecantToTangent`` from a folder without a
``manim.cfg``.
"""

from collections.abc import Sequence

import numpy as np
from manim import (
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
    Code,
    Create,
    DashedLine,
    Dot,
    FadeIn,
    FadeOut,
    Line,
    MathTypst,
    Mobject,
    NumberPlane,
    ParametricFunction,
    Rectangle,
    RoundedRectangle,
    Scene,
    ShowIncreasingSubsets,
    Text,
    Typst,
    ValueTracker,
    VGroup,
    always_redraw,
    linear,
)

__all__ = ["DifferenceQuotientCode", "SecantToTangent"]

FORMULA, NUMBER, CAPTION, SMALL = 33, 30, 29, 23
CARD = "#1A2130"


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


def card(width: float, x: float) -> RoundedRectangle:
    """Return the background of numbers or of a program."""
    return RoundedRectangle(
        corner_radius=0.12, width=width, height=4.7, fill_color=CARD, fill_opacity=1,
        stroke_width=0,
    ).move_to([x, -0.05, 0])  # fmt: skip


def table(cells: VGroup, widths: Sequence[float], pitch: float, align: str) -> VGroup:
    """Return rows of texts; the first is the head, with a line under it."""
    rows = len(cells) // len(widths)
    cells.arrange_in_grid(
        cols=len(widths), col_widths=widths, col_alignments=align * len(widths),
        row_heights=[pitch] * rows, buff=0,
    )  # fmt: skip
    lines = [VGroup(*cells[i : i + len(widths)]) for i in range(0, len(cells), len(widths))]
    lines[0].set_color(GREY_B)
    rule = Line(LEFT, RIGHT, color=GREY_B, stroke_width=1.5).set(width=sum(widths))
    lines[0].add(rule.next_to(lines[0], DOWN, buff=0.1).set_x(cells.get_x()))
    return VGroup(*lines)


class SecantToTangent(Scene):
    """The slopes of secants approach the slope of the tangent."""

    def construct(self) -> None:
        """Play the beats."""
        self.add(head("From the secant to the tangent", "Derivatives · 2.3"))
        self._show_the_curve()
        self._join_two_points()
        self._shrink_the_step()
        self._look_through_a_lens()
        self._come_from_the_left()
        self._arrive_at_the_tangent()

    def _show_the_curve(self) -> None:
        self.caption = caption(
            "How steep is the curve at the point where $x$ is $3$? One point alone has no slope."
        )
        self.play(FadeIn(self.caption), run_time=0.4)
        axes = self.axes = NumberPlane(
            x_range=[0, 5.4, 1],
            y_range=[0, 27, 5],
            x_length=7.9,
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
        ).move_to([-2.4, 0, 0])
        curve = axes.plot(lambda x: x**2, x_range=[0, 27**0.5], color=BLUE)
        name = MathTypst("f(x) = x^2", font_size=NUMBER, color=BLUE)
        name.next_to(curve.get_end(), LEFT, buff=0.25)
        self.fixed = Dot(axes.c2p(3, 9), color=WHITE)
        self.question = VGroup(
            MathTypst("f(3) = 9", font_size=FORMULA),
            MathTypst('"slope" = "?"', font_size=FORMULA, color=GOLD),
        )
        self.question.arrange(DOWN, buff=0.5).move_to([4.4, 0, 0])
        self.play(FadeIn(axes), FadeIn(card(4.3, 4.4)), run_time=0.6)
        self.play(Create(curve), run_time=1.4)
        self.play(FadeIn(name), FadeIn(self.fixed, scale=2), run_time=0.6)
        self.play(FadeIn(self.question), run_time=0.6)
        self.wait(1.8)

    def _panel(self) -> VGroup:
        quotient = MathTypst("frac(f(3 + h) - f(3), h)", font_size=FORMULA).move_to([4.4, 1.7, 0])
        rows = [("h", '"slope"'), ("2", "8"), ("1", "7"), ("0.5", "6.5"), ("0.1", "6.1")]
        rows += [("0.01", "6.01"), ("-0.01", "5.99")]
        cells = VGroup(*(MathTypst(cell, font_size=NUMBER) for row in rows for cell in row))
        self.slopes = table(cells, [1.8, 1.8], 0.42, "c").move_to([4.4, -0.3, 0])
        return VGroup(quotient, self.slopes[0])

    def _point(self) -> np.ndarray:
        """Return the place of the moving point."""
        x = 3 + self.step.get_value()
        place: np.ndarray = self.axes.c2p(x, x**2)
        return place

    def _secant(self) -> Line:
        slope = 6 + self.step.get_value()
        right = min(5.4, 3 + 18 / slope)
        return Line(
            self.axes.c2p(3 - 9 / slope, 0),
            self.axes.c2p(right, 9 + slope * (right - 3)),
            color=PURPLE_A,
        )

    def _legs(self) -> VGroup:
        corner = self.axes.c2p(3 + self.step.get_value(), 9)
        return VGroup(
            DashedLine(
                self.axes.c2p(3, 9), corner, color=GREY_B, stroke_width=2.5, dash_length=0.08
            ),
            DashedLine(corner, self._point(), color=GREY_B, stroke_width=2.5, dash_length=0.08),
        )

    def _join_two_points(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "A second point at the distance $h = 2$ gives a secant, and its slope is $8$.",
        )
        self.step = ValueTracker(2)
        moving = Dot(color=PINK).add_updater(lambda m: m.move_to(self._point()), call_updater=True)
        secant = self.secant = always_redraw(self._secant)
        legs = always_redraw(self._legs)
        letter = MathTypst("h", font_size=FORMULA, color=PINK)
        letter.add_updater(lambda m: m.next_to(legs[0], DOWN, buff=0.15), call_updater=True)
        self.play(FadeOut(self.question), FadeIn(self._panel()), run_time=0.6)
        self.play(FadeIn(moving, scale=2), run_time=0.4)
        self.play(Create(legs), FadeIn(letter), run_time=0.8)
        self.play(Create(secant), run_time=1)
        self._write(1)
        self.wait(1.2)
        self.triangle = VGroup(moving, secant, legs, letter)

    def _write(self, index: int) -> None:
        """Write a row of the table."""
        row = self.slopes[index].set_color(PURPLE_A)
        back = [row.animate.set_color(GREY_B) for row in self.slopes[1:index]]
        self.play(FadeIn(row, shift=0.1 * DOWN), *back, run_time=0.6)

    def _shrink_the_step(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "As the step shrinks, the slope of the secant comes as close to $6$ as you like.",
        )
        for i, step in enumerate((1, 0.5, 0.1, 0.01), start=2):
            self.add(self.secant.copy().clear_updaters().set_stroke(opacity=0.25))
            self.play(self.step.animate.set_value(step), run_time=1.4)
            self._write(i)
            self.wait(0.4)
        self.wait(1)

    def _look_through_a_lens(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "Under a lens that keeps $h$ equally long, the curve straightens onto its secant.",
        )
        view = ValueTracker(1)
        glass = RoundedRectangle(
            corner_radius=0.12, width=2.6, height=1.8, fill_color=CARD, fill_opacity=1,
            stroke_color=GREY_B, stroke_width=2,
        ).move_to(self.axes.c2p(4.45, 5.8))  # fmt: skip

        def seen(x: float) -> np.ndarray:
            """Return where the curve is under the lens, x in units of the step."""
            rise = 6 * x + view.get_value() * x**2
            place: np.ndarray = glass.get_center() + np.array([0.91 * x, 0.73 * rise / 8, 0])
            return place

        def line() -> Line:
            reach = 1.2 * (seen(1) - seen(0))
            return Line(seen(0) - reach, seen(0) + reach, color=PURPLE_A)

        lens = VGroup(
            glass,
            always_redraw(lambda: ParametricFunction(seen, t_range=[-1.2, 1.2, 0.04], color=BLUE)),
            always_redraw(line),
            Dot(seen(0), color=WHITE),
            Dot(color=PINK).add_updater(lambda m: m.move_to(seen(1)), call_updater=True),
        )
        self.play(FadeIn(lens), run_time=0.8)
        self.play(view.animate.set_value(0.01), run_time=3)
        self.wait(1.2)
        self.lens = lens

    def _come_from_the_left(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "From the left it closes in on the same number: at $h = -0.01$ the slope is $5.99$.",
        )
        self.play(FadeOut(self.triangle, self.lens), run_time=0.4)
        self.step.set_value(-1)
        self.play(FadeIn(self.triangle.update()), run_time=0.4)
        self.play(self.step.animate.set_value(-0.01), run_time=2)
        self._write(6)
        self.wait(1.6)

    def _arrive_at_the_tangent(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "No secant ever has $h$ equal to zero. The limit of their slopes is the slope of the "
            "tangent: $6$.",
        )
        axes = self.axes
        tangent = Line(axes.c2p(1.5, 0), axes.c2p(5.4, 23.4), color=GOLD, stroke_width=5)
        name = MathTypst("y = 6 x - 9", font_size=NUMBER, color=GOLD)
        name.next_to(axes.c2p(3.86, 14.2), DOWN + RIGHT, buff=0.15)
        limit = MathTypst("f'(3) = 6", font_size=FORMULA, color=GOLD).move_to([4.4, -2.05, 0])
        self.play(FadeOut(*self.triangle), run_time=0.6)
        self.play(Create(tangent), run_time=1.2)
        self.play(FadeIn(name), FadeIn(limit, shift=0.2 * RIGHT), run_time=0.6)
        self.wait(3.4)


PROGRAM = """x = 3

def f(x):
    return x**2

for h in [0.01, 0.001,
          0.0001, 0.00001]:
    q = (f(x + h) - f(x)) / h
    print(q)"""
#: For each turn of the loop the line of its step, and the step's characters without spaces.
STEPS = ((5, slice(7, 11)), (5, slice(12, 17)), (6, slice(0, 6)), (6, slice(7, 14)))
QUOTIENT, PRINT = 7, 8  # lines of the program
PRINTED = ("6.009999999999849", "6.000999999999479", "6.000100000012054", "6.000009999951316")
WRONG = (3, 4, 5, 5)  # how many of the last digits are wrong
SLIDE = ("6.0099999999999849", "6.0009999999999479", "6.000100000012054", "6.0000099999951316")
STRAY = (14, 14, None, 12)  # which character is too much


class DifferenceQuotientCode(Scene):
    """A program prints difference quotients, and behind them round-off."""

    def construct(self) -> None:
        """Play the beats."""
        self.add(head("The difference quotient in Python", "Derivatives · 2.5"))
        self._write_the_program()
        self._run_the_loop()
        self._work_it_out_by_hand()
        self._light_up_the_wrong_digits()
        self._correct_the_slide()

    def _write_the_program(self) -> None:
        self.caption = caption(
            "This program takes the definition at its word and divides by one small step after "
            "another."
        )
        self.play(FadeIn(self.caption), run_time=0.4)
        code = Code(
            code_string=PROGRAM, language="python", add_line_numbers=False,
            background_config={"fill_opacity": 0, "stroke_width": 0},
            paragraph_config={"font_size": 17, "line_spacing": 1.1},
        )  # fmt: skip
        self.program = code.code_lines.move_to([-4, -0.05, 0])
        self.quotient = MathTypst("frac(f(3 + h) - f(3), h)", font_size=FORMULA)
        self.quotient.move_to([2.7, -0.05, 0])
        letters = VGroup(*(letter for line in self.program for letter in line))
        self.play(FadeIn(card(5.1, -4)), FadeIn(card(7.7, 2.7)), run_time=0.6)
        self.play(FadeIn(self.quotient), run_time=0.6)
        self.play(ShowIncreasingSubsets(letters), run_time=5, rate_func=linear)
        self.wait(1)

    def _lay_out_the_table(self) -> None:
        cells = VGroup(
            *(
                MathTypst(text, font_size=NUMBER)
                for text in ("h", '"Python prints"', '"exact"', '"error"')
            )
        )
        steps = ("0.01", "0.001", "0.0001", "0.00001")
        errors = ("-1.5 dot 10^(-13)", "-5.2 dot 10^(-13)", "1.2 dot 10^(-11)", "-4.9 dot 10^(-11)")
        for h, printed, error in zip(steps, PRINTED, errors, strict=True):
            cells.add(
                MathTypst(h, font_size=NUMBER),
                Typst(f"`{printed}`", font_size=NUMBER),
                MathTypst(f"6{h[1:]}", font_size=NUMBER),
                MathTypst(error, font_size=NUMBER),
            )
        self.outputs = table(cells, [1.25, 2.8, 1.45, 1.75], 0.56, "l").move_to([2.7, -0.65, 0])
        self.heads = self.outputs[0]

    def _run_the_loop(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "Each turn of the loop prints one quotient, from $h = 0.01$ down to $h = 0.00001$.",
        )
        self._lay_out_the_table()
        self.marker = VGroup(
            Rectangle(width=4.8, height=0.36, fill_color=GREY_E, fill_opacity=1, stroke_width=0),
            Rectangle(width=0.04, height=0.36, fill_color=WHITE, fill_opacity=1, stroke_width=0),
        )
        self.marker[1].align_to(self.marker[0], LEFT)
        self.marker.move_to([-4, self.program[0].get_y(), 0])
        self.program.set_z_index(1)
        self.play(self.quotient.animate.move_to([2.7, 1.5, 0]), run_time=0.6)
        self.play(FadeIn(*self.heads[:2], self.heads[4], self.marker), run_time=0.6)
        for turn, (line, place) in enumerate(STEPS):
            step, row = self.program[line][place], self.outputs[turn + 1]
            back = [row[:2].animate.set_color(GREY_B) for row in self.outputs[1 : turn + 1]]
            self.play(self._run_to(line), step.animate.set_color(PURPLE_A), run_time=0.6)
            self.play(self._run_to(QUOTIENT), run_time=0.4)
            self.play(self._run_to(PRINT), run_time=0.4)
            self.play(FadeIn(row[:2].set_color(PURPLE_A), shift=0.1 * DOWN), *back, run_time=0.6)
            self.play(step.animate.set_color(WHITE), run_time=0.4)
        self.wait(1)

    def _run_to(self, line: int) -> Mobject:
        return self.marker.animate.set_y(self.program[line].get_y())

    def _work_it_out_by_hand(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "By hand, the quotient is exactly $6 + h$. For $h = 0.01$ that is $6.01$ and nothing "
            "else.",
        )
        by_hand = MathTypst("= 6 + h", font_size=FORMULA, color=GREEN).move_to([3.9, 1.5, 0])
        self.play(FadeOut(self.marker), run_time=0.4)
        self.play(self.quotient.animate.shift(0.7 * LEFT), FadeIn(by_hand), run_time=0.8)
        self.play(FadeIn(self.heads[2]), run_time=0.4)
        for row in self.outputs[1:]:
            row[2].set_color(GREEN)
            calm = row[:2].animate.set_color(WHITE)
            self.play(calm, FadeIn(row[2], shift=0.1 * DOWN), run_time=0.4)
        self.wait(2)

    def _light_up_the_wrong_digits(self) -> None:
        self.caption = say(
            self,
            self.caption,
            "#align(center)[Rounded where the colour begins, every output is exact. \\ "
            "The rest is round-off, and it grows as $h$ shrinks.]",
        )
        self.play(FadeIn(self.heads[3]), run_time=0.4)
        for row, wrong in zip(self.outputs[1:], WRONG, strict=True):
            self.play(row[1][-wrong:].animate.set_color(PINK), run_time=0.4)
            self.play(FadeIn(row[3].set_color(PINK), shift=0.1 * DOWN), run_time=0.4)
        self.wait(3.2)

    def _correct_the_slide(self) -> None:
        self.caption = say(
            self,
            self.caption,
            'In $3$ of its $4$ lines the source slide has one "9" too many. Python prints what '
            "stands on the right.",
        )
        cells = VGroup(MathTypst('"printed on the slide"', font_size=NUMBER))
        cells.add(*(Typst(f"`{line}`", font_size=NUMBER) for line in SLIDE))
        slide = table(cells, [4.2], 0.56, "l").move_to([-4, -0.65, 0])
        quiet = VGroup(*(VGroup(row[0], *row[2:]) for row in self.outputs[1:]))
        self.play(FadeOut(self.program), quiet.animate.set_color(GREY_B), run_time=0.6)
        self.play(FadeIn(slide[0]), FadeIn(slide[1:]), run_time=0.8)
        for line, row, place in zip(slide[1:], self.outputs[1:], STRAY, strict=True):
            moves = [row[1].animate.set_color(GREEN)]
            if place is not None:
                moves.append(line[0][place].animate.set_color(PINK).shift(0.12 * UP))
            self.play(*moves, run_time=0.8)
        self.wait(1.4)
