"""Gather a deck from rendered scenes: cut their clips into beats, and take pictures of the ends."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from calcml.studio.clips import save_frame
from calcml.studio.deck_claims import joined, read_claims
from calcml.studio.descriptions import frames_of
from calcml.studio.lecture_file import LectureFile
from calcml.studio.outcomes import Rendered
from calcml.studio.problems import StudioError
from calcml.studio.slides.deck import Correction, Deck, Number, Section, Setting, Slide
from calcml.studio.voice.dubbing import spoken_excerpt
from calcml.studio.voice.speech import SILENCE, Speech

__all__ = ["Work", "gathered"]

UNSAID = {"tick", "name"}
"""Kinds of the entries of which nobody speaks."""
STANDS = "confirmed"


@dataclass(frozen=True, kw_only=True)
class Work:
    """A lecture to be shown as slides.

    Attributes
    ----------
    lecture : LectureFile
    scenes : tuple of Rendered
        In the order of the lecture.
    corrections : bool
        Whether the claims of the source decks are wanted; they take some seconds to compute.
    speech : Speech
        What is said in the scenes.
    """

    lecture: LectureFile
    scenes: tuple[Rendered, ...]
    corrections: bool = False
    speech: Speech = SILENCE


def gathered(work: Work, folder: Path) -> Deck:
    """Return the deck of a lecture.

    Parameters
    ----------
    work : Work
    folder : Path
        Where clips and pictures of the beats are written; the deck names files in it.

    Returns
    -------
    Deck

    Raises
    ------
    StudioError
        When the lecture has no beats, or its clips are of different sizes.
    """
    if not work.scenes:
        raise StudioError("a deck needs at least one scene, and this lecture has none")
    first = work.scenes[0].clip.sidecar
    for scene in work.scenes:
        _require_same(first, scene.clip.sidecar)
    corrections = _corrections(work)
    return Deck(
        title=work.lecture.title,
        author=work.lecture.author,
        description=work.lecture.description,
        theme=first["theme"],
        captions=first["look"]["captions"],
        width=first["width"],
        height=first["height"],
        fps=first["fps"],
        sections=tuple(
            _section(f"{number:02}-{scene.job.card.label}", scene, corrections, work.speech, folder)
            for number, scene in enumerate(work.scenes, start=1)
        ),
    )


def _require_same(first: Mapping[str, Any], other: Mapping[str, Any]) -> None:
    for what in ("width", "height", "fps"):
        if first[what] != other[what]:
            raise StudioError(
                f"all clips of a deck have one size and rate, but {first['scene']} has "
                f"{_told(first)} and {other['scene']} {_told(other)}"
            )


def _told(sidecar: Mapping[str, Any]) -> str:
    return f"{sidecar['width']}×{sidecar['height']} at {sidecar['fps']} fps"


def _section(
    name: str,
    scene: Rendered,
    corrections: Mapping[str, tuple[Correction, ...]],
    speech: Speech,
    folder: Path,
) -> Section:
    card, sidecar = scene.job.card, scene.clip.sidecar
    if not sidecar["timeline"]:
        raise StudioError(f"a deck needs at least one beat, and {card.label} tells none")
    room = folder / name
    room.mkdir()
    return Section(
        name=name,
        scene=card.label,
        chapter=card.chapter,
        title=card.title or str(sidecar["title"]),
        sentence=str(sidecar["sentence"]),
        sources=tuple(sidecar["slides"]),
        slides=tuple(_slides(scene, speech, room)),
        corrections=corrections.get(card.name, ()),
        opens=card.opens,
    )


def _slides(scene: Rendered, speech: Speech, room: Path) -> Iterator[Slide]:
    sidecar = scene.clip.sidecar
    told, fps = sidecar["timeline"], sidecar["fps"]
    before: frozenset[str] = frozenset()
    for place, (beat, (start, end)) in enumerate(zip(told, frames_of(told, fps), strict=True), 1):
        paths = [room / f"{place:02}-{beat['name']}{kind}" for kind in (".mp4", "-a.png", "-z.png")]
        sounds = spoken_excerpt(scene, speech, start, end, paths[0])
        for second, picture in zip((0.0, (end - start - 0.5) / fps), paths[1:], strict=True):
            save_frame(paths[0], second, picture)
        seen = _seen(sidecar, start, end)
        yield Slide(
            beat=beat["name"],
            place=place,
            of=len(told),
            caption=beat["caption"],
            markup=beat["markup"],
            setting=_setting(beat["setting"]),
            clip=paths[0],
            first=paths[1],
            last=paths[2],
            frames=end - start,
            seconds=(end - start) / fps,
            loops=beat["loops"],
            waits=beat["waits"],
            sounds=sounds,
            numbers=tuple(_numbers(sidecar["entries"], seen, before)),
        )
        before = seen


def _setting(told: Mapping[str, Any] | None) -> Setting | None:
    return None if told is None else Setting(source=told["source"], box=tuple(told["box"]))


def _seen(sidecar: Mapping[str, Any], start: int, end: int) -> frozenset[str]:
    """Return the keys of the entries that are to be read between two frames."""
    return frozenset(
        key
        for text in sidecar["screen"]["texts"]
        for key in text["entries"]
        if any(a < end and start < b for a, b in (rest["frames"] for rest in text["rests"]))
    )


def _numbers(
    entries: Sequence[Mapping[str, Any]], seen: frozenset[str], before: frozenset[str]
) -> Iterator[Number]:
    for entry in entries:
        if entry["key"] in seen and entry["kind"] not in UNSAID:
            exact = entry["exact"]
            yield Number(
                **{name: str(entry[name]) for name in ("key", "kind", "symbol", "typst", "shown")},
                formula=str(entry["formula"] or ""),
                exact="" if exact is None else str(exact),
                computed=entry["repr"] or "",
                error=entry["error"],
                new=entry["key"] not in before,
            )


def _corrections(work: Work) -> Mapping[str, tuple[Correction, ...]]:
    """Return by scene what the source decks got wrong, of the scenes that are told here."""
    present = {scene.job.card.name for scene in work.scenes}
    claims = read_claims() if work.corrections else ()
    found: dict[str, tuple[Correction, ...]] = {}
    for judged in joined(claims, chosen=lambda claim: claim.scene in present) if claims else ():
        claim, verdict = judged.claim, str(judged.verdict)
        if verdict != STANDS:
            found[claim.scene] = (
                *found.get(claim.scene, ()),
                Correction(
                    slide=claim.slide,
                    statement=claim.statement,
                    verdict=verdict,
                    correction=claim.correction,
                    correction_formula=claim.correction_formula,
                ),
            )
    return found
