"""Read a finished clip back against its sidecar.

Nothing of what drew the clip is used here: frames are decoded, numbers typeset and places worked
out anew, from the sidecar and by what `docs/sidecar.md` says of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from calcml.studio.readback.digits import Wording, wording_of
from calcml.studio.readback.marks import Hidden, Place, marks_in
from calcml.studio.readback.pictures import Film, Frame
from calcml.studio.readback.places import pixels_of
from calcml.studio.readback.plan import Look, looks_of
from calcml.studio.readback.report import Reading, Report, Unread
from calcml.studio.readback.texts import legibility
from calcml.studio.readback.typesetting import spot_of

__all__ = ["CHANCES", "read_back"]

CHANCES = 12
"""Frames of a scene that are looked at by chance."""
MATCH, MARGIN, WORDS, LETTER = 0.8, 0.02, 0.5, 0.6
"""How well a number must match its template, and each digit better than any other one; and words,
across which a curve may run."""


def read_back(
    film: Film,
    sidecar: Mapping[str, Any],
    *,
    start: int = 0,
    chances: int = CHANCES,
    seed: str = "",
) -> Report:
    """Read one scene back.

    Parameters
    ----------
    film : Film
        The clip, or a lecture that it was joined into.
    sidecar : mapping
        The scene's, of version 2.
    start : int
        The scene's first frame in the film.
    chances : int
        How many frames are looked at by chance, beside those in which everything is to be seen.
    seed : str
        The same seed chooses the same frames; the sidecar's key by default.

    Returns
    -------
    Report

    Raises
    ------
    StudioError
        When the film cannot be decoded.
    """
    reader = _Reader(sidecar)
    looks = looks_of(sidecar, chances=chances, seed=seed or sidecar["key"])
    there = [frame for frame in looks if start + frame < len(film.times)]
    fits = (film.width, film.height) == (sidecar["width"], sidecar["height"])
    readings = [*_timing(film, sidecar, start), *reader.wordings()]
    if fits:
        for number, picture in film.pictures([start + frame for frame in there]):
            frame = number - start
            readings += reader.read(picture, frame, looks[frame])
    return Report(
        clip=film.path.name,
        scene=sidecar["scene"],
        width=film.width,
        height=film.height,
        fps=sidecar["fps"],
        frames=sidecar["frames"],
        readings=tuple(readings),
        unread=tuple(reader.unread()) if fits else (),
        on_screen=tuple(dict.fromkeys(reader.on_screen())),
        ledger=tuple(sidecar["entries"]),
    )


def _timing(film: Film, sidecar: Mapping[str, Any], start: int) -> Iterator[Reading]:
    """Yield whether the picture has the size, and the scene the frames, that the sidecar says."""
    size = f"{sidecar['width']}×{sidecar['height']}"
    found = f"{film.width}×{film.height}"
    yield Reading(
        kind="frames", name="size", expected=size, measured=found, passed=size == found,
        note="" if size == found else "the picture has another size",
    )  # fmt: skip
    count, fps = sidecar["frames"], sidecar["fps"]
    times = film.times[start : start + count]
    whole = len(times) == count and (start > 0 or len(film.times) >= count)
    late = sum(time != Fraction(start + k, fps) for k, time in enumerate(times))
    yield Reading(
        kind="frames", name="frames", expected=f"{count} at {fps} a second",
        measured=f"{len(times)}, {late} of them not in time", deviation=float(late),
        unit="frames", passed=whole and not late,
        note="" if whole and not late else "frames are missing, or stand at another time",
    )  # fmt: skip


class _Reader:
    """Knows a sidecar, and what has been read of it.

    Parameters
    ----------
    sidecar : mapping
    """

    def __init__(self, sidecar: Mapping[str, Any]) -> None:
        self.sidecar, self.screen = sidecar, sidecar["screen"]
        self.ledger = {entry["key"]: entry for entry in sidecar["entries"]}
        self.words: dict[int, Wording] = {}
        self.reasons: dict[int, str] = {}
        self.read_ids: set[int] = set()

    def wordings(self) -> Iterator[Reading]:
        """Compare the markup of every text with the ledger, and tell what does not agree."""
        for text in self.screen["texts"]:
            entries = [self.ledger[key] for key in text["entries"] if key in self.ledger]
            words = wording_of(text["source"], entries, self.sidecar["number"])
            self.words[id(text)] = words
            lost = [key for key in text["entries"] if key not in self.ledger]
            if words.stray or words.missing or lost:
                told = [
                    f"digits {words.stray} are no entry's" if words.stray else "",
                    *(f"{key} is not told as the ledger has it" for key in words.missing),
                    *(f"the ledger has no {key}" for key in lost),
                ]
                yield Reading(
                    kind="text", name=text["source"], entries=tuple(text["entries"]),
                    expected="the ledger's numbers", measured=text["source"], passed=False,
                    deviation=1.0, unit="match", note="; ".join(filter(None, told)),
                )  # fmt: skip

    def read(self, picture: Frame, frame: int, looks: Sequence[Look]) -> Iterator[Reading]:
        """Yield what is found in a frame."""
        for look in looks:
            if look.is_text:
                reading = self._text(picture, frame, look)
                if reading is not None:
                    self.read_ids.add(id(look.thing))
                    yield reading
        marks = [look for look in looks if not look.is_text]
        dots, lines = self._dots_in(frame), self._lines_in(frame)
        for look, found in marks_in(picture, frame, marks, self.screen["axes"], dots, lines):
            if isinstance(found, Hidden):
                self.reasons.setdefault(id(look.thing), found.reason)
            else:
                self.read_ids.add(id(look.thing))
                yield found

    def _text(self, picture: Frame, frame: int, look: Look) -> Reading | None:
        text, words = look.thing, self.words[id(look.thing)]
        spot = spot_of(look.sight)
        found = legibility(picture, self.screen["preamble"], text["source"], words, spot)
        if found is None:
            self.reasons[id(text)] = "it reaches out of the picture"
            return None
        least = MATCH if words.digits else WORDS
        passed = found.match >= least and found.margin >= MARGIN and found.least >= LETTER
        return Reading(
            kind="text",
            name=self._told(text),
            entries=words.values,
            frame=frame,
            expected="".join(text["source"][at] for at in words.digits),
            measured=found.read,
            deviation=1 - found.match,
            unit="match",
            tolerance=1 - least,
            margin=found.margin,
            passed=passed,
            note="" if passed else f"the right digits fit better by {found.margin:.3f}",
        )

    def _told(self, text: Mapping[str, Any]) -> str:
        """Return what a text shows, in plain words where the ledger has them."""
        entries = [self.ledger[key] for key in text["entries"] if key in self.ledger]
        shown = [str(e["shown"]) for e in entries if f"${e['typst']}$" == text["source"]]
        return shown[0] if shown else str(text["source"])

    def _dots_in(self, frame: int) -> Iterator[tuple[Place, float, Any]]:
        """Yield every dot in a frame: its place, its radius and which mark it is."""
        for mark in self.screen["marks"]:
            if mark["shape"] not in {"dot", "ring"}:
                continue
            for rest in mark["rests"]:
                if rest["frames"][0] <= frame < rest["frames"][1]:
                    yield self._pixels(rest["axes"], rest["at"][0]), rest["size"], mark
            for move in mark.get("moves", ()):
                moment = frame - move["first"]
                if 0 <= moment < len(move["at"]):
                    yield self._pixels(move["axes"], move["at"][moment]), move["size"], mark

    def _lines_in(self, frame: int) -> Iterator[tuple[Place, Place, Any]]:
        """Yield every line and arrow in a frame: its ends and which mark it is."""
        for mark in self.screen["marks"]:
            if mark["shape"] in {"dot", "ring"}:
                continue
            for rest in mark["rests"]:
                if rest["frames"][0] <= frame < rest["frames"][1]:
                    ends = [self._pixels(rest["axes"], at) for at in rest["at"]]
                    for start, end in zip(ends[::2], ends[1::2], strict=True):
                        yield start, end, mark

    def _pixels(self, axes: int, at: Sequence[float]) -> Place:
        return pixels_of(self.screen["axes"][axes], at)

    def on_screen(self) -> Iterator[str]:
        """Yield the entries whose values are on screen."""
        for text in self.screen["texts"]:
            yield from self.words[id(text)].values

    def unread(self) -> Iterator[Unread]:
        """Yield what is on screen and was not read, once for all times it is shown."""
        read, missed = set(), dict[tuple[str, str], Unread]()
        for thing in self._things():
            kind, name = thing.get("shape", "text"), self._name(thing)
            if id(thing) in self.read_ids:
                read.add((kind, name))
                continue
            reason = self.reasons.get(id(thing), "it never stands still while it is on screen")
            entries = self.words[id(thing)].values if kind == "text" else ()
            missed.setdefault(
                (kind, name), Unread(kind=kind, name=name, entries=entries, reason=reason)
            )
        yield from (unread for key, unread in missed.items() if key not in read)

    def _things(self) -> Iterable[Mapping[str, Any]]:
        return (*self.screen["texts"], *self.screen["marks"])

    def _name(self, thing: Mapping[str, Any]) -> str:
        return self._told(thing) if "source" in thing else str(thing["name"])
