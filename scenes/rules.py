"""Scenes of the chapter *Differentiation rules*."""

from collections.abc import Callable
from itertools import pairwise

from manim import (
    DL,
    DOWN,
    DR,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    GrowFromPoint,
    Mobject,
    ReplacementTransform,
    Transform,
    TransformFromCopy,
    ValueTracker,
    VGroup,
    VMobject,
    linear,
)

from calcml.lessons import rules
from calcml.lessons.rules.slope_pictures import Ends, Place, SlopePicture
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
    LessonScene,
    beat,
)
from calcml.stage.arrows import arrow, moving_arrow
from calcml.stage.fitting import fitted
from calcml.stage.layout import Box
from calcml.stage.matrices import composed
from calcml.stage.plates import plated
from calcml.stage.plots import Plot, still
from calcml.stage.signs import sign_of
from calcml.stage.slope_pairs import SlopePair
from calcml.stage.stacks import stacked
from calcml.stage.text import Typeset
from calcml.stage.theme import SMALLEST, Role
from calcml.stage.verdicts import judged

FACTORS = {"f": TANGENT, "g": SECANT}
PRODUCT_RULE = "(f g)' = secant(f' g) + tangent(g' f)"
RATIO = 'display(tangent("slope") = frac(function("height"), moving("run")))'
QUOTIENT_RULE = "(frac(f, g))' = frac(f' g - g' f, g dot g)"


def in_a_row(parts: VGroup) -> VGroup:
    """Put pieces of a formula beside one another on one baseline, and return them."""
    for one, other in pairwise(parts):
        other.next_to(one, RIGHT, buff=0.15).on_baseline(one.baseline)
    return parts


class BasicRules(LessonScene):
    """Slopes of sums of powers are written down by rule, term by term."""

    lesson = rules.BasicRules()

    def construct(self) -> None:
        self.keep_a_constant()
        self.raise_a_power()
        self.stretch_the_curve()
        self.add_a_line()

    @beat
    def keep_a_constant(self) -> None:
        self.lay_out()
        names = VGroup(
            self.name_of(self.upper, "f(x)", FUNCTION), self.name_of(self.lower, "f'(x)", TANGENT)
        )
        self.play(FadeIn(self.upper, self.lower, names, self.card()), run_time=0.6)
        self.play(Create(self.drawn), run_time=0.8)
        self.play(FadeIn(self.walker, self.rider), run_time=0.4)
        self.add(self.trace)
        self.play(self.at.animate.set_value(self.lesson.picture.run[1]), run_time=2)
        self.show_the_rule("constant")

    @beat
    def raise_a_power(self) -> None:
        start, end = self.lesson.picture.run
        self.play(self.at.animate.set_value(start), run_time=0.6)
        self.become("power", run_time=1.4)
        self.play(self.at.animate.set_value(end), run_time=2.4)
        self.show_the_rule("power")

    @beat
    def stretch_the_curve(self) -> None:
        ghosts = self.ghosts("power")
        self.become("multiple", FadeIn(*ghosts), run_time=2)
        self.show_the_rule("multiple")
        self.play(FadeOut(*ghosts), run_time=0.4)

    @beat
    def add_a_line(self) -> None:
        picture = self.lesson.picture
        whole = self.lower.moving_path(
            lambda: picture.traced(self.stage.get_value(), picture.run[1]), TANGENT, width=4.5
        )
        self.remove(self.trace)
        self.add(whole, self.rider)
        self.become("sum", FadeIn(*self.ghosts("multiple")), run_time=2)
        rises = VGroup(*(arrow(self.lower, ends, MOVING, width=4) for ends in self.lesson.rises))
        self.play(FadeIn(rises), self.at.animate.set_value(self.lesson.rest), run_time=1.4)
        self.show_the_rule("sum")

    def lay_out(self) -> None:
        """Make both plots with what is in them, and keep the places on the card."""
        picture, names = self.lesson.picture, ("function", "slope")
        self.upper, self.lower = stacked(self, names, self.regions.stage.rows(1, 1, gap=0.12))
        self.stage, self.at = ValueTracker(), ValueTracker(picture.run[0])

        def now() -> tuple[float, float]:
            return self.stage.get_value(), self.at.get_value()

        self.drawn: VMobject = self.upper.curve(picture.ghosts[0][0])
        self.curve = self.upper.moving_path(lambda: picture.curve(now()[0]), FUNCTION, width=4.5)
        self.trace = self.lower.moving_path(lambda: picture.traced(*now()), TANGENT, width=4.5)
        self.walker = VGroup(
            self.upper.segment(lambda: picture.tangent(*now()), TANGENT),
            self.upper.dot("function", lambda: picture.point(*now())),
        )
        self.rider = VGroup(
            self.lower.segment(lambda: picture.height(*now()), TANGENT, width=2.5, dashed=True),
            self.lower.dot("slope", lambda: picture.slope_point(*now()), TANGENT),
        )
        self.rooms = self.regions.panel.padded(x=0.2, y=0.25).rooms(
            1, 1, 1, 1, gap=0.1, aside=(2, 3)
        )

    def become(self, name: str, *others: Animation, run_time: float) -> None:
        """Let the function become that of the next stage, and its slope with it."""
        self.remove(self.drawn)
        self.add(self.curve, self.walker)
        stage = self.lesson.stage(name)
        self.play(self.stage.animate.set_value(stage), *others, run_time=run_time)
        self.drawn = self.upper.curve(self.lesson.picture.ghosts[stage][0])
        self.remove(self.curve)
        self.add(self.drawn, self.walker)

    def name_of(self, plot: Plot, name: str, role: Role) -> Typeset:
        """Return the name of an upright axis."""
        return self.label(name, role, size=NUMBER).next_to(
            plot.point(0, plot.frame.y.limits[1]), DR, buff=0.12
        )

    def ghosts(self, name: str) -> tuple[VMobject, VMobject]:
        """Return what was there before, as thin lines."""
        above, below = self.lesson.picture.ghosts[self.lesson.stage(name)]
        return (
            self.upper.curve(above, SOFT, width=2), self.lower.curve(below, SOFT, width=2),
        )  # fmt: skip

    def show_the_rule(self, name: str) -> None:
        """Write a rule and its example on the card."""
        rule = {
            "constant": self.readout("rule.constant", SOFT),
            "power": self.readout("rule.power", SOFT),
            "multiple": self.label("(C f)' = C f'", SOFT, size=NUMBER),
            "sum": self.label("(f + g)' = f' + g'", SOFT, size=NUMBER),
        }[name]
        example = in_a_row(
            VGroup(
                self.readout(f"function.{name}", FUNCTION, template="(VALUE)'", size=FORMULA),
                self.readout(f"slope.{name}", TANGENT, template="= VALUE", size=FORMULA),
            )
        )
        both = VGroup(rule, example).arrange(DOWN, buff=0.06)
        room = self.rooms[self.lesson.stage(name)]
        both.scale(min(1.0, room.width / both.width)).move_to(room.centre)
        self.play(FadeIn(rule), run_time=0.4)
        self.play(FadeIn(example, shift=0.1 * DOWN), run_time=0.6)


