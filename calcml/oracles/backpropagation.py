"""Second opinions on backpropagation: dual numbers carried forward, one question at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import mpmath as mp

from calcml.lessons.extras import BackpropagationTwoLayers
from calcml.oracles.evaluation import evaluate
from calcml.oracles.formulas import confirmation, places_about
from calcml.oracles.opinions import Opinion, Work, found, given, worked_out

__all__ = ["Dual", "network_opinions"]

_VALUES = "exponentials instead of tanh, 70 digits"
_DUALS = "dual numbers carried forward, 70 digits"
_STEP = "the step taken with slopes by dual numbers, 70 digits"
_MANY = 80
_LOST = mp.mpf(10) ** -60


@dataclass(frozen=True)
class Dual:
    """A number a + bε with ε² = 0: a value, and how fast it moves.

    Attributes
    ----------
    value, speed : mpmath.mpf

    Examples
    --------
    >>> square = Dual(mp.mpf(3), mp.mpf(1)) * Dual(mp.mpf(3), mp.mpf(1))
    >>> int(square.value), int(square.speed)
    (9, 6)
    """

    value: mp.mpf
    speed: mp.mpf

    def __add__(self, other: "Dual") -> "Dual":
        return Dual(self.value + other.value, self.speed + other.speed)

    def __mul__(self, other: "Dual") -> "Dual":
        return Dual(self.value * other.value, self.value * other.speed + self.speed * other.value)

    def tanh(self) -> "Dual":
        """Return (e²ˣ − 1)/(e²ˣ + 1), differentiated as a quotient."""
        power = mp.exp(2 * self.value)
        rise = 2 * power * self.speed
        return Dual((power - 1) / (power + 1), 2 * rise / (power + 1) ** 2)


@dataclass(frozen=True)
class _Net:
    """The net, in which one number at a time may move: the one that is asked for."""

    value: mp.mpf
    target: mp.mpf
    inner: tuple[mp.mpf, ...]
    outer: tuple[mp.mpf, ...]

    def nodes(self, asked: str = "") -> dict[str, Dual]:
        """Return all nodes; what is asked for moves at speed one, everything after it along."""

        def moving(key: str, node: Dual) -> Dual:
            return Dual(node.value, mp.mpf(1)) if key == asked else node

        def still(key: str, value: mp.mpf) -> Dual:
            return moving(key, Dual(value, mp.mpf(0)))

        found_nodes: dict[str, Dual] = {}
        output = Dual(mp.mpf(0), mp.mpf(0))
        for i, (w, v) in enumerate(zip(self.inner, self.outer, strict=True)):
            total = moving(f"sum.{i}", still(f"inner.{i}", w) * still("input", self.value))
            hidden = moving(f"hidden.{i}", total.tanh())
            found_nodes |= {f"sum.{i}": total, f"hidden.{i}": hidden}
            output += still(f"outer.{i}", v) * hidden
        output = moving("output", output)
        residual = output + Dual(-self.target, mp.mpf(0))
        error = residual * residual * Dual(mp.mpf(1) / 2, mp.mpf(0))
        return found_nodes | {"output": output, "error": error}

    def slope(self, asked: str, of: str = "error") -> mp.mpf:
        """Return how fast a node moves with what is asked for."""
        return self.nodes(asked)[of].speed


def network_opinions(lesson: BackpropagationTwoLayers) -> Mapping[str, Opinion]:
    """Work out the numbers of `BackpropagationTwoLayers`.

    Parameters
    ----------
    lesson : BackpropagationTwoLayers

    Returns
    -------
    mapping of str to Opinion
    """
    with mp.workdps(_MANY):
        return worked_out(lesson.ledger, _of_network(lesson))


def _of_network(lesson: BackpropagationTwoLayers) -> Work:
    ledger = lesson.ledger

    def told(key: str) -> mp.mpf:
        return evaluate(given(ledger[key]))

    units = range(len(lesson.inner))
    weights = [tuple(told(f"{layer}.{i}") for i in units) for layer in ("inner", "outer")]
    net = _Net(told("input"), told("target"), *weights)
    here = places_about((mp.mpf(0),), 1)
    yield "unit", lambda: confirmation(ledger["unit"], _by_exponentials, ("a",), here, _VALUES)
    yield "loss", lambda: confirmation(
        ledger["loss"], lambda y, t: (y - t) * (y - t) / 2, ("y", "t"),
        places_about((mp.mpf(0), mp.mpf(0))), "60 digits",
    )  # fmt: skip
    for key, node in net.nodes().items():
        yield key, partial(_found, node.value, _VALUES)
    for i in units:
        yield f"local.{i}", partial(_found, net.slope(f"sum.{i}", f"hidden.{i}"), _DUALS)
        for name in ("hidden", "sum", "inner", "outer"):
            yield f"by.{name}.{i}", partial(_found, net.slope(f"{name}.{i}"), _DUALS)
    yield "by.output", lambda: _found(net.slope("output"), _DUALS)
    rate = told("rate")
    moved = [
        tuple(weight - rate * net.slope(f"{layer}.{i}") for i, weight in enumerate(each))
        for layer, each in zip(("inner", "outer"), weights, strict=True)
    ]
    after = _Net(net.value, net.target, *moved)
    yield "error.after", lambda: _found(after.nodes()["error"].value, _STEP)


def _by_exponentials(a: mp.mpf) -> mp.mpf:
    return Dual(a, mp.mpf(0)).tanh().value


def _found(value: mp.mpf, method: str) -> Opinion:
    return found(value, method, error=_LOST * (1 + abs(value)))
