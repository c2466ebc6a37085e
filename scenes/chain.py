"""Scenes of the chapter *Chain rule*."""

from itertools import pairwise
from typing import Any, TypeAlias

from manim import (
    DOWN,
    DR,
    RIGHT,
    UL,
    UP,
    UR,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    Indicate,
    Transform,
    ValueTracker,
    VGroup,
    VMobject,
    linear,
)

from calcml.lessons import chain
from calcml.stage import (
    CONFIRMED,
    FORMULA,
    FUNCTION,
    INK,
    MOVING,
    NUMBER,
    SECANT,
    SOFT,
    TANGENT,
    TICK,
    TITLE,
    LessonScene,
    beat,
)
from calcml.stage.arrows import Ends, arrow, moving_arrow
from calcml.stage.axis_names import placed_names
from calcml.stage.contours import contour_map
from calcml.stage.fitting import between_sides, first_within, fitted
from calcml.stage.layout import Box
from calcml.stage.panels import NumberTable
from calcml.stage.plates import plated
from calcml.stage.plots import Plot
from calcml.stage.text import Typeset
from calcml.stage.theme import SMALLEST, Role, colour
from calcml.stage.verdicts import judged
from calcml.stage.ways import Ways

SPEEDS = INK, SECANT, TANGENT
RULE = "display(frac(dif z, dif x) = tangent(frac(dif z, dif u)) dot secant(frac(dif u, dif x)))"
Place: TypeAlias = tuple[float, float]

PRODUCT = "frac(dif w, dif x) = frac(dif w, dif v) dot frac(dif v, dif u) dot frac(dif u, dif x)"
SUM = (
    "frac(dif z, dif t) = frac(partial z, partial x) frac(dif x, dif t)"
    " + frac(partial z, partial y) frac(dif y, dif t)"
)


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
        self.play(self.at.animate.set_value(self.lesson.picture.end), run_time=2)

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
        room = self.rooms[3]
        slope = first_within(
            [
                self.readout("derivative", TANGENT, template="= VALUE", size=size, display=display)
                for size, display in ((FORMULA, True), (FORMULA, False), (TICK, False))
            ],
            room.width,
            room.height,
        )
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
        self.play(Create(self.tangent), FadeIn(slope.move_to(room.centre)), run_time=0.8)
        self.play(self.at.animate.set_value(picture.end), run_time=3)

    @beat
    def forget_the_factor(self) -> None:
        picture, (first, *_, last) = self.lesson.picture, self.rates.rows
        self.play(
            self.at.animate.set_value(self.lesson.moments[0]),
            last.animate.set_fill(colour(SOFT)),
            first.animate.set_fill(colour(TANGENT)),
            run_time=1.4,
        )
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
        shares = (*picture.levels, *picture.between)
        for text, share in zip((*self.names, *self.factors), shares, strict=True):
            level = self.ruler.region(x=(0, 1), y=(0, share)).top
            text.move_to(margin.centre).set_y(level)
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