class ProductQuotientRules(LessonScene):
    """Each factor's slope counts times the other factor, and a quotient subtracts and divides."""

    lesson = rules.ProductQuotientRules()

    def construct(self) -> None:
        self.build_the_rectangle()
        self.grow_both_sides()
        self.shrink_the_step()
        self.state_the_product_rule()
        self.divide_instead()
        self.trace_the_slope()

    @beat
    def build_the_rectangle(self) -> None:
        self.lay_out()
        picture = self.lesson.area
        whole = self.plane.rectangle(
            lambda: picture.whole, FUNCTION, fill_opacity=0.2, moving=False
        )
        area = VGroup(
            self.readout("factor.product", FUNCTION, size=FORMULA),
            self.readout("side.product", FUNCTION, template="= VALUE", size=FORMULA),
        )
        area.arrange(RIGHT, buff=0.15).move_to(self.plane.point(*picture.middle))
        sides = VGroup(*(self.side(name, role) for name, role in FACTORS.items()))
        self.question = self.label('(f g)\' = "?"').move_to(self.rooms[1].centre)
        self.play(
            FadeIn(self.card(), self.question),
            GrowFromPoint(whole, whole.get_corner(DL)),
            run_time=0.8,
        )
        for side in sides:
            self.play(FadeIn(side), run_time=0.6)
        self.play(FadeIn(area), run_time=0.6)
        self.past = VGroup(whole, sides, area)

    @beat
    def grow_both_sides(self) -> None:
        picture = self.lesson.area
        strips = VGroup(
            *(
                self.strip(place, role)
                for place, role in (
                    (picture.upper, SECANT),
                    (picture.right, TANGENT),
                    (picture.corner, SOFT),
                )
            )
        )
        steps = VGroup(
            *(
                self.beside_strip("h", MOVING, place)
                for place in (picture.upper_step, picture.right_step)
            )
        )
        names = VGroup(
            *(
                self.beside_strip(name, role, place)
                for name, role, place in (
                    ("h dot g", SECANT, picture.upper_name),
                    ("h dot f", TANGENT, picture.right_name),
                    ("h dot h", SOFT, picture.corner_name),
                )
            )
        )
        self.add(strips)
        self.play(self.step.animate.set_value(self.lesson.steps[0]), run_time=2)
        self.play(FadeIn(steps), run_time=0.4)
        for name in names:
            self.play(FadeIn(name), run_time=0.4)
        self.play(FadeIn(self.growth, shift=0.1 * UP), run_time=0.6)
        self.past.add(strips, steps, names)

    @beat
    def shrink_the_step(self) -> None:
        self.play(FadeIn(self.growths.head), ReplacementTransform(self.growth, self.sum))
        self.together(self.growths.show(0, MOVING), run_time=0.4)
        for index, step in enumerate(self.lesson.steps[1:], start=1):
            self.play(self.step.animate.set_value(step), run_time=1.2)
            self.together(self.growths.show(index, MOVING), run_time=0.4)

    @beat
    def state_the_product_rule(self) -> None:
        slope = self.readout("product.slope", INK, template="= VALUE", size=FORMULA)
        last = self.sum[-3]
        slope.next_to(last, RIGHT, buff=0.15).on_baseline(last.baseline)
        value = composed(self, "(f g)'(VALUE) = VALUE", ["at", "slope.value"], INK)
        rule = self.label(PRODUCT_RULE).move_to(self.rooms[1].centre)
        fitted(rule, self.rooms[1].width, least=self.em(SMALLEST))
        self.play(FadeIn(rule), FadeOut(self.question), run_time=0.6)
        self.play(
            FadeOut(self.sum[-2:], shift=0.2 * DOWN), Transform(self.sum[0], self.head_of_slope()),
            run_time=0.8,
        )  # fmt: skip
        self.play(FadeIn(slope), run_time=0.6)
        self.play(FadeIn(value.move_to(self.rooms[2].centre)), run_time=0.6)
        self.past.add(self.sum, slope, value, rule, self.growths.head, *self.growths.rows)

    @beat
    def divide_instead(self) -> None:
        self.play(FadeOut(self.past), run_time=0.6)
        lesson = self.lesson
        self.pair = SlopePair(
            self, ("quotient", "quotient_slope"), self.regions.stage, lesson.pair, shares=(1.2, 1)
        )
        poles = VGroup(
            *(plot.segment(still(lesson.pole_line(plot.frame)), SOFT, width=2, dashed=True,
                           moving=False) for plot in self.pair.plots)
        )  # fmt: skip
        self.quotients = self.quotient_lines()
        self.play(FadeIn(self.pair.plots, poles, self.quotients[0]), run_time=0.6)
        self.play(Create(self.pair.curve), run_time=1)
        self.play(FadeIn(self.quotients[1]), run_time=0.6)
        self.play(FadeIn(self.quotients[2]), run_time=0.6)

    @beat
    def trace_the_slope(self) -> None:
        pair = self.pair
        self.play(FadeIn(pair.walker, pair.rider), run_time=0.4)
        self.add(pair.trace)
        self.play(pair.at.animate.set_value(self.lesson.pair.run[1]), run_time=2.6)
        self.play(Create(pair.slope), FadeIn(self.quotients[3]), run_time=0.8)
        self.remove(pair.trace)

    def lay_out(self) -> None:
        """Make the plane of the rectangle, the sum under it and the table, and keep the places."""
        above, below = self.regions.stage.rows(2.6, 1, gap=0.1)
        self.plane = self.plot("area", above, grid=False, equal=True)  # only its places are used
        self.step = ValueTracker()
        inside = self.regions.panel.padded(x=0.25, y=0.25)
        self.rooms = inside.rooms(2.4, 0.8, 0.8, gap=0.15, aside=(1, 2))
        self.growth, self.sum = self.sums_of_strips(below)
        indices = range(len(self.lesson.steps))
        self.growths = self.table(
            ["h", r'"growth"\/h'], [[f"step.{i}", f"growth.{i}"] for i in indices], self.rooms[0]
        )

    def side(self, name: str, role: Role) -> VGroup:
        """Return the name of a side with its value."""
        place = self.lesson.area.side_names[name == "g"]
        parts = VGroup(
            self.readout(f"factor.{name}", role, template=f"{name} = VALUE"),
            self.readout(f"side.{name}", role, template="= VALUE"),
        )
        parts.arrange(RIGHT if name == "g" else DOWN, buff=0.12)
        return parts.move_to(self.plane.point(*place))

    def strip(self, corners: Callable[[float], Ends], role: Role) -> VMobject:
        """Return a part by which the rectangle has grown."""
        return self.plane.rectangle(lambda: corners(self.step.get_value()), role, fill_opacity=0.4)

    def beside_strip(self, name: str, role: Role, place: Callable[[float], Place]) -> Mobject:
        """Return a name that stays beside its strip."""
        text = self.label(name, role, size=NUMBER)
        return self.plane.follow(text, lambda: place(self.step.get_value()))

    def sums_of_strips(self, room: Box) -> tuple[VGroup, VGroup]:
        """Return what the strips and the corner add up to, and the same divided by the step."""
        plus = ("+", INK), ("+", SOFT)
        whole = [
            self.label(text, role)
            for text, role in (
                ('"growth" =', INK), ("h g", SECANT), plus[0], ("h f", TANGENT), plus[1],
                ("h h", SOFT),
            )
        ]  # fmt: skip
        divided = [
            self.label('frac("growth", h) ='),
            self.readout("factor.g", SECANT, template="(VALUE)", size=FORMULA),
            self.label(*plus[0]),
            self.readout("factor.f", TANGENT, template="(VALUE)", size=FORMULA),
            self.label(*plus[1]),
            self.label("h", SOFT),
        ]
        both = [in_a_row(VGroup(*parts)).move_to(room.centre) for parts in (whole, divided)]
        return both[0], both[1]

    def head_of_slope(self) -> Typeset:
        """Return what the sum is when the step is gone."""
        head, first = self.label("(f g)' =", size=FORMULA), self.sum[0]
        head.next_to(self.sum[1], LEFT, buff=0.15).on_baseline(first.baseline)
        return head

    def quotient_lines(self) -> VGroup:
        """Return the quotient, the rule, and the slope in two steps, on the card."""
        rooms = self.regions.panel.padded(x=0.2, y=0.25).rooms(1, 1, 1, 1, gap=0.15, aside=(2, 3))
        lines = VGroup(
            self.readout("quotient.function", FUNCTION, size=FORMULA, display=True),
            self.label(f"display({QUOTIENT_RULE})"),
            self.readout("quotient.terms", TANGENT, size=FORMULA, display=True),
            self.readout("quotient.slope", TANGENT, template="= VALUE", size=FORMULA, display=True),
        )
        for line, room in zip(lines, rooms, strict=True):
            self.in_room(line, room)
        return lines


