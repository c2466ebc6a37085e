"""Second opinions on directions: mirrored complex numbers, and inverse functions by others."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import mpmath as mp

from calcml.lessons.gradient import GradientDirectionMagnitude
from calcml.oracles.evaluation import DIGITS, NoValueError, evaluate
from calcml.oracles.formulas import Place, confirmation, places_about
from calcml.oracles.opinions import Opinion, Work, found, worked_out

__all__ = ["OPINIONS"]

_COMPONENTS = ("f_x", "f_y")
_MIRRORED = "the first gradient as a complex number, mirrored, 60 digits"
_ARCCOS = "arccosine and sign, 60 digits"
_ARCSIN = "arcsine of a quotient, 60 digits"
_LOGARITHM = "half a logarithm, 60 digits"
_GUARD = 10


def _directions(lesson: GradientDirectionMagnitude) -> Mapping[str, Opinion]:
    return worked_out(lesson.ledger, _of_directions(lesson))


OPINIONS: Mapping[str, Callable[[Any], Mapping[str, Opinion]]] = {
    "GradientDirectionMagnitude": _directions
}


def _of_directions(lesson: GradientDirectionMagnitude) -> Work:
    ledger = lesson.ledger
    rules: Mapping[str, Callable[..., mp.mpf]] = {
        "magnitude.rule": lambda a, b: abs(mp.mpc(a, b)),
        "angle.rule": lambda a, b: mp.im(mp.log(mp.mpc(a, b))),
        "quotient.rule": _by_arcsine,
        "slide.rule": _by_logarithm,
    }
    for key, rule in rules.items():
        yield key, partial(confirmation, ledger[key], rule, _COMPONENTS, _places(), "60 digits")
    with mp.workdps(DIGITS + _GUARD):
        first = mp.mpc(*map(evaluate, lesson.components))
        mirrored = mp.conj(first)
        stops = (first, -mirrored, -1j * mirrored, mirrored, 1j * mirrored)
        length = abs(first)
    yield "magnitude", lambda: found(length, "modulus of a complex number, 60 digits")
    for i, z in enumerate(stops):
        yield f"gradient.x.{i}", partial(found, z.real, _MIRRORED)
        yield f"gradient.y.{i}", partial(found, z.imag, _MIRRORED)
        yield f"angle.{i}", partial(_degrees, _by_arccosine, z, _ARCCOS)
        yield f"quotient.{i}", partial(_degrees, _by_arcsine, z, _ARCSIN)
        yield f"slide.{i}", partial(_slide, z)


def _places() -> Iterator[Place]:
    """Yield points in all quadrants, none of them on an axis."""
    return places_about((mp.mpf(0), mp.mpf(0)))


def _degrees(way: Callable[[mp.mpf, mp.mpf], mp.mpf], z: mp.mpc, method: str) -> Opinion:
    with mp.workdps(DIGITS + _GUARD):
        return found(180 * way(z.real, z.imag) / mp.pi, method)


def _slide(z: mp.mpc) -> Opinion:
    try:
        return _degrees(_by_logarithm, z, _LOGARITHM)
    except NoValueError:
        return Opinion("undefined", "the logarithm's argument is not positive")


def _by_arccosine(across: mp.mpf, up: mp.mpf) -> mp.mpf:
    return mp.acos(across / mp.hypot(across, up)) * (-1 if up < 0 else 1)


def _by_arcsine(across: mp.mpf, up: mp.mpf) -> mp.mpf:
    quotient = up / across
    return mp.asin(quotient / mp.sqrt(1 + quotient**2))


def _by_logarithm(across: mp.mpf, up: mp.mpf) -> mp.mpf:
    quotient = across / up
    if abs(quotient) >= 1:
        raise NoValueError(f"the inverse hyperbolic tangent has no value at {quotient}")
    return mp.log((1 + quotient) / (1 - quotient)) / 2