class ChainOfManyFunctions(LessonScene):
    """A chain of functions has a factor for each of them, the innermost included."""

    lesson = chain.ChainOfManyFunctions()

    def construct(self) -> None:
        self.chain_the_functions()
        self.find_the_local_rates()
        self.multiply_along_the_chain()
        self.miss_a_factor()
        self.compare_on_the_curve()

    @beat
    def chain_the_functions(self) -> None:
        self.lay_out()
        self.play(FadeIn(self.panel, self.question[0]), run_time=0.6)
        self.play(FadeIn(self.source), run_time=0.6)
        for sign, box, value in zip(self.signs, self.boxes, self.values, strict=True):
            self.play(FadeIn(sign, box, shift=0.2 * RIGHT), run_time=0.6)
            self.play(FadeIn(value, shift=0.1 * UP), run_time=0.6)
        self.play(FadeIn(self.question[1]), run_time=0.6)

    @beat
    def find_the_local_rates(self) -> None:
        for local, rate in zip(self.locals, self.rates, strict=True):
            self.play(FadeIn(local), run_time=0.6)
            self.play(FadeIn(rate, shift=0.1 * DOWN), run_time=0.6)

    @beat
    def multiply_along_the_chain(self) -> None:
        upper, lower = self.rooms[:2]
        product = fitted(self.label(PRODUCT), upper.width, least=self.em(SMALLEST))
        result = self.readout("speed.w", TANGENT, template="= VALUE", size=FORMULA)
        bars = [self.bar(index) for index, _ in enumerate("x" + self.lesson.names)]
        self.play(FadeOut(self.question), self.chain.animate.shift(self.rise), run_time=0.8)
        self.play(FadeIn(self.chart), run_time=0.4)
        self.play(FadeIn(product.move_to(upper.centre)), run_time=0.6)
        for index, (bar, number) in enumerate(bars):
            told = [Indicate(self.rates[index - 1], color=colour(SECANT))] if index else []
            self.play(Create(bar), *told, run_time=1)
            self.play(FadeIn(number), run_time=0.4)
        self.play(FadeIn(result.move_to(lower.centre), shift=0.1 * DOWN), run_time=0.6)
        self.columns = VGroup(*(part for pair in bars for part in pair))

    @beat
    def miss_a_factor(self) -> None:
        said, true = self.both_rules()
        wrong = [self.slide_bar(index) for index, _ in enumerate(self.lesson.names, start=1)]
        self.play(FadeIn(said), run_time=0.8)
        gone = VGroup(self.locals[0], self.rates[0])
        self.play(
            self.boxes[0][0].animate.set_stroke(colour(MOVING)),
            gone.animate.set_fill(colour(MOVING)),
            run_time=0.6,
        )
        for bar in wrong:
            self.play(Create(bar), run_time=0.6)
        short = self.readout("slide.w", MOVING).next_to(wrong[-1].get_start(), UP, buff=0.15)
        between_sides(short, self.bar_axes.inner)
        self.play(FadeIn(short), run_time=0.4)
        self.play(FadeIn(true, shift=0.1 * DOWN), run_time=0.8)
        marked = true[1].copy()
        marked[-6:].set_fill(colour(MOVING))  # the last quotient: five letters and its line
        self.play(Transform(true[1], marked), run_time=0.6)
        self.columns.add(*wrong, short)

    @beat
    def compare_on_the_curve(self) -> None:
        picture = self.lesson.picture
        axes = self.plot("graph")
        point = axes.dot("at", lambda: picture.point, INK, moving=False)
        tangent = axes.line(lambda: picture.tangent, TANGENT, moving=False)
        flat = axes.line(lambda: picture.flat, MOVING, moving=False)
        name = self.readout("composite", FUNCTION).move_to(axes.point(*picture.curve_name))
        names = VGroup(
            self.name_of_line(axes, "speed.w", TANGENT, picture.tangent_name),
            self.name_of_line(axes, "slide.w", MOVING, picture.flat_name),
        )
        self.play(FadeOut(self.chain, self.chart, self.columns), run_time=0.6)
        self.play(FadeIn(axes), run_time=0.4)
        self.play(Create(axes.curve(picture.curve)), FadeIn(name), run_time=1.2)
        self.play(FadeIn(point, scale=2), run_time=0.4)
        self.play(Create(tangent), run_time=1)
        self.play(FadeIn(names[0]), run_time=0.6)
        self.play(Create(flat), run_time=1)
        self.play(FadeIn(names[1]), run_time=0.6)

    def lay_out(self) -> None:
        """Make the chain and the axes of the bars under it, and keep the places on the panel."""
        upper, lower = self.regions.stage.rows(1.25, 1.3, gap=0.2)
        self.bar_axes = self.plot("bars", lower)
        speed = self.note("speed").next_to(
            self.bar_axes.region(x=(0, 0), y=(1, 1)).centre, DR, buff=0.12
        )
        self.chart = VGroup(self.bar_axes, speed)
        inner, names = self.bar_axes.inner, self.lesson.names
        over = Box(inner.left, inner.right, upper.bottom, upper.top)
        columns = over.columns(1, 1, 1, 1, gap=0)
        out, middle, local, rate = zip(
            *(column.rows(0.6, 1, 0.8, 0.6, gap=0.08) for column in columns), strict=True
        )
        self.source = VGroup(
            self.label("x", INK).move_to(middle[0].centre),
            self.readout("at", MOVING).move_to(out[0].centre),
        )
        self.boxes = VGroup(*map(self.box_of, names, middle[1:]))
        self.signs = VGroup(
            *(
                self.label("arrow.r", SOFT).move_to(cell.centre).set_x(cell.left)
                for cell in middle[1:]
            )
        )
        self.values = VGroup(
            *(
                self.value_of(f"value.{name}", MOVING, cell)
                for name, cell in zip(names, out[1:], strict=True)
            )
        )
        self.locals = VGroup(*map(self.local, names, "x" + names, local[1:]))
        self.rates = VGroup(
            *(
                self.value_of(f"rate.{name}", SECANT, cell, template="= VALUE")
                for name, cell in zip(names, rate[1:], strict=True)
            )
        )
        self.chain = VGroup(
            self.source, self.boxes, self.values, self.locals, self.rates, self.signs
        )
        self.rise = upper.centre - self.regions.stage.centre
        self.chain.shift(-self.rise)
        self.panel = self.card()
        self.rooms = self.regions.panel.padded(x=0.25, y=0.25).rooms(
            1, 0.8, 1.4, 1.4, gap=0.12, aside=(2, 3)
        )
        self.question = VGroup(
            fitted(
                self.readout("composite", FUNCTION, size=TITLE),
                self.rooms[0].width,
                least=self.em(SMALLEST),
            ),
            self.label('frac(dif w, dif x) = "?"', TANGENT, size=TITLE),
        )
        self.question.arrange(DOWN, buff=0.6).move_to(self.regions.panel.centre)

    def box_of(self, name: str, cell: Box) -> VGroup:
        """Return a function in its box."""
        box = cell.inset(x=0.22)
        text = self.readout(f"function.{name}", FUNCTION)
        inside = fitted(text, box.inset(x=0.14).width, least=self.em(SMALLEST))
        return VGroup(self.card(box, edge=SOFT), inside.move_to(box.centre))

    def value_of(self, key: str, role: Role, cell: Box, **settings: Any) -> Typeset:
        """Return a number over or under a box."""
        return self.readout(key, role, **settings).move_to(cell.centre)

    def local(self, name: str, before: str, cell: Box) -> Typeset:
        """Return the derivative of a function by its own variable."""
        template = f"frac(dif {name}, dif {before}) = VALUE"
        whole = self.readout(f"local.{name}", SECANT, template=template)
        return self.in_room(whole, cell)

    def bar(self, index: int) -> tuple[VMobject, Typeset]:
        """Return the bar of a speed, and its number."""
        name = ("x" + self.lesson.names)[index]
        ends = self.lesson.picture.bar(index)
        bar = self.bar_axes.segment(lambda: ends, TANGENT, width=20, moving=False)
        number = self.readout(f"speed.{name}", TANGENT)
        side = UP if bar.get_end()[1] > bar.get_start()[1] else DOWN
        return bar, number.next_to(bar.get_end(), side, buff=0.12)

    def slide_bar(self, index: int) -> VMobject:
        """Return the bar of the same speed when a factor is forgotten."""
        ends = self.lesson.picture.slide_bar(index)
        return self.bar_axes.segment(lambda: ends, MOVING, width=10, moving=False)

    def both_rules(self) -> tuple[VGroup, VGroup]:
        """Return the rule on the slide, and the right one."""
        both = []
        for words, key, right, room in (
            ("on the slide", "slide.rule", False, self.rooms[2]),
            ("in truth", "rule", True, self.rooms[3]),
        ):
            rule = self.readout(key, CONFIRMED if right else INK, size=FORMULA)
            head = judged(self, words, right=right, role=SOFT, size=TICK)
            pair = VGroup(head, fitted(rule, room.width, least=self.em(SMALLEST)))
            both.append(pair.arrange(DOWN, buff=0.2).move_to(room.centre))
        return both[0], both[1]

    def name_of_line(self, axes: Plot, key: str, role: Role, place: Place) -> Typeset:
        """Return the slope of a line, above it."""
        name = self.readout(key, role, template='op("slope") med VALUE')
        name.next_to(axes.point(*place), UR, buff=0.1)
        between_sides(name, axes.inner)
        return name