class ExpLogRules(LessonScene):
    """An exponential's slope is in proportion to its height, and a logarithm's is one over x."""

    lesson = rules.ExpLogRules()

    def construct(self) -> None:
        self.match_slope_and_height()
        self.take_another_base()
        self.name_the_constant()
        self.look_in_the_mirror()
        self.take_a_quadratic()

    @beat
    def match_slope_and_height(self) -> None:
        self.lay_out()
        name = self.readout("run.e", MOVING)
        self.axes.follow(name, lambda: self.lesson.picture.run_name(*self.now()))
        rule = self.shown_in("slope.exp", self.rooms[0], "(e^x)' = tangent(VALUE)")
        self.play(FadeIn(self.axes, self.card()), run_time=0.6)
        self.play(Create(self.curve), run_time=1)
        self.ratio = self.label(RATIO).move_to(self.rooms[3].centre)
        self.play(FadeIn(self.triangle, name, self.ratio), run_time=0.6)
        self.play(self.at.animate.set_value(self.lesson.picture.walk[1]), run_time=2.6)
        self.play(FadeIn(rule), run_time=0.6)
        self.name, self.past = name, VGroup(self.axes, self.triangle, rule)

    @beat
    def take_another_base(self) -> None:
        lesson = self.lesson
        name = self.readout("run.base", MOVING)
        self.axes.follow(name, lambda: lesson.picture.run_name(*self.now()))
        rule = self.shown_in("slope.power", self.rooms[1], "(a^x)' = tangent(VALUE)")
        function = self.readout("function.base", FUNCTION, template="(VALUE)'", size=FORMULA)
        slope = self.readout("slope.base", TANGENT, template="= VALUE", size=FORMULA)
        value = self.readout("ln.base", TANGENT, template="SYMBOL = VALUE", size=FORMULA)
        example = VGroup(in_a_row(VGroup(function, slope)), value).arrange(DOWN, buff=0.25)
        example.scale(min(1.0, self.rooms[2].width / example.width)).move_to(self.rooms[2].centre)
        self.play(FadeOut(self.name), run_time=0.4)
        self.add(self.moving)
        self.remove(self.curve)
        self.add(self.triangle)
        self.play(self.rate.animate.set_value(lesson.picture.rates[1]), run_time=1.8)
        self.remove(self.moving)
        self.add(self.second, self.triangle)
        self.play(FadeIn(name, rule), run_time=0.6)
        self.play(FadeIn(example, shift=0.1 * DOWN), run_time=0.6)
        self.past.add(self.second, name, rule, example)

    @beat
    def name_the_constant(self) -> None:
        both = VGroup(
            judged(self, "constant $C$", right=False),
            judged(self, "constant $a$, positive", right=True),
        )
        both.arrange(DOWN, buff=0.25, aligned_edge=LEFT).move_to(self.rooms[3].centre)
        (cross, said), true = both
        self.play(FadeOut(self.ratio), run_time=0.4)
        self.play(FadeIn(said), run_time=0.6)
        self.play(FadeIn(cross, scale=2), run_time=0.6)
        self.play(FadeIn(true, shift=0.1 * DOWN), run_time=0.6)
        self.past.add(both)

    @beat
    def look_in_the_mirror(self) -> None:
        picture, share = self.lesson.picture, ValueTracker()
        self.play(FadeOut(self.past), run_time=0.6)
        plane = self.plot("mirror", equal=True)
        mirror = plane.segment(still(picture.mirror), SOFT, width=2, dashed=True, moving=False)
        first = VGroup(
            plane.curve(picture.mirrored[0]),
            plane.segment(still(picture.turned_tangent(share.get_value())), TANGENT, moving=False),
            plane.dot("exp", still(picture.turned_point(share.get_value())), MOVING, moving=False),
        )
        turning = plane.moving_path(lambda: picture.turned(share.get_value()), FUNCTION, width=4.5)
        second = VGroup(
            plane.segment(lambda: picture.turned_tangent(share.get_value()), TANGENT),
            plane.dot("ln", lambda: picture.turned_point(share.get_value()), MOVING),
        )
        names = VGroup(
            *(
                self.label(text, FUNCTION, size=NUMBER).move_to(plane.point(*picture.names[key]))
                for key, text in (("exp", "e^x"), ("ln", "ln x"))
            )
        )
        self.play(FadeIn(plane, mirror, first, names[0]), run_time=0.6)
        self.add(turning, second)
        self.play(share.animate.set_value(picture.through), run_time=2.4)
        mirrored = plane.curve(picture.mirrored[1])
        self.remove(turning)
        self.add(mirrored, second)
        self.play(FadeIn(names[1], self.logarithm("ln", self.logs[0], "(ln x)'")), run_time=0.6)
        self.play(FadeIn(self.logarithm("log", self.logs[1], "(log_a x)'")), run_time=0.6)
        self.past = VGroup(plane, mirror, first, second, mirrored, names)

    @beat
    def take_a_quadratic(self) -> None:
        lesson = self.lesson
        self.play(FadeOut(self.past), run_time=0.6)
        pair = SlopePair(self, ("log", "log_slope"), self.regions.stage, lesson.pair)
        edges = VGroup(
            *(plot.segment(still(place), SOFT, width=2, dashed=True, moving=False)
              for plot in pair.plots for place in lesson.edges(plot.frame))
        )  # fmt: skip
        inner = self.readout("quadratic", FUNCTION, template="log_a (VALUE)", size=FORMULA)
        self.in_room(inner, self.logs[2])
        self.play(FadeIn(pair.plots, edges, inner), run_time=0.6)
        self.play(Create(pair.curve), run_time=1)
        self.play(FadeIn(pair.walker, pair.rider), run_time=0.4)
        self.add(pair.trace)
        self.play(pair.at.animate.set_value(lesson.pair.run[1]), run_time=2)
        slope = self.readout(
            "slope.quadratic", TANGENT, template="(dots)' = VALUE", size=FORMULA, display=True
        )
        self.in_room(slope, self.logs[3])
        self.play(Create(pair.slope), FadeIn(slope), run_time=0.8)
        self.remove(pair.trace)

    def now(self) -> tuple[float, float]:
        """Return the logarithm of the base, and where the tangent is."""
        return self.rate.get_value(), self.at.get_value()

    def lay_out(self) -> None:
        """Make the axes of the exponentials with what moves on them, and keep the places."""
        picture, panel = self.lesson.picture, self.regions.panel.padded(x=0.2, y=0.25)
        self.rate, self.at = ValueTracker(picture.rates[0]), ValueTracker(picture.walk[0])
        self.axes = self.plot("growth")
        self.moving = self.axes.moving_path(
            lambda: picture.curve(self.rate.get_value()), FUNCTION, width=4.5
        )
        self.curve, self.second = (self.axes.curve(curve) for curve in picture.resting)
        self.triangle = VGroup(
            self.axes.segment(lambda: picture.run(*self.now()), MOVING, width=6),
            self.axes.segment(lambda: picture.height(*self.now()), FUNCTION, dashed=True),
            self.axes.segment(lambda: picture.tangent(*self.now()), TANGENT),
            self.axes.dot("point", lambda: picture.point(*self.now()), MOVING),
        )
        self.rooms = panel.rooms(1, 1, 1.6, 1.4, gap=0.1, aside=(2, 3))
        self.logs = panel.rooms(1.2, 1.2, 0.8, 1.2, gap=0.1, aside=(2, 3))

    def shown_in(self, key: str, room: Box, template: str) -> Typeset:
        """Return a rule in its place on the card."""
        rule = self.readout(key, INK, template=template, size=FORMULA)
        return self.in_room(rule, room)

    def logarithm(self, name: str, room: Box, head: str) -> Typeset:
        """Return the rule of a logarithm in its place on the card."""
        rule = self.readout(
            f"slope.{name}", INK, template=f"{head} = tangent(VALUE)", size=FORMULA, display=True
        )
        return rule.move_to(room.centre)


