"""Read a finished clip back against its sidecar.

Nothing of what drew the clip is used here: frames are decoded, numbers typeset and places worked
out anew, from the sidecar and by what `docs/sidecar.md` says of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from calcml.studio.readback.alibis import Alibis
from calcml.studio.readback.digits import Wording, wording_of
from calcml.studio.readback.marks import marks_in
from calcml.studio.readback.pictures import Film, Frame
from calcml.studio.readback.plan import Look, looks_of
from calcml.studio.readback.report import Hidden, Reading, Report, Unread
from calcml.studio.readback.scenery import Scenery, scenery_of
from calcml.studio.readback.textreadings import text_read
from calcml.studio.readback.timing import timing_of
from calcml.studio.readback.veils import veil_of

__all__ = ["CHANCES", "read_back"]

CHANCES = 12
"""Frames of a scene that are looked at by chance."""


def read_back(
    film: Film,
    sidecar: Mapping[str, Any],
    *,
    start: int = 0,
    alone: bool = True,
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
    alone : bool
        Whether the film ends with the scene.
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
    fits = (film.width, film.height) == (sidecar["width"], sidecar["height"])
    readings = [*timing_of(film, sidecar, start=start, alone=alone), *reader.wordings()]
    if fits:
        readings += reader.looked(film, start, looks)
        readings += reader.looked(film, start, reader.alibis.looks())
        readings += reader.alibis.readings()
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
        self.alibis = Alibis(self.screen["axes"], sidecar["fps"])

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

    def looked(
        self, film: Film, start: int, looks: Mapping[int, Sequence[Look]]
    ) -> Iterator[Reading]:
        """Yield what is found in the frames of a film, of those that it has."""
        there = [start + frame for frame in looks if start + frame < len(film.times)]
        for number, picture in film.pictures(there) if there else ():
            yield from self.read(picture, number - start, looks[number - start])

    def read(self, picture: Frame, frame: int, looks: Sequence[Look]) -> Iterator[Reading]:
        """Yield what is found in a frame."""
        scenery = scenery_of(self.screen, picture, frame, fade=self.sidecar["fps"])
        texts = [look for look in looks if look.is_text]
        marks = [look for look in looks if not look.is_text]
        found = ((look, self._text(scenery, look)) for look in texts)
        for look, one in chain(found, marks_in(scenery, marks)):
            self.alibis.hear(look, frame, one)
            if isinstance(one, Hidden):
                self.reasons.setdefault(id(look.thing), one.reason)
            else:
                self.read_ids.add(id(look.thing))
                yield one

    def _text(self, scenery: Scenery, look: Look) -> Reading | Hidden:
        return text_read(
            scenery.frame, scenery.number, look, preamble=self.screen["preamble"],
            words=self.words[id(look.thing)], name=self._told(look.thing),
            veil=veil_of(look.thing, scenery.number),
        )  # fmt: skip

    def _told(self, text: Mapping[str, Any]) -> str:
        """Return what a text shows, in plain words where the ledger has them."""
        entries = [self.ledger[key] for key in text["entries"] if key in self.ledger]
        shown = [str(e.get("shown")) for e in entries if f"${e.get('typst')}$" == text["source"]]
        return shown[0] if shown else str(text["source"])

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
        shown = frozenset(self.on_screen())
        for key in self.ledger:
            if key not in shown:
                yield Unread(kind="entry", name=key, entries=(key,), reason="no text shows it")

    def _things(self) -> Iterable[Mapping[str, Any]]:
        marks = (mark for mark in self.screen["marks"] if mark["shape"] != "curve")
        return (*self.screen["texts"], *marks)

    def _name(self, thing: Mapping[str, Any]) -> str:
        return self._told(thing) if "source" in thing else str(thing["name"])
