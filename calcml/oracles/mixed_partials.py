"""Second opinions on mixed derivatives: second differences, and formulas tried on a surface."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import mpmath as mp
import sympy as sp

from calcml.lessons.entries import Ledger
from calcml.lessons.partials import MixedPartials
from calcml.oracles.opinions import Opinion, Work, found, worked_out
from calcml.oracles.partials import DIFFERENCES, floats, formula_opinion, tuple_opinion
from calcml.oracles.readings import reading
from calcml.oracles.slopes import partial as differences

__all__ = ["OPINIONS"]

_HEIGHTS = "heights, 60 digits"
_SLOPES = f"{DIFFERENCES}, at points"
_PLACE = sp.Integer(1), sp.Integer(2)
_TRIED = "both sides on another surface"
_NEAR = mp.mpf("1e-20")
_STEPS = mp.mpf("1e-12"), mp.mpf("2e-12")

Height = Callable[..., mp.mpf]

_SURFACES: Mapping[str, Height] = {
    "bowl": lambda x, y: x * x + y * y,
    "mixture": lambda x, y: x * (x * x + y * y),
}
_FORMULAS = {"bowl": "function", "mixture": "other"}
# How quantities are written, the longer before those that they contain.
_WRITTEN = (
    ("frac(partial, partial x) (frac(partial z, partial y))", "m"),
    ("frac(partial^2 z, partial x partial y)", "m"), ("frac(partial z, partial x partial y)", "m"),
    ("frac(partial z, partial x)", "p"), ("frac(partial z, partial y)", "q"),
    ("∂/∂x (∂z/∂y)", "m"), ("∂²z/∂x∂y", "m"), ("∂z/∂x∂y", "m"), ("∂z/∂x", "p"), ("∂z/∂y", "q"),
    ("dif z", "w"), ("dif x", "u"), ("dif y", "v"), ("dz", "w"), ("dx", "u"), ("dy", "v"),
)  # fmt: skip


def _mixed(lesson: MixedPartials) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_mixed(lesson.ledger))


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {"MixedPartials": _mixed}


def _of_mixed(ledger: Ledger) -> Work:
    for name, f in _SURFACES.items():
        for key, truth, method in (
            (_FORMULAS[name], f, _HEIGHTS),
            (f"partial.{name}", partial(_slope, f, (0,)), _SLOPES),
            (f"mixed.{name}", partial(_slope, f, (0, 1)), _SLOPES),
        ):
            yield key, partial(formula_opinion, ledger, key, truth, _PLACE, method)
        yield f"rate.{name}", partial(_rate, f, (0, 1))
    bowl = _SURFACES["bowl"]
    yield "place", lambda: tuple_opinion(ledger["place"], floats(*_PLACE), "the place")
    yield "slope.x", partial(_rate, bowl, (0,))
    yield "slope.y", partial(_rate, bowl, (1,))
    yield "sum", partial(_rate, bowl, (0,), (1,))
    yield "rule", partial(_balanced, ledger, "rule")
    yield "total", partial(_balanced, ledger, "total")
    # The slide's formula stands there as it is printed, and its two sides differ.
    yield "slide", partial(_balanced, ledger, "slide", meant=False)


def _slope(f: Height, indices: tuple[int, ...], *place: mp.mpf) -> mp.mpf:
    return differences(f, place, *indices).value


def _rate(f: Height, *terms: tuple[int, ...]) -> Opinion:
    """Add derivatives at the place."""
    slopes = [differences(f, _PLACE, *indices) for indices in terms]
    with mp.workdps(60):
        error = 10 * mp.fsum(slope.error for slope in slopes)
        return found(mp.fsum(slope.value for slope in slopes), DIFFERENCES, error=error)


def _probe(x: mp.mpf, y: mp.mpf) -> mp.mpf:
    return mp.sin(x) * mp.exp(2 * y)


def _balanced(ledger: Ledger, key: str, *, meant: bool = True) -> Opinion:
    """Work out both sides of a formula on sin(x) exp(2y), and see whether they are equal."""
    texts = ledger[key].typst, ledger[key].shown
    sides = [[_worked(side) for side in text.split(" = ")] for text in texts]
    holds = all((abs(left - right) < _NEAR) is meant for left, right in sides)
    return Opinion("both sides", _TRIED, holds=holds)


def _worked(side: str) -> mp.mpf:
    with mp.workdps(60):
        place, steps = (mp.mpf("0.3"), mp.mpf("0.1")), _STEPS
        moved = [c + step for c, step in zip(place, steps, strict=True)]
        values = {
            "m": differences(_probe, place, 0, 1).value,
            "p": differences(_probe, place, 0).value,
            "q": differences(_probe, place, 1).value,
            "u": steps[0], "v": steps[1], "w": _probe(*moved) - _probe(*place),
        }  # fmt: skip
        for words, letter in _WRITTEN:
            side = side.replace(words, letter)
        return reading(side, values)
