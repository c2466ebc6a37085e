"""The lesson of scenes of one, two and four like beats."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from calcml.core.types import FloatArray
from calcml.lessons.captions import Caption
from calcml.lessons.entries import Entry
from calcml.lessons.lesson import Lesson
from calcml.lessons.scales import Frame, ticked

_TEXT = "A dot runs along a curve, and the picture stands until this sentence can be read."


@dataclass(frozen=True, kw_only=True)
class Waves(Lesson):
    """A dot on a wave."""

    chapter = "Benchmarks"
    number = "0.1"
    heading = Caption("Waves")
    slides = ()
    captions: ClassVar[Mapping[str, Caption]] = {
        name: Caption(_TEXT) for name in ("first", "second", "third", "fourth")
    }

    @property
    def frames(self) -> Mapping[str, Frame]:
        """The plot."""
        return {"main": Frame(ticked(0, 8, 2), ticked(-2, 2, 1))}

    def entries(self) -> Iterable[Entry]:
        """Return no numbers: nothing but the axes is shown."""
        return ()

    def wave(self) -> FloatArray:
        """Return the curve, shape (400, 2)."""
        x = np.linspace(0, 8, 400)
        return np.column_stack([x, np.sin(3 * x)])

    def place(self, share: float) -> tuple[float, float]:
        """Return where the dot is."""
        return 8 * share, float(np.sin(24 * share))
