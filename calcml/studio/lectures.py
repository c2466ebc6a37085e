"""Make one video of a lecture's clips, with everything that goes beside it."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from calcml.studio.assembly import Part, join
from calcml.studio.captions import Cue, cues_of, srt_text, vtt_text
from calcml.studio.catalogue import SceneCard
from calcml.studio.clips import check_clip, save_frame
from calcml.studio.files import deliver, described, told_json
from calcml.studio.lecture_file import LectureFile
from calcml.studio.options import Choices
from calcml.studio.problems import writing
from calcml.studio.store import Clip, Store
from calcml.studio.transcripts import Passage, chapters_text, transcript_text
from calcml.studio.voice.speech import SILENCE, Speech
from calcml.studio.voice.tracks import Track, laid, placed

__all__ = ["Plan", "assemble", "file_name", "up_to_date"]

SCHEMA = 2
SUFFIXES = (".mp4", ".srt", ".vtt", ".md", ".chapters.txt", ".png")


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A lecture to be made.

    Attributes
    ----------
    lecture : LectureFile
        Its title, author and chapters.
    cards : tuple of SceneCard
        Its scenes in order.
    keys : tuple of str
        The key of each scene's clip.
    choices : Choices
        Quality and theme.
    folder : Path
        Where the lecture goes.
    speech : Speech
        What is said in it.
    """

    lecture: LectureFile
    cards: tuple[SceneCard, ...]
    keys: tuple[str, ...]
    choices: Choices
    folder: Path
    speech: Speech = SILENCE

    @property
    def name(self) -> str:
        """Name of the lecture's files: its title in plain letters."""
        return file_name(self.lecture, self.choices.theme)

    @property
    def video(self) -> Path:
        """The lecture itself."""
        return self.folder / f"{self.name}.mp4"

    @property
    def sidecar(self) -> Path:
        """What is known of it."""
        return self.folder / f"{self.name}.json"

    @cached_property
    def key(self) -> str:
        """Digest of all that the lecture's files depend on."""
        chapters = [[card.chapter, card.name, card.title] for card in self.cards]
        told = [SCHEMA, SUFFIXES, self.lecture.title, self.lecture.author, self.lecture.description]
        told += [self.speech.key, self.speech.identity] if self.speech.sounds else []
        text = json.dumps([*told, chapters, self.keys])
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def file_name(lecture: LectureFile, theme: str) -> str:
    """Return what the files of a lecture are called: its title in plain letters.

    Parameters
    ----------
    lecture : LectureFile
    theme : str

    Returns
    -------
    str
    """
    plain = unicodedata.normalize("NFKD", lecture.title).encode("ascii", "ignore").decode()
    words = "".join(c if c.isalnum() else " " for c in plain.lower()).split()
    return "-".join([*(words or [lecture.path.stem]), *([] if theme == "dark" else [theme])])


def up_to_date(plan: Plan) -> bool:
    """Tell whether the lecture's files are there, whole, and of this plan.

    Parameters
    ----------
    plan : Plan
        What is wanted.

    Returns
    -------
    bool
    """
    try:
        known = json.loads(plan.sidecar.read_text(encoding="utf-8"))
        files = tuple(plan.folder / name for name in known["files"])
        return known["key"] == plan.key and described(files) == known["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return False


def assemble(plan: Plan, clips: Sequence[Clip], store: Store) -> None:
    """Write the lecture's files; each appears whole or not at all, the sidecar last.

    Parameters
    ----------
    plan : Plan
        What is wanted.
    clips : sequence of Clip
        The clip of each scene, in order.
    store : Store
        Has room for the work.

    Raises
    ------
    StudioError
        When clips cannot be joined or the folder cannot be written.
    """
    parts = [_part(card, clip) for card, clip in zip(plan.cards, clips, strict=True)]
    passages = _passages(parts, clips)
    cues = tuple(cue for passage in passages for cue in passage.cues)
    with store.workspace() as folder, writing(store.root):
        made = {suffix: folder / f"{plan.name}{suffix}" for suffix in SUFFIXES}
        save_frame(parts[0].clip, float(parts[0].duration), made[".png"])
        join(
            parts, cues, made[".mp4"], metadata=_metadata(plan.lecture), cover=made[".png"],
            sound=_sound(plan, clips),
        )  # fmt: skip
        _check(made[".mp4"], parts, clips[0])
        made[".srt"].write_text(srt_text(cues), encoding="utf-8")
        made[".vtt"].write_text(vtt_text(cues), encoding="utf-8")
        transcript = transcript_text(plan.lecture.title, passages)
        made[".md"].write_text(transcript, encoding="utf-8")
        made[".chapters.txt"].write_text(chapters_text(passages), encoding="utf-8")
        sidecar = folder / plan.sidecar.name
        known = _sidecar(plan, parts, clips, cues, described(tuple(made.values())))
        sidecar.write_text(told_json(known), encoding="utf-8")
        for path in (*made.values(), sidecar):
            deliver(path, plan.folder / path.name)


def _part(card: SceneCard, clip: Clip) -> Part:
    """Name a chapter marker by chapter and scene; the two can be the same words."""
    title = card.title or str(clip.sidecar["title"])
    name = title if title == card.chapter else f"{card.chapter} · {title}"
    return Part(
        clip=clip.files[0], title=name, frames=clip.sidecar["frames"], fps=clip.sidecar["fps"]
    )


def _passages(parts: Sequence[Part], clips: Sequence[Clip]) -> tuple[Passage, ...]:
    told, start = [], Fraction()
    for part, clip in zip(parts, clips, strict=True):
        end = start + part.duration
        cues = cues_of([(float(start), clip.sidecar["timeline"])])
        told.append(Passage(part.title, float(start), float(end), cues))
        start = end
    return tuple(told)


def _sound(plan: Plan, clips: Sequence[Clip]) -> Track | None:
    if not plan.speech.sounds:
        return None
    said = (plan.speech.of(card) for card in plan.cards)
    sidecars = (clip.sidecar for clip in clips)
    return laid(zip(sidecars, said, strict=True), plan.speech.level)


def _metadata(lecture: LectureFile) -> Mapping[str, str]:
    return {
        "title": lecture.title,
        "artist": lecture.author,
        "comment": lecture.description,
        "description": lecture.description,
    }


def _check(video: Path, parts: Sequence[Part], first: Clip) -> None:
    check_clip(
        video,
        frames=sum(part.frames for part in parts),
        fps=parts[0].fps,
        size=(first.sidecar["width"], first.sidecar["height"]),
    )


def _sidecar(
    plan: Plan,
    parts: Sequence[Part],
    clips: Sequence[Clip],
    cues: Sequence[Cue],
    files: Mapping[str, Any],
) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "key": plan.key,
        "title": plan.lecture.title,
        "author": plan.lecture.author,
        "theme": plan.choices.theme,
        "quality": plan.choices.quality.folder,
        "duration": float(sum(part.duration for part in parts)),
        **({"voice": plan.speech.told()} if plan.speech.sounds else {}),
        "scenes": [
            {
                "scene": card.label,
                "chapter": part.title,
                "duration": float(part.duration),
                **_words(plan, card, clip),
                "sidecar": dict(clip.sidecar),
            }
            for card, part, clip in zip(plan.cards, parts, clips, strict=True)
        ],
        "captions": len(cues),
        "files": files,
    }


def _words(plan: Plan, card: SceneCard, clip: Clip) -> dict[str, Any]:
    """Return what is said in a scene and when, from its start."""
    said = plan.speech.of(card)
    return {"words": [each.told() for each in placed(clip.sidecar, said)]} if said else {}
