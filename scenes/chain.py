"""Scenes of the chapter *Chain rule*."""

from manim import DOWN, DR, UL, Create, Dot, FadeIn, FadeOut, ValueTracker, VGroup, VMobject

from calcml.lessons import chain
from calcml.stage import (
    FORMULA,
    FUNCTION,
    INK,
    MOVING,
    NUMBER,
    SECANT,
    SOFT,
    TANGENT,
    TITLE,
    LessonScene,
    beat,
)
from calcml.stage.arrows import Ends, moving_arrow
from calcml.stage.panels import NumberTable
from calcml.stage.theme import Role

SPEEDS = INK, SECANT, TANGENT
RULE = "display(frac(dif z, dif x) = tangent(frac(dif z, dif u)) dot secant(frac(dif u, dif x)))"


class ChainRuleSine(LessonScene):
    """The rate of a composition is the product of the rates of its functions."""

    lesson = chain.ChainRuleSine()

    def construct(self) -> None:
        self.link_the_scales()
        self.move_the_first()
        self.slow_the_second()
        self.multiply_the_rates()
        self.find_the_slope()
        self.forget_the_factor()

    @beat
    def link_the_scales(self) -> None:
        self.at = ValueTracker(self.lesson.moments[0])
        self.lay_out()
        self.play(FadeIn(self.ruler, self.lines), FadeIn(self.card()), run_time=0.6)
        self.play(FadeIn(self.names[0], self.dots[0]), run_time=0.6)
        for name, link, dot in zip(self.names[1:], self.links, self.dots[1:], strict=True):
            self.play(Create(link), run_time=0.6)
            self.play(FadeIn(name, dot), run_time=0.6)
        self.play(FadeIn(self.question), run_time=0.6)
        self.play(self.at.animate.set_value(self.lesson.picture.end), run_time=2.4)

    @beat
    def move_the_first(self) -> None:
        moments, rate = (
            self.lesson.moments,
            self.readout("rate.inner", SECANT, template="SYMBOL = VALUE", size=FORMULA),
        )
        rate.move_to(self.rooms[0].centre)
        self.play(FadeOut(self.question), run_time=0.4)
        self.play(self.at.animate.set_value(moments[0]), run_time=1.2)
        self.arrows = VGroup(*(self.speed(i, role) for i, role in enumerate(SPEEDS)))
        self.play(FadeIn(self.arrows[0]), run_time=0.6)
        self.play(FadeIn(self.arrows[1], self.factors[0], rate), run_time=0.6)
        self.play(self.at.animate.set_value(self.lesson.picture.end), run_time=2.6)

    @beat
    def slow_the_second(self) -> None:
        moments = self.lesson.moments
        self.rates = self.table_of_rates()
        self.play(self.at.animate.set_value(moments[0]), run_time=1)
        self.play(FadeIn(self.arrows[2], self.factors[1], self.rates.head), run_time=0.6)
        for index, moment in enumerate(moments):
            self.play(self.at.animate.set_value(moment), run_time=1.2 if index else 0.2)
            self.together(self.rates.show(index, TANGENT, of=("x", "u", "rate")), run_time=0.6)

    @beat
    def multiply_the_rates(self) -> None:
        rule = self.label(RULE).move_to(self.rooms[2].centre)
        self.play(self.at.animate.set_value(self.lesson.moments[0]), FadeIn(rule), run_time=1)
        for index, moment in enumerate(self.lesson.moments):
            self.play(self.at.animate.set_value(moment), run_time=0.8 if index else 0.2)
            self.together(self.rates.show(index, TANGENT, of=("slope",)), run_time=0.6)

    @beat
    def find_the_slope(self) -> None:
        picture, now = self.lesson.picture, self.at.get_value
        self.axes = self.plot("graph")
        curve = self.axes.curve(picture.curve)
        name = self.readout("composite", FUNCTION, template="z = VALUE")
        name.next_to(self.axes.point(*picture.curve_name), DOWN, buff=0.15)
        dot = self.axes.dot("graph", lambda: picture.on_graph(now()))
        self.tangent = self.axes.line(lambda: picture.tangent(now()), TANGENT, width=2.5)
        self.legs = VGroup(
            moving_arrow(self.axes, lambda: picture.run(now()), INK),
            moving_arrow(self.axes, lambda: picture.rise(now()), TANGENT),
        )
        slope = self.readout("derivative", TANGENT, template="= VALUE", size=FORMULA, display=True)
        self.play(
            FadeOut(
                self.ruler, self.lines, self.dots, self.links, self.names, self.factors, self.arrows
            ),
            run_time=0.4,
        )
        self.at.set_value(self.lesson.moments[0])
        self.play(FadeIn(self.axes), run_time=0.4)
        self.play(Create(curve), FadeIn(name), run_time=1)
        self.play(FadeIn(dot, scale=2), FadeIn(self.legs[0]), run_time=0.6)
        self.play(FadeIn(self.legs[1]), run_time=0.6)
        self.play(Create(self.tangent), FadeIn(slope.move_to(self.rooms[3].centre)), run_time=0.8)
        self.play(self.at.animate.set_value(picture.end), run_time=4)

    @beat
    def forget_the_factor(self) -> None:
        picture = self.lesson.picture
        self.play(self.at.animate.set_value(self.lesson.moments[0]), run_time=1.4)
        right = self.readout("slope.0", TANGENT, template='"slope" VALUE')
        wrong = self.readout("rate.0", MOVING, template='"slope" VALUE')
        flat = self.axes.segment(lambda: picture.flat_line, MOVING, dashed=True, moving=False)
        right.next_to(self.axes.point(*picture.steep_name), DR, buff=0.12)
        wrong.next_to(self.axes.point(*picture.flat_line[1]), UL, buff=0.12)
        self.play(FadeIn(right), run_time=0.6)
        self.play(Create(flat), run_time=1)
        self.play(FadeIn(wrong), run_time=0.6)

    def lay_out(self) -> None:
        """Make the three scales with what moves on them, and keep the places of the rest."""
        picture, indices = self.lesson.picture, range(len(SPEEDS))
        margin, box = self.regions.stage.columns(1, 3.6, gap=0.1)
        self.ruler = self.plot("ruler", box)
        self.lines = VGroup(*map(self.scale_line, picture.scales))
        self.dots = VGroup(*map(self.dot, indices))
        self.links = VGroup(*map(self.link, indices[:-1]))
        self.names = VGroup(
            self.label("x", INK),
            self.readout("inner", SECANT, size=FORMULA),
            self.readout("outer", TANGENT, size=FORMULA),
        )
        self.factors = VGroup(
            self.readout("rate.inner", SECANT, template="arrow.b med dot VALUE"),
            self.label("arrow.b med dot cos u", TANGENT, size=NUMBER),
        )
        middle = margin.centre[0]
        for name, share in zip(self.names, picture.levels, strict=True):
            name.move_to([middle, self.ruler.region(x=(0, 1), y=(0, share)).top, 0])
        for factor, share in zip(self.factors, picture.between, strict=True):
            factor.move_to([middle, self.ruler.region(x=(0, 1), y=(0, share)).top, 0])
        self.rooms = self.regions.panel.padded(x=0.3, y=0.15).rooms(
            0.75, 3.3, 1.2, 0.75, gap=0.1, aside=(1,)
        )
        self.question = VGroup(
            self.readout("composite", FUNCTION, template="z = VALUE", size=TITLE),
            self.label('frac(dif z, dif x) = "?"', TANGENT, size=TITLE),
        )
        self.question.arrange(DOWN, buff=0.6).move_to(self.regions.panel.centre)

    def scale_line(self, ends: Ends) -> VMobject:
        """Return the line of a scale."""
        return self.ruler.segment(lambda: ends, SOFT, width=2, moving=False)

    def dot(self, which: int) -> Dot:
        """Return the dot on a scale."""
        picture, now = self.lesson.picture, self.at.get_value
        return self.ruler.dot(("x", "u", "z")[which], lambda: picture.dot(now(), which))

    def link(self, which: int) -> VMobject:
        """Return the line from a scale to the next."""
        picture, now = self.lesson.picture, self.at.get_value
        return self.ruler.segment(lambda: picture.link(now(), which), SOFT, width=2.5, dashed=True)

    def speed(self, which: int, role: Role) -> VGroup:
        """Return the arrow of the speed on a scale."""
        picture, now = self.lesson.picture, self.at.get_value
        return moving_arrow(self.ruler, lambda: picture.arrow(now(), which), role)

    def table_of_rates(self) -> NumberTable:
        """Return the table of both rates and their product, stop by stop."""
        columns = ("x", "u", "rate", "slope")
        rows = [[f"{name}.{i}" for name in columns] for i, _ in enumerate(self.lesson.moments)]
        heads = ["x", "u", "cos u", 'upright("d")z\\/upright("d")x']
        return self.table(heads, rows, self.rooms[1], shares=[0.85, 0.85, 1, 1.15], leading=1.75)