class ChainRuleWorkedExample(LessonScene):
    """Along a path each way from the input to the output gives a product, and these are added."""

    lesson = chain.ChainRuleWorkedExample()

    def construct(self) -> None:
        self.follow_the_dependencies()
        self.walk_along_the_path()
        self.insert_the_rates()
        self.add_both_ways()
        self.trace_the_slope()
        self.hide_the_slip()

    @beat
    def follow_the_dependencies(self) -> None:
        self.lay_out()
        contours = contour_map(
            self.map, self.lesson.picture.contours, filled=False, width=1.8, opacity=0.4
        )
        names = VGroup(
            *map(plated, placed_names(self.map, self.label("x", SOFT), self.label("y", SOFT)))
        )
        letters, ways = self.ways.letters, self.ways
        self.play(FadeIn(self.map, contours, names), FadeIn(self.panel), run_time=0.6)
        self.play(FadeIn(letters[3], self.formulas[0]), run_time=0.6)
        self.play(Create(ways.upper), run_time=0.6)
        self.play(FadeIn(letters[1:3], self.formulas[1:]), run_time=0.6)
        self.play(Create(ways.lower), run_time=0.6)
        self.play(FadeIn(letters[0]), run_time=0.4)
        self.play(FadeIn(self.on_ways), run_time=0.6)
        self.sketch = VGroup(self.map, contours, names)

    @beat
    def walk_along_the_path(self) -> None:
        picture = self.lesson.picture
        self.at = ValueTracker(self.lesson.moments[0])
        now = self.at.get_value
        way = self.map.curve(picture.way, MOVING, width=2.5)
        walker = self.map.dot("walker", lambda: picture.place(now()))
        self.heights = self.plot("height", self.middle)
        name = placed_names(self.heights, self.label("t", SOFT), self.label("z", FUNCTION))
        self.risen = self.heights.moving_path(lambda: picture.risen(now()), FUNCTION)
        self.riser = self.heights.dot("height", lambda: picture.height(now()))
        self.play(FadeOut(self.formulas), run_time=0.4)
        self.play(Create(way), FadeIn(self.heights, name), run_time=1)
        self.play(FadeIn(walker, self.riser, scale=2), run_time=0.6)
        self.add(self.risen)
        self.play(self.at.animate.set_value(picture.end), run_time=5, rate_func=linear)
        self.risen.clear_updaters()
        self.sketch.add(way, walker)

    @beat
    def insert_the_rates(self) -> None:
        picture, (_, at, _) = self.lesson.picture, self.lesson.moments
        formulas = self.formulas_on_the_ways()
        self.play(self.at.animate.set_value(at), run_time=1.6)
        time = self.readout("at", MOVING, template="t = VALUE").move_to(self.rooms[1].centre)
        self.play(FadeOut(self.on_ways), FadeIn(formulas, time), run_time=0.6)
        for ends, line in zip(
            (picture.run(at), picture.rise(at)), self.lines_of_products(), strict=True
        ):
            step = arrow(self.map, ends, SECANT)
            self.play(FadeIn(step, line[:-1]), run_time=0.8)
            self.play(FadeIn(line[-1]), run_time=0.6)
            self.sketch.add(step)
            self.sums.add(line)
        self.sums.add(formulas, time)

    @beat
    def add_both_ways(self) -> None:
        picture, now = self.lesson.picture, self.at.get_value
        total = self.readout("slope.1", TANGENT, template="SYMBOL = VALUE", size=FORMULA)
        tangent = self.heights.line(lambda: picture.tangent(now()), TANGENT)
        rule = fitted(self.label(SUM), self.rooms[3].width, least=self.em(SMALLEST))
        self.play(FadeIn(rule.move_to(self.rooms[3].centre)), run_time=0.8)
        self.play(FadeIn(total.move_to(self.rooms[4].centre), shift=0.1 * DOWN), run_time=0.8)
        self.play(Create(tangent), run_time=1.2)
        self.sums.add(rule, total)

    @beat
    def trace_the_slope(self) -> None:
        picture, now, lesson = self.lesson.picture, self.at.get_value, self.lesson
        self.slopes = self.plot("slope", self.left)
        name = placed_names(
            self.slopes, self.label("t", SOFT), self.label("frac(dif z, dif t)", TANGENT)
        )
        dot = self.slopes.dot("slope", lambda: picture.slope(now()), TANGENT)
        traced = self.slopes.moving_path(lambda: picture.traced(now()), TANGENT)
        self.play(FadeOut(self.sketch, self.ways, self.sums), run_time=0.6)
        self.at.set_value(lesson.moments[0])
        true, said = self.both_formulas()
        self.play(FadeIn(self.slopes, name, true), run_time=0.6)
        self.play(FadeIn(dot, scale=2), run_time=0.4)
        self.add(traced)
        self.play(self.at.animate.set_value(picture.end), run_time=5, rate_func=linear)
        traced.clear_updaters()
        wrong = self.slopes.curve(picture.slide_curve, MOVING, width=3)
        self.play(Create(wrong), FadeIn(said), run_time=1.4)

    @beat
    def hide_the_slip(self) -> None:
        picture, now, rows = self.lesson.picture, self.at.get_value, self.table_of_slopes()
        said = self.slopes.dot("slide", lambda: picture.slide_slope(now()), MOVING)
        self.play(FadeIn(rows.head, said), run_time=0.4)
        for index, moment in enumerate(self.lesson.moments):
            self.play(self.at.animate.set_value(moment), run_time=1)
            self.together(rows.show(index, INK), run_time=0.6)
            self.wait(0.4)

    def lay_out(self) -> None:
        """Make the map, the card with both ways and the formulas, and keep the other places."""
        self.left, self.middle, self.right = self.regions.trio(4.8, 4, 4.4, gap=0.3)
        self.map = self.plot("map", self.left, equal=True)
        self.panel = self.card(self.right)
        inside = self.right.padded(x=0.25, y=0.2)
        self.rooms = inside.rows(2.7, 0.4, 1.2, 1, 0.7, gap=0.08)
        z, x, y, t = (self.label(letter) for letter in "zxyt")
        self.ways = Ways(z, (x, y), t, self.rooms[0])
        symbols = (
            "frac(dif x, dif t)", "frac(dif y, dif t)",
            "frac(partial z, partial x)", "frac(partial z, partial y)",
        )  # fmt: skip
        self.on_ways = VGroup(
            *(
                self.ways.beside(line, self.label(symbol, SECANT))
                for line, symbol in zip(self.lines_of_ways, symbols, strict=True)
            )
        )
        self.formulas = VGroup(
            *(
                self.formula(key, self.middle, role)
                for key, role in (("function", FUNCTION), ("path.x", MOVING), ("path.y", MOVING))
            )
        )
        self.formulas.arrange(DOWN, buff=0.5).move_to(self.middle.centre)
        self.sums = VGroup()

    @property
    def lines_of_ways(self) -> VGroup:
        """The four lines between the letters, those from the input first."""
        return VGroup(*self.ways.lower, *self.ways.upper)

    def formula(self, key: str, room: Box, role: Role) -> Typeset:
        """Return a formula as large as its room allows."""
        whole = self.readout(key, role, size=FORMULA)
        return fitted(whole, room.width, least=self.em(SMALLEST))

    def formulas_on_the_ways(self) -> VGroup:
        """Return the four rates as formulas beside their lines."""
        keys = ("inner.x", "inner.y", "outer.x", "outer.y")
        texts = [self.readout(key, SECANT, size=TICK) for key in keys]
        return VGroup(*map(self.ways.beside, self.lines_of_ways, texts))

    def lines_of_products(self) -> VGroup:
        """Return for each way its two rates and their product."""
        lines = VGroup(*map(self.line_of_product, "xy"))
        widest = max(line.width for line in lines)
        lines.scale(max(min(1, self.rooms[2].width / widest), SMALLEST / NUMBER))
        for line, room in zip(lines, self.rooms[2].rows(1, 1, gap=0.1), strict=True):
            line.move_to(room.centre)
        return lines

    def line_of_product(self, name: str) -> VGroup:
        """Return the rates on a way and their product."""
        negative = self.lesson.ledger[f"rate.{name}"].shown.startswith("−")
        line = VGroup(
            self.label(f'"by" {name}":"', SOFT, size=NUMBER),
            self.readout(f"by.{name}", SECANT),
            self.readout(
                f"rate.{name}", SECANT, template="dot (VALUE)" if negative else "dot VALUE"
            ),
            self.readout(f"product.{name}", TANGENT, template="= VALUE"),
        )
        for one, other in pairwise(line):
            other.next_to(one, RIGHT, buff=0.12).on_baseline(one.baseline)
        return line

    def both_formulas(self) -> tuple[VGroup, VGroup]:
        """Return the right formula of the slope, and the slide's."""
        upper, lower = self.right.padded(x=0.25, y=0.25).rows(1, 1, 1.6, gap=0.15)[:2]
        both = []
        for words, key, role, room in (
            ("by the chain rule", "derivative", TANGENT, upper),
            ("on the slide", "slide", MOVING, lower),
        ):
            head = judged(self, words, right=key == "derivative", role=SOFT, size=TICK)
            pair = VGroup(head, self.formula(key, room, role))
            both.append(pair.arrange(DOWN, buff=0.2).move_to(room.centre))
        return both[0], both[1]

    def table_of_slopes(self) -> NumberTable:
        """Return the table of both formulas at the stops."""
        room = self.right.padded(x=0.25, y=0.25).rows(1, 1, 1.6, gap=0.15)[2]
        rows = [
            [f"{key}.{i}" for key in ("t", "slope", "slide")]
            for i, _ in enumerate(self.lesson.stops)
        ]
        return self.table(["t", '"rule"', '"slide"'], rows, room, leading=1.9)
