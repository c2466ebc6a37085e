"""The review on paper: a PDF set by Typst from plain data, never from text pasted into a source."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image

from calcml.studio.progress import clock
from calcml.studio.review import wording
from calcml.studio.review.formulas import Typesetter, raw_text
from calcml.studio.review.palette import palettes
from calcml.studio.review.view import ClaimView, Review, Row, Scene

__all__ = ["write_pdf"]

_SOURCE = Path(__file__).with_name("document.typ")


def write_pdf(review: Review, folder: Path) -> Path:
    """Write a review as a PDF.

    Parameters
    ----------
    review : Review
    folder : Path
        A private folder; what the PDF is made of is put there too.

    Returns
    -------
    Path
        The PDF in it.
    """
    import typst  # noqa: PLC0415 - only for what is written

    for n, scene in enumerate(review.scenes):
        with Image.open(scene.poster) as picture:
            picture.save(folder / f"{n}.png")
    source = folder / _SOURCE.name
    source.write_bytes(_SOURCE.read_bytes())
    told = json.dumps(_Paper(review).told(), ensure_ascii=False)
    (folder / "review.json").write_text(told, encoding="utf-8")
    target = folder / "review.pdf"
    compiler = typst.Compiler(root=folder, ignore_system_fonts=True)
    compiler.compile(source, output=target, format="pdf")
    return target


class _Paper:
    """A review as the data of its document."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self.typesetter = Typesetter()

    def told(self) -> Mapping[str, Any]:
        review, inks = self.review, palettes()["light"]
        numbers = iter(range(len(review.scenes)))
        return {
            "inks": inks,
            "title": review.title,
            "author": review.author,
            "description": review.description,
            "quality": review.quality,
            "figures": wording.figures(review),
            "missing": review.missing,
            "chapters": [
                {
                    "title": chapter.title,
                    "scenes": [self._scene(scene, next(numbers)) for scene in chapter.scenes],
                }
                for chapter in review.chapters
            ],
            "topics": [
                {"title": topic.title, "claims": [self._claim(claim) for claim in topic.claims]}
                for topic in review.topics
            ],
        }

    def _scene(self, scene: Scene, number: int) -> Mapping[str, Any]:
        found = wording.totals([scene])
        facts = [
            clock(scene.duration),
            wording.counted(int(found["numbers"]), "number"),
            f"{found['agree']} agreed by a second method",
            f"{found['read']} read back",
        ]
        facts += [f"at most {wording.deviations(scene.deviations)}"] if scene.deviations else []
        return {
            "picture": f"{number}.png",
            "number": scene.number,
            "label": scene.label,
            "place": scene.place,
            "title": scene.title,
            "sentence": scene.sentence,
            "facts": facts,
            "numbers": [self._row(row) for row in scene.numbers],
            "ticks": [row.shown for row in scene.ticks],
            "claims": [self._claim(claim) for claim in scene.claims],
            "verdicts": wording.verdict_counts(scene.claims),
            "sentences": scene.sentences,
            "failures": [*scene.troubles, *scene.failures],
            "unread": scene.unread,
        }

    def _row(self, row: Row) -> Mapping[str, Any]:
        second, read = row.second, row.read
        when = "never"
        if row.stretches:
            first, last = row.stretches[0][0], row.stretches[-1][1]
            when = f"{wording.stamp(first)}–{wording.stamp(last)}"
        return {
            "symbol": self._maths(row.symbol, row.formula),
            "key": row.key,
            "shown": self._maths(row.typst, row.shown),
            "exact": wording.abridged(row.exact) or "–",
            "computed": row.computed or "–",
            "error": f"{wording.power(row.error)} ≤ {wording.power(row.bound)}"
            if row.computed
            else "",
            "second": wording.abridged(second.value) if second else "–",
            "method": second.method if second else "",
            "agrees": second.agrees if second else None,
            "when": when,
            "read": wording.read_back(read),
            "passed": read.passed if read else None,
        }

    def _claim(self, claim: ClaimView) -> Mapping[str, Any]:
        same = ("id", "slide", "title", "verdict", "statement", "correction")
        remarks = (claim.proof, claim.choice, claim.note)
        return {
            **{name: getattr(claim, name) for name in same},
            "formula": self._maths(claim.formula, claim.formula),
            "correction_formula": self._maths(claim.correction_formula, claim.correction_formula),
            "remarks": [text for text in remarks if text],
            "numbers": [[name, wording.abridged(number)] for name, number in claim.numbers],
        }

    def _maths(self, source: str, plain: str) -> Mapping[str, str]:
        """Return what may be evaluated as mathematics, else what is only text."""
        code = raw_text(source)
        if code is not None:
            return {"code": code}
        if self.typesetter.formula(source) is None:
            return {"text": plain}
        return {"maths": source}
