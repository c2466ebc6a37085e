"""Slide lines: what a slide shows of a program's output, beside what Python prints."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import sympy as sp

from calcml.lessons.derivative.programs import code_line
from calcml.lessons.entries import Entry, formula, number, plain

__all__ = ["SlideLines"]

_SOURCE = "slide A14"


@dataclass(frozen=True)
class SlideLines:
    """Lines of a slide, some of them with one digit too many.

    Attributes
    ----------
    lines : tuple of str
        As the slide shows them.
    outputs : tuple of str
        As Python prints them.
    """

    lines: tuple[str, ...]
    outputs: tuple[str, ...]

    @cached_property
    def strays(self) -> tuple[int | None, ...]:
        """Where each line has a digit that Python does not print."""
        return tuple(_stray(*pair) for pair in zip(self.lines, self.outputs, strict=False))

    @property
    def digits(self) -> tuple[str, ...]:
        """The surplus digits."""
        placed = zip(self.lines, self.strays, strict=False)
        return tuple(line[i] for line, i in placed if i is not None)

    @property
    def slip(self) -> bool:
        """Whether the slide shows this very output, but for one surplus digit, always the same."""
        if len(self.lines) != len(self.outputs) or len(set(self.digits)) != 1:
            return False
        every = zip(self.lines, self.outputs, self.strays, strict=True)
        return all(line == output or stray is not None for line, output, stray in every)

    def entries(self) -> Iterable[Entry]:
        """Yield the lines, the surplus digit, and in how many lines it stands."""
        for index, line in enumerate(self.lines):
            yield code_line(f"slide.{index}", line, source=_SOURCE)
        yield formula("slide.digit", f'"{self.digits[0]}"', self.digits[0], source=_SOURCE)
        for key, count in (("wrong", len(self.digits)), ("lines", len(self.lines))):
            yield number(
                f"slide.{key}", "n", count, exact=sp.Integer(count),
                formula="lines of the slide against repr of the quotients",
                source="calcml.difference_quotient", style=plain,
            )  # fmt: skip


def _stray(line: str, output: str) -> int | None:
    """Return where a line has one character more than the output, if that is all."""
    if line == output:
        return None
    places = (i for i in reversed(range(len(line))) if line[:i] + line[i + 1 :] == output)
    return next(places, None)
