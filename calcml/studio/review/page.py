"""The review as one HTML page that needs nothing but itself."""

import base64
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from PIL import Image

from calcml.studio.progress import clock
from calcml.studio.review import wording
from calcml.studio.review.formulas import Typesetter
from calcml.studio.review.inline import written
from calcml.studio.review.palette import variables
from calcml.studio.review.spreadsheet import (
    CLAIM_FIELDS,
    NUMBER_FIELDS,
    claim_record,
    number_record,
)
from calcml.studio.review.view import Box, Review, Row, Scene, Spot

__all__ = ["page"]

_HERE = Path(__file__).parent
_POSTER_QUALITY = 80
_ICONS = {
    "confirmed": "yes", "imprecise": "about", "ambiguous": "question", "wrong": "no",
    "good": "yes", "bad": "no", "agrees": "yes", "doubt": "no", "read": "yes", "deviates": "no",
}  # fmt: skip


def page(review: Review) -> str:
    """Return a review as HTML.

    Parameters
    ----------
    review : Review

    Returns
    -------
    str
    """
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    parts = _Parts(review)
    environment.filters |= {
        "abridged": wording.abridged,
        "clock": clock,
        "counted": wording.counted,
        "deviations": wording.deviations,
        "power": wording.power,
        "stamp": wording.stamp,
    }
    body = environment.get_template("page.html").render(
        review=review,
        parts=parts,
        figures=wording.figures(review),
        totals=wording.totals,
        verdict_counts=wording.verdict_counts,
        verdicts=wording.VERDICTS,
    )
    # What is drawn is known once all is written: then the symbols go to the top.
    return body.replace(parts.PLACE, "".join(parts.typesetter.symbols), 1)


@dataclass(frozen=True)
class _Parts:
    """The pieces of the page that are no text: each is safe markup."""

    review: Review

    PLACE = "<!-- symbols -->"

    @cached_property
    def typesetter(self) -> Typesetter:
        return Typesetter()

    @property
    def style(self) -> Markup:
        dark, light = f"{{ {variables('dark')} }}", f"{{ {variables('light')} }}"
        themes = (
            f":root {light}\n"
            f"@media (prefers-color-scheme: dark) {{ :root:not([data-theme=light]) {dark} }}\n"
            f":root[data-theme=dark] {dark}\n"
            f"@media print {{ :root:root:root {light} }}\n"
        )
        return Markup(themes + _file("page.css"))  # noqa: S704 - our own files

    @property
    def script(self) -> Markup:
        return Markup(_file("page.js"))  # noqa: S704 - our own file

    @property
    def data(self) -> Markup:
        """What the page's download writes: all records, in the order of the page."""
        told = {
            "numbers": [NUMBER_FIELDS, *(_values(r) for r in self._numbers())],
            "claims": [CLAIM_FIELDS, *(_values(claim_record(c)) for c in self.review.claims)],
        }
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - nothing ends the script

    def _numbers(self) -> Any:
        for scene in self.review.scenes:
            for row in (*scene.numbers, *scene.ticks):
                yield number_record(scene, row)

    def maths(self, source: str, plain: str) -> Markup:
        """Return a formula as a picture with its words, program text or words alone."""
        return written(source, plain, self.typesetter)

    def icon(self, name: str) -> Markup:
        """Return the sign of a verdict; the word stands beside it."""
        return Markup('<svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>').format(
            _ICONS[name]
        )

    def poster(self, scene: Scene) -> str:
        with Image.open(scene.poster) as picture, io.BytesIO() as stream:
            picture.save(stream, "webp", quality=_POSTER_QUALITY, method=4)
            return _data_uri("image/webp", stream.getvalue())

    def clip(self, scene: Scene) -> str:
        return _data_uri("video/mp4", scene.clip.read_bytes()) if scene.clip else ""

    def captions(self, scene: Scene) -> str:
        return _data_uri("text/vtt", scene.captions.encode())

    def marks(self, spot: Spot) -> str:
        """Return the places of a number as JSON, in per cent of the picture."""
        return json.dumps([[_percent(box) for box in spot.boxes], [*map(_percent, spot.dots)]])

    def bar(self, row: Row, scene: Scene) -> Markup:
        """Return the stretches of a number along the clip."""
        rects = (
            Markup('<rect x="{:.2f}" width="{:.2f}" height="4"/>').format(
                100 * since / scene.duration, max(100 * (until - since) / scene.duration, 0.6)
            )
            for since, until in row.stretches
        )
        return Markup(
            '<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
            "{}</svg>"
        ).format(Markup("").join(rects))

    def standing(self, row: Row) -> str:
        """Return the words by which a row is filtered."""
        words = []
        if row.second:
            words.append("agrees" if row.second.agrees else "doubt")
        if row.read:
            words.append("read" if row.read.passed else "deviates")
        words += [] if row.read else ["unread"]
        words += [] if row.stretches else ["unseen"]
        return " ".join(words)

    def target(self, scene: str, key: str) -> str:
        """Return the anchor of a row, or nothing if the review does not have it."""
        for each in self.review.scenes:
            if each.name == scene and any(row.key == key for row in each.rows):
                return f"{each.anchor}:{key}"
        return ""


def _values(record: Mapping[str, str]) -> list[str]:
    return list(record.values())


def _file(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _data_uri(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _percent(box: Box) -> list[float]:
    return [round(100 * s, 3) for s in (box.left, box.top, box.width, box.height)]