class TrigTanhDerivatives(LessonScene):
    """The slope of a sine is a quarter turn ahead, and not every such function is bounded."""

    lesson = rules.TrigTanhDerivatives()

    def construct(self) -> None:
        self.run_around_the_circle()
        self.turn_the_velocity()
        self.turn_once_more()
        self.climb_between_poles()
        self.level_off()
        self.compare_the_ranges()

    @beat
    def run_around_the_circle(self) -> None:
        self.lay_out()
        room = self.rooms[0]
        self.question = self.label('display(frac(dif, dif x)) sin(x) = "?"').move_to(room.centre)
        self.play(FadeIn(*self.upper, *self.lower, self.card(), self.question), run_time=0.6)
        self.play(
            Create(self.rims[0]), FadeIn(self.hands[0], self.tips[0], self.levels[0]), run_time=0.6
        )
        self.add(self.arc, self.curves[0])
        self.play(
            self.at.animate.set_value(self.end), self.drawn[0].animate.set_value(self.end),
            run_time=2.8, rate_func=linear,
        )  # fmt: skip
        self.names = self.wave_names("sin(x)", "cos(x)")
        self.play(FadeIn(self.names[0]), run_time=0.4)

    @beat
    def turn_the_velocity(self) -> None:
        picture, now = self.lesson.turning, self.at.get_value
        circle, wave = self.upper
        speed = moving_arrow(
            circle, lambda: picture.velocity(now(), self.quarters.get_value()), TANGENT
        )
        self.tangent = wave.segment(
            lambda: picture.tangent(now(), self.quarters.get_value()), TANGENT
        )
        self.play(self.at.animate.set_value(picture.start), FadeOut(self.arc), run_time=0.6)
        self.play(FadeIn(speed), run_time=0.4)
        self.play(Create(self.rims[1]), TransformFromCopy(speed, self.hands[1]), run_time=1)
        self.play(FadeIn(self.tips[1], self.levels[1], self.tangent), run_time=0.4)
        self.add(self.curves[1])
        self.play(
            self.at.animate.set_value(self.end), self.drawn[1].animate.set_value(self.end),
            run_time=2.8, rate_func=linear,
        )  # fmt: skip
        self.play(FadeIn(self.names[1], self.rule("sin")), FadeOut(self.question), run_time=0.6)
        self.speed = speed

    @beat
    def turn_once_more(self) -> None:
        picture = self.lesson.turning
        self.play(FadeOut(self.names), run_time=0.4)
        self.play(self.quarters.animate.set_value(picture.turn), run_time=1.8)
        self.play(self.at.animate.set_value(picture.rest), run_time=1.6)
        self.names = self.wave_names("cos(x)", "-sin(x)")
        self.play(FadeIn(self.names, self.rule("cos")), run_time=0.6)

    @beat
    def climb_between_poles(self) -> None:
        self.play(
            FadeOut(
                *self.upper, *self.lower, self.rims, self.hands, self.tips, self.levels,
                self.curves, self.speed, self.tangent, self.names,
            ),
            run_time=0.6,
        )  # fmt: skip
        pair = self.pair("tan", self.halves[0], self.lesson.poles)
        poles = VGroup(
            *(plot.segment(still(place), SOFT, width=2, dashed=True, moving=False)
              for plot in pair.plots for place in self.lesson.pole_lines(plot.frame))
        )  # fmt: skip
        title = self.title_of("tan", pair.upper)
        self.next = self.pair("tanh", self.halves[1], self.lesson.bell)
        self.play(FadeIn(pair.plots, poles, title, self.next.plots), run_time=0.6)
        self.slide_the_tangent(pair, self.lesson.poles)
        self.play(FadeIn(self.rule("tan")), run_time=0.4)
        self.past = VGroup(pair.parts, poles, title)

    @beat
    def level_off(self) -> None:
        pair = self.next
        title = self.title_of("tanh", pair.upper)
        self.play(FadeIn(title), run_time=0.4)
        self.slide_the_tangent(pair, self.lesson.bell)
        self.play(FadeIn(self.rule("tanh")), run_time=0.4)
        self.past.add(pair.parts, title)

    @beat
    def compare_the_ranges(self) -> None:
        bars, lesson = self.lesson.bars, self.lesson
        chart, below = self.regions.stage.rows(3.6, 1, gap=0.15)
        names, middle, texts = chart.columns(1, 4.4, 1.3, gap=0.1)
        line = self.plot("line", middle)
        self.play(FadeOut(self.past), run_time=0.6)
        self.play(FadeIn(line), run_time=0.4)
        for which, name in enumerate(lesson.names):
            level = line.point(*bars.bar(which)[0])[1]
            title = self.label(f"{name}(x)", FUNCTION).move_to(names.centre).set_y(level)
            said = self.readout(f"range.{name}", CONFIRMED, size=FORMULA)
            said.move_to(texts.centre).set_y(level)
            self.play(
                FadeIn(title, said, self.bar(line, which), self.bar_ends(line, which)),
                run_time=0.6,
            )
        cross, claimed, reach = self.claimed_of_all(below)
        self.play(FadeIn(claimed, reach), run_time=0.6)
        self.play(FadeIn(cross, scale=2), run_time=0.6)

    @property
    def end(self) -> float:
        """The angle of a whole turn."""
        return self.lesson.turning.end

    def lay_out(self) -> None:
        """Make both circles with their curves, and keep the other places."""
        picture, stage = self.lesson.turning, self.regions.stage
        self.at, self.quarters = ValueTracker(), ValueTracker()
        self.drawn = ValueTracker(), ValueTracker()
        rows = stage.rows(1, 1, gap=0.12)
        side = min(rows[0].height, stage.columns(1, 1.4, gap=0)[0].width)
        self.upper, self.lower = (self.circle_and_wave(row, side) for row in rows)
        self.halves = stage.columns(1, 1, gap=0.3)
        self.rooms = self.regions.panel.padded(x=0.2, y=0.2).rooms(
            1, 1, 1, 1.7, gap=0.1, aside=(2, 3)
        )
        circles = (self.upper[0], self.lower[0])
        self.rims = VGroup(*(c.path(picture.rim, SOFT, width=2.5) for c in circles))
        self.hands, self.tips = VGroup(), VGroup()
        self.levels, self.curves = VGroup(), VGroup()
        for ahead, (circle, wave) in enumerate((self.upper, self.lower)):
            self.add_hand(ahead, circle, wave)
        self.arc = circles[0].moving_path(
            lambda: picture.arc(self.at.get_value(), self.quarters.get_value()), MOVING, width=6
        )

    def circle_and_wave(self, row: Box, side: float) -> tuple[Plot, Plot]:
        """Return the axes of a circle and of the curve beside it."""
        left, right = row.columns(side, row.width - side, gap=0.1)
        return self.plot("circle", left, grid=False, equal=True), self.plot("wave", right)

    def add_hand(self, ahead: int, circle: Plot, wave: Plot) -> None:
        """Make a hand with the curve that its height draws."""
        picture, role = self.lesson.turning, (FUNCTION, TANGENT)[ahead]

        def now() -> tuple[float, float]:
            return self.at.get_value(), ahead + self.quarters.get_value()

        self.hands.add(moving_arrow(circle, lambda: picture.hand(*now()), role))
        self.tips.add(
            circle.dot(f"tip.{ahead}", lambda: picture.tip(*now()), role),
            wave.dot(f"height.{ahead}", lambda: picture.point(*now()), role),
        )
        self.levels.add(
            VGroup(
                circle.segment(lambda: picture.across(*now()), SOFT, width=2, dashed=True),
                wave.segment(lambda: picture.onward(*now()), SOFT, width=2, dashed=True),
            )
        )
        self.curves.add(
            wave.moving_path(
                lambda: picture.drawn(
                    self.drawn[ahead].get_value(), ahead + self.quarters.get_value()
                ),
                role,
            )
        )

    def wave_names(self, upper: str, lower: str) -> VGroup:
        """Return the names of both curves, each over its trough."""
        picture, quarters = self.lesson.turning, self.quarters.get_value()
        return VGroup(
            *(
                self.label(name, role).move_to(wave.point(*picture.name(quarters + ahead)))
                for ahead, (name, role, (_, wave)) in enumerate(
                    ((upper, FUNCTION, self.upper), (lower, TANGENT, self.lower))
                )
            )
        )

    def rule(self, name: str) -> Typeset | VGroup:
        """Return the rule of a function, in its place on the card."""
        room = self.rooms[self.lesson.names.index(name)]
        sides = f"frac(dif, dif x) {name}(x) = tangent(VALUE)"
        whole = self.readout(f"slope.{name}", INK, template=sides, display=True, size=FORMULA)
        fitted(whole, room.width, least=self.em(SMALLEST))
        if name != "tanh":
            return whole.move_to(room.centre)
        short = self.readout("slope.bell", TANGENT, template="= VALUE", size=FORMULA)
        short.scale(whole.em / short.em)
        return VGroup(whole, short).arrange(DOWN, buff=0.2).move_to(room.centre)

    def title_of(self, name: str, plot: Plot) -> VGroup:
        """Return the name of a function in its plot."""
        title = self.label(f"{name}(x)", FUNCTION, size=TICK)
        return plated(title.move_to(plot.point(*self.lesson.titles[name])))

    def pair(self, name: str, box: Box, picture: SlopePicture) -> SlopePair:
        """Return a function over its slope."""
        return SlopePair(self, (name, f"{name}_slope"), box, picture)

    def slide_the_tangent(self, pair: SlopePair, picture: SlopePicture) -> None:
        """Draw a curve, and let its tangent trace the slope."""
        self.play(Create(pair.curve), run_time=0.6)
        self.play(FadeIn(pair.walker, pair.rider), run_time=0.4)
        self.add(pair.trace)
        self.play(pair.at.animate.set_value(picture.run[1]), run_time=2)
        self.play(Create(pair.slope), run_time=0.6)
        self.remove(pair.trace)

    def claimed_of_all(self, room: Box) -> VGroup:
        """Return a cross, what the slide says, and of which functions."""
        whole = in_a_row(
            VGroup(
                sign_of(right=False, em=self.em(FORMULA)),
                self.readout("slide.range", INK),
                self.note("for every trigonometric $f$", INK, size=NUMBER),
            )
        )
        whole[1:].shift(0.15 * RIGHT)
        return whole.scale(min(1.0, room.width / whole.width)).move_to(room.centre)

    def bar(self, line: Plot, which: int) -> VMobject:
        """Return a range as a bar, or as arrows if it has no ends."""
        bars = self.lesson.bars
        if bars.is_endless(which):
            return VGroup(*(arrow(line, ends, FUNCTION, width=8) for ends in bars.arrows(which)))
        return line.segment(lambda: bars.bar(which), FUNCTION, width=8, moving=False)

    def bar_ends(self, line: Plot, which: int) -> VGroup:
        """Return the ends of a bar: a dot where it is reached, a ring where it is not."""
        return VGroup(
            *(
                self.bar_end(line, f"end.{which}.{side}", end)
                for side, end in enumerate(self.lesson.bars.ends(which))
            )
        )

    def bar_end(self, line: Plot, name: str, end: tuple[Place, bool]) -> Dot:
        """Return one end of a bar."""
        place, is_open = end
        return line.dot(name, lambda: place, FUNCTION, radius=0.12, hollow=is_open, moving=False)
