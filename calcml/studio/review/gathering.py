"""Put together what is known of scenes: sidecar, second opinions, read-back report, claims."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calcml.studio.captions import cues_of, vtt_text
from calcml.studio.claim_rows import told_number
from calcml.studio.readback.report import Reading, Report
from calcml.studio.review.spots import Sightings
from calcml.studio.review.view import Chapter, ClaimView, ReadBack, Row, Scene, Second, Topic

if TYPE_CHECKING:
    from calcml.decks.claims import Judged

__all__ = ["Material", "chapters_of", "claim_views", "scene_of", "topics_of"]

_MEASURED = ("px", "°", "match")
"""Units of what is measured in a picture; whatever else deviates is told in words."""

_PARTS = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z][a-z0-9]*")


@dataclass(frozen=True, kw_only=True)
class Material:
    """What is known of one scene.

    Attributes
    ----------
    sidecar : mapping
        As ``docs/sidecar.md`` tells it.
    label, chapter, title : str
        What the lecture calls it; without a title, the sidecar's own.
    poster : Path
    clip : Path or None
    opinions : mapping of str to Second
    report : Report or None
    troubles : tuple of str
        Why there are no opinions, or no report.
    """

    sidecar: Mapping[str, Any]
    label: str
    chapter: str
    poster: Path
    title: str = ""
    clip: Path | None = None
    opinions: Mapping[str, Second] = field(default_factory=dict)
    report: Report | None = None
    troubles: tuple[str, ...] = ()


def chapters_of(
    materials: Iterable[Material], claims: Mapping[str, Sequence[ClaimView]]
) -> tuple[Chapter, ...]:
    """Return the chapters of a lecture.

    Parameters
    ----------
    materials : iterable of Material
        In the order of the lecture.
    claims : mapping of str to sequence of ClaimView
        By the scene that shows them; a scene told twice has them where it is told first.

    Returns
    -------
    tuple of Chapter
    """
    chapters, left = [], dict(claims)
    for n, (title, group) in enumerate(groupby(materials, key=lambda m: m.chapter), start=1):
        scenes = tuple(scene_of(m, left.pop(m.sidecar["scene"], ())) for m in group)
        chapters.append(Chapter(title, f"chapter-{n}", scenes))
    return tuple(chapters)


def scene_of(material: Material, claims: Sequence[ClaimView] = ()) -> Scene:
    """Return a scene with its numbers.

    Parameters
    ----------
    material : Material
    claims : sequence of ClaimView
        Those that it shows.

    Returns
    -------
    Scene
    """
    told, report = material.sidecar, material.report
    return Scene(
        name=told["scene"],
        label=material.label,
        anchor="scene-" + re.sub(r"[^\w.-]+", "-", material.label),
        chapter=material.chapter,
        number=told["number"],
        title=material.title or told["title"],
        sentence=told["sentence"],
        slides=tuple(told["slides"]),
        duration=told["duration"],
        width=told["width"],
        height=told["height"],
        fps=told["fps"],
        rows=_rows(material),
        poster=material.poster,
        clip=material.clip,
        captions=vtt_text(cues_of([(0.0, told["timeline"])])),
        claims=tuple(claims),
        sentences=tuple((claim["sentence"], claim["holds"]) for claim in told["claims"]),
        parameters=tuple((name, _text(value)) for name, value in told["parameters"].items()),
        readings=len(report.readings) if report else 0,
        failures=tuple(map(_failure, report.failed)) if report else (),
        unread=tuple((f"{u.kind} {u.name}", u.reason) for u in report.unread) if report else (),
        deviations=_largest(r for r in report.readings if isfinite(r.deviation)) if report else {},
        troubles=material.troubles,
    )


def _rows(material: Material) -> tuple[Row, ...]:
    sightings = Sightings(material.sidecar)
    readings: dict[str, list[Reading]] = defaultdict(list)
    for reading in material.report.readings if material.report else ():
        for key in reading.entries:
            readings[key].append(reading)
    return tuple(
        _row(entry, sightings, material.opinions.get(entry["key"]), readings[entry["key"]])
        for entry in material.sidecar["entries"]
    )


def _row(
    entry: Mapping[str, Any],
    sightings: Sightings,
    second: Second | None,
    readings: Sequence[Reading],
) -> Row:
    key, exact, supported = entry["key"], entry.get("exact"), entry.get("supported")
    return Row(
        key=key,
        kind=entry["kind"],
        symbol=entry["symbol"],
        shown=entry["shown"],
        typst=entry.get("typst") or "",
        formula=entry["formula"],
        source=entry["source"],
        exact="" if exact is None else str(exact),
        computed=entry.get("repr") or "",
        error=entry["error"],
        bound=entry["bound"],
        supported="" if supported is None else str(supported),
        second=second,
        read=_read_back(readings),
        stretches=sightings.stretches(key),
        spot=sightings.spot(key),
    )


def _read_back(readings: Sequence[Reading]) -> ReadBack | None:
    if not readings:
        return None
    return ReadBack(
        count=len(readings),
        passed=all(reading.passed for reading in readings),
        deviations=_largest(readings),
        notes=tuple(_failure(reading) for reading in readings if not reading.passed),
    )


def _largest(readings: Iterable[Reading]) -> Mapping[str, float]:
    """Return the largest deviation in each unit, pixels first."""
    largest: dict[str, float] = {}
    for reading in readings:
        if reading.unit in _MEASURED:
            largest[reading.unit] = max(reading.deviation, largest.get(reading.unit, 0.0))
    return dict(sorted(largest.items(), reverse=True))


def _failure(reading: Reading) -> str:
    where = f"frame {reading.frame}, " if reading.frame >= 0 else ""
    told = f"{where}{reading.kind} {reading.name}: expected {reading.expected}, "
    told += f"measured {reading.measured}"
    if reading.unit:
        told += f", off by {reading.deviation:.3g} {reading.unit} of {reading.tolerance:.3g}"
    return f"{told}; {reading.note}" if reading.note else told


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def claim_views(claims: Iterable["Judged"]) -> Mapping[str, tuple[ClaimView, ...]]:
    """Return the decks' claims by the scene that shows them.

    Parameters
    ----------
    claims : iterable of Judged

    Returns
    -------
    mapping of str to tuple of ClaimView
    """
    views: dict[str, list[ClaimView]] = defaultdict(list)
    for judged in claims:
        views[judged.claim.scene].append(_claim(judged))
    return {scene: tuple(group) for scene, group in views.items()}


def _claim(judged: "Judged") -> ClaimView:
    claim, finding = judged.claim, judged.finding
    same = ("id", "slide", "title", "statement", "formula", "scene", "correction")
    more = ("correction_formula", "proof", "choice", "note")
    entries = (entry.partition(":") for entry in claim.entries)
    return ClaimView(
        **{name: getattr(claim, name) for name in (*same, *more)},
        verdict=str(judged.verdict),
        numbers=tuple(
            (name, told_number(value))
            for name, value in {**finding.computed, **finding.readings}.items()
        ),
        entries=tuple((scene, key) for scene, _, key in entries),
    )


def topics_of(
    claims: Mapping[str, Sequence[ClaimView]], present: Iterable[str]
) -> tuple[Topic, ...]:
    """Return the claims of scenes that the lecture does not have.

    Parameters
    ----------
    claims : mapping of str to sequence of ClaimView
    present : iterable of str
        Names of the lecture's scenes.

    Returns
    -------
    tuple of Topic
    """
    shown = set(present)
    return tuple(
        Topic(_title(scene), f"topic-{scene}", tuple(group))
        for scene, group in claims.items()
        if scene not in shown
    )


def _title(scene: str) -> str:
    """Return the name of a class as words.

    Examples
    --------
    >>> _title("JacobianShape"), _title("WhyOptimizationInML")
    ('Jacobian shape', 'Why optimization in ML')
    """
    first, *rest = _PARTS.findall(scene) or [scene]
    return " ".join([first, *(part if part.isupper() else part.lower() for part in rest)])
