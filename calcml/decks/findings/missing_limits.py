"""When a limit is missing: sides that differ, and swings that do not die out."""

from dataclasses import dataclass

import sympy as sp

from calcml.core.decimals import Number
from calcml.core.derivatives import NoDerivative, derivative
from calcml.core.functions import Function
from calcml.core.limits import Limit, NoLimit, Reason, limit
from calcml.core.symbols import a, x
from calcml.decks.findings.finding import Finding, finding
from calcml.decks.findings.limits import limit_value

__all__ = [
    "different_sides_may_agree",
    "sine_has_limits_elsewhere",
    "sine_has_no_limit_at_infinity",
    "sine_stays_between_its_bounds",
    "swings_may_die_out",
]

RANGE_ON_THE_SLIDE = sp.Interval(-1, 1)
"""Between what sine and cosine oscillate, on the slide."""

LIMIT_ON_THE_SLIDE = sp.sin(a)
"""What the slide gives as the limit of sine at a."""

_K = sp.Symbol("k", integer=True, nonnegative=True)
_SINE = Function(sp.sin(x), x)
_KINK = Function(sp.Abs(x), x)
_STEP = Function(sp.Abs(x) / x, x)
_FEW = range(6)


@finding("A-017")
def different_sides_may_agree() -> Finding:
    """|x| leaves 0 in different directions and has a limit there; |x|/x has none."""
    left, right = _slopes(_KINK)
    kink = limit(_KINK, 0)
    places = ((_KINK, 0), (_STEP, 0), (Function(1 / x, x), 0), (Function(sp.floor(x), x), 1))
    sides_decide = all(_sides_agree(f, at) == isinstance(limit(f, at), Limit) for f, at in places)
    return Finding(
        stated=not (left != right and isinstance(kink, Limit)),
        narrowed=sides_decide,
        corrected=sides_decide and limit_value(_STEP, 0) is None,
        computed={
            "slopes of |x| left and right of 0": f"{left}, {right}",
            "limit of |x| from the left": kink.left,
            "limit of |x| from the right": kink.right,
            "limit of |x|/x from the left": limit_value(_STEP, 0, "left"),
            "limit of |x|/x from the right": limit_value(_STEP, 0, "right"),
        },
    )


def _slopes(f: Function) -> tuple[sp.Expr | None, sp.Expr | None]:
    """Return where the slopes tend at 0 from the left and from the right."""
    found = derivative(f, 0)
    if isinstance(found, NoDerivative):
        return found.left, found.right
    return found.exact, found.exact


def _sides_agree(f: Function, at: Number) -> bool:
    left, right = limit_value(f, at, "left"), limit_value(f, at, "right")
    return left is not None and left == right


@dataclass(frozen=True)
class _Wave:
    """A function that oscillates towards ∞, and where its k-th peak or valley stands."""

    function: Function
    turn: sp.Expr

    @property
    def alternates(self) -> bool:
        signs = [sp.sign(self.function.exact(self.turn.subs(_K, k))) for k in _FEW]
        return signs == [(-1) ** k * signs[0] for k in _FEW] and signs[0] != 0

    @property
    def swing(self) -> sp.Expr:
        """How high the peaks stay for ever."""
        height = sp.Abs(self.function.expression.subs(x, self.turn)).simplify()
        return limit_value(Function(height.subs(_K, x), x), sp.oo)

    @property
    def settles(self) -> bool:
        return isinstance(limit(self.function, sp.oo), Limit)


@finding("A-018")
def swings_may_die_out() -> Finding:
    """sin(x)/x oscillates for ever too and tends to 0; sin and cos keep their swing."""
    quarter = sp.pi / 2 + sp.pi * _K
    waves = (
        _Wave(_SINE, quarter),
        _Wave(Function(sp.cos(x), x), sp.pi * _K),
        _Wave(Function(sp.sin(x) / x, x), quarter),
    )
    oscillating = [wave for wave in waves if wave.alternates]
    swing_decides = all(wave.settles == (wave.swing == 0) for wave in oscillating)
    return Finding(
        stated=not any(wave.settles for wave in oscillating),
        narrowed=swing_decides,
        corrected=swing_decides and limit_value(_SINE, 1) is not None,
        computed={
            "peaks of sin(x) towards ∞": waves[0].swing,
            "peaks of sin(x)/x towards ∞": waves[-1].swing,
            "limit of sin(x)/x at ∞": limit_value(waves[-1].function, sp.oo),
            "limit of sin(x) at 1": limit_value(_SINE, 1),
        },
    )


@finding("A-019")
def sine_stays_between_its_bounds() -> Finding:
    """Sine and cosine take the values from −1 to 1 and no others."""
    ranges = [sp.calculus.util.function_range(f(x), x, sp.Reals) for f in (sp.sin, sp.cos)]
    reached = {_SINE.exact(n * sp.pi / 2) for n in (1, 3)}
    return Finding(
        stated=all(values == RANGE_ON_THE_SLIDE for values in ranges)
        and reached == {RANGE_ON_THE_SLIDE.inf, RANGE_ON_THE_SLIDE.sup},
        computed={"least value": ranges[0].inf, "largest value": ranges[0].sup},
    )


@finding("A-020")
def sine_has_no_limit_at_infinity() -> Finding:
    """Two sequences towards ∞ keep sin(x) at 1 and at −1."""
    high, low = (_SINE.expression.subs(x, n * sp.pi / 2 + 2 * sp.pi * _K) for n in (1, 3))
    found = limit(_SINE, sp.oo)
    oscillates = isinstance(found, NoLimit) and found.reason is Reason.OSCILLATES
    return Finding(
        stated=oscillates and high != low,
        computed={"sin(π/2 + 2πk)": high, "sin(3π/2 + 2πk)": low},
    )


@finding("A-021")
def sine_has_limits_elsewhere() -> Finding:
    """sin(x) tends to sin(a) at a, squeezed by 2|sin((x − a)/2)| at every a."""
    product = 2 * sp.sin((x - a) / 2) * sp.cos((x + a) / 2)
    rest = sp.simplify(_SINE.expression - LIMIT_ON_THE_SLIDE - product)
    squeezed = limit_value(Function(2 * sp.Abs(sp.sin(x / 2)), x), 0)
    places = (sp.Integer(1), -sp.pi / 3)
    return Finding(
        stated=rest == 0
        and squeezed == 0
        and all(limit_value(_SINE, p) == LIMIT_ON_THE_SLIDE.subs(a, p) for p in places),
        computed={
            "sin(x) − sin(a) − 2 sin((x − a)/2) cos((x + a)/2)": rest,
            "limit of sin(x) at 1": limit_value(_SINE, 1),
        },
    )
