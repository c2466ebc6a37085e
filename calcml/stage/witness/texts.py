"""Texts in the witness's eye."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from calcml.stage.text import Typeset
from calcml.stage.witness.sights import SEEN, Sight
from calcml.stage.witness.views import Views

__all__ = ["TextSight"]

_OFF = 0.03  # ems by which a glyph may be off its line; a text with a lifted digit is no line


class TextSight(Sight):
    """A text: where its line starts, how large it is, and in which colours."""

    thing: Typeset

    def __init__(self, thing: Typeset, views: Views) -> None:
        super().__init__(thing, views)
        self.glyphs = thing.family_members_with_points()

    @property
    def parts(self) -> Iterable[int]:
        """The identities of its glyphs."""
        return map(id, self.glyphs)

    def depth(self, depths: Mapping[int, int]) -> int:
        """Return -1: what passes behind a text changes its ground and is in the way as well."""
        del depths
        return -1

    def _looks(self, seen: Mapping[int, Any]) -> Any:
        looks = [seen.get(id(glyph)) for glyph in self.glyphs]
        return None if not looks or None in looks else looks

    def _moved(self, frame: int) -> None:
        del frame
        self._was_there = self._was_there or self.glyphs[0].get_fill_opacity() >= SEEN

    def _is_there(self) -> bool:
        *_, off = self.thing.setting()
        return off < _OFF and min(glyph.get_fill_opacity() for glyph in self.glyphs) >= SEEN

    def _place(self) -> dict[str, Any]:
        views = self.views
        pen, baseline, em, _ = self.thing.setting()
        points = np.vstack([glyph.points for glyph in self.glyphs])
        (left, bottom, _), (right, top, _) = points.min(axis=0), points.max(axis=0)
        inks = dict.fromkeys(glyph.get_fill_color().to_hex().lower() for glyph in self.glyphs)
        return {
            "box": views.spots((left, top), (right, bottom)),
            "pen": views.spots((pen, baseline)),
            "em": round(float(em * views.pixels.x), 3),
            "inks": list(inks),
        }

    def _about(self) -> dict[str, Any]:
        return {"source": self.thing.source, "entries": list(self.thing.entry_keys)}
