"""Bar charts: heights from entries, grown one group at a time."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from manim import DOWN, Animation, FadeIn, GrowFromEdge, Rectangle, VGroup

from calcml.lessons.entries import Entry
from calcml.lessons.scales import LogScale
from calcml.stage.plots import Plot
from calcml.stage.text import Typeset, maths
from calcml.stage.theme import INK, Role, colour

__all__ = ["BarChart"]

_GAP = 0.03  # between the bars of a group, in shares of a group's room
_OPACITY = 0.92
_LINE = 1.15  # distance of two numbers above one another, in ems
_APART = 0.2  # distance of two numbers beside one another, in ems


class BarChart(VGroup):
    """Groups of bars on the ticks of a plot, one bar per series.

    Bars of a group that are exactly equal carry one number together; where two numbers would
    touch, that of the higher bar is raised. On a logarithmic scale nothing is drawn of zero.

    Parameters
    ----------
    plot : Plot
        Gives place and scale: group k stands on its k-th tick.
    series : sequence of sequence of str
        For each series the entry keys of its bars, from the first group to the last.
    roles : sequence of Role
        Colours of the series.
    ledger : mapping of str to Entry
    em : float
        Size of the numbers in scene units.
    share : float
        How much of a group's room its bars fill.

    Attributes
    ----------
    base : VGroup
        The line that the bars stand on, with the ticks' numbers.
    bars : tuple of VGroup
        The bars, group by group.
    numbers : tuple of VGroup
        The numbers over them.
    """

    def __init__(
        self,
        plot: Plot,
        series: Sequence[Sequence[str]],
        roles: Sequence[Role],
        ledger: Mapping[str, Entry],
        *,
        em: float,
        share: float = 0.56,
    ) -> None:
        super().__init__()
        groups = tuple(zip(*series, strict=True))
        self._plot, self._em, self._ledger = plot, em, ledger
        self._room = plot.inner.width / len(groups)
        self._logarithmic = isinstance(plot.frame.y, LogScale)
        self.base = VGroup(plot.axes[0], plot.numbers)
        self.bars = tuple(self._bars(k, keys, roles, share) for k, keys in enumerate(groups))
        self.numbers = tuple(
            self._numbers(keys, bars) for keys, bars in zip(groups, self.bars, strict=True)
        )

    @property
    def ticks(self) -> Typeset:
        """The first tick's number, on whose baseline others may stand."""
        return self._plot.numbers[0]

    def show(self, index: int) -> list[Animation]:
        """Return the animations that let a group grow and write its numbers.

        Parameters
        ----------
        index : int

        Returns
        -------
        list of Animation
        """
        growing = [GrowFromEdge(bar, DOWN) for bar in self.bars[index]]
        return [*growing, FadeIn(self.numbers[index], shift=0.1 * DOWN)]

    def _bars(self, index: int, keys: Sequence[str], roles: Sequence[Role], share: float) -> VGroup:
        centre = float(self._plot.frame.x.ticks[index])
        width = share * self._room / len(keys)
        middle = (len(keys) - 1) / 2
        bars = VGroup()
        foot = self._plot.point(centre, self._plot.frame.y.limits[0])
        for i, (key, role) in enumerate(zip(keys, roles, strict=True)):
            value = float(self._ledger[key].value)
            head = foot if self._logarithmic and not value else self._plot.point(centre, value)
            bar = Rectangle(width=width, height=head[1] - foot[1]).set_stroke(width=0)
            across = (i - middle) * (width + _GAP * self._room)
            bars.add(bar.move_to((foot + head) / 2).shift([across, 0, 0]))
            bar.set_fill(colour(role), opacity=_OPACITY)
        return bars

    def _numbers(self, keys: Sequence[str], bars: VGroup) -> VGroup:
        entries = [self._ledger[key] for key in keys]
        if len({entry.exact for entry in entries}) == 1:
            return VGroup(self._number(entries, bars))
        numbers = VGroup(
            *(self._number([entry], bar) for entry, bar in zip(entries, bars, strict=True))
        )
        lowest_first = sorted(zip(bars, numbers, strict=True), key=lambda pair: pair[0].height)
        for (_, lower), (_, upper) in pairwise(lowest_first):
            if _touch(lower, upper, self._em):
                upper.on_baseline(lower.baseline + _LINE * self._em)
        return numbers

    def _number(self, entries: Sequence[Entry], under: VGroup) -> Typeset:
        keys = tuple(entry.key for entry in entries)
        number = maths(entries[0].typst, em=self._em, role=INK, entry_keys=keys)
        number.move_to(under)
        return number.on_baseline(float(under.get_top()[1]) + 0.35 * self._em)


def _touch(one: Typeset, other: Typeset, em: float) -> bool:
    """Tell whether two numbers are too close to be read one by one."""
    across = abs(float(one.get_center()[0] - other.get_center()[0]))
    beside = across > (one.width + other.width) / 2 + _APART * em
    return not beside and abs(one.baseline - other.baseline) < _LINE * em
