"""Put sound to finished clips: the pictures are copied, the sound is encoded once."""

from collections.abc import Mapping
from dataclasses import replace
from heapq import merge
from pathlib import Path
from typing import Any

import av

from calcml.studio.clips import check_clip
from calcml.studio.definitions import digest_of
from calcml.studio.excerpts import excerpt
from calcml.studio.files import described, told_json
from calcml.studio.outcomes import Outcome, Rendered
from calcml.studio.problems import writing
from calcml.studio.splices import Part, moved_packets
from calcml.studio.store import SIDECAR, Clip, Store
from calcml.studio.voice.speech import Speech
from calcml.studio.voice.tracks import Track, encoded, laid, placed, sound_stream

__all__ = ["dubbed", "spoken_excerpt", "with_sound"]

KEPT = 12
"""How many clips with sound stay of a scene."""


def with_sound(part: Part, track: Track, target: Path) -> None:
    """Write a silent video with a track of sound.

    Parameters
    ----------
    part : Part
        The video.
    track : Track
        As long as it.
    target : Path
        The MP4 to write; it is incomplete until this returns.
    """
    options = {"movflags": "+faststart"}
    with av.open(target, "w", options=options) as output, av.open(part.clip) as source:
        template = source.streams.video[0]
        video = output.add_stream_from_template(template)
        video.time_base = template.time_base
        sound = sound_stream(output)
        pictures = moved_packets([part], video, template)
        for _, packet in merge(pictures, encoded(track, sound), key=lambda timed: timed[0]):
            output.mux(packet)


def spoken_excerpt(scene: Rendered, speech: Speech, start: int, end: int, target: Path) -> bool:
    """Cut a beat out of a clip, with what is said in it.

    Parameters
    ----------
    scene : Rendered
    speech : Speech
    start, end : int
        Numbers of frames, as for `excerpt`.
    target : Path
        The video to write; it is incomplete until this returns.

    Returns
    -------
    bool
        Whether anything is said.
    """
    sidecar, clip = scene.clip.sidecar, scene.clip.files[0]
    said, fps = speech.of(scene.job.card), sidecar["fps"]
    track = laid([(sidecar, said)], speech.level).cut(start, end, fps) if said else None
    if track is None or not track.words:
        excerpt(clip, start, end, target)
        return False
    silent = target.with_name(f"{target.stem}-silent.mp4")
    excerpt(clip, start, end, silent)
    with_sound(Part(clip=silent, title=target.stem, frames=end - start, fps=fps), track, target)
    silent.unlink()
    return True


def dubbed(outcome: Outcome, speech: Speech, store: Store) -> Outcome:
    """Return a rendered scene with its sound; without speech, as it is.

    Parameters
    ----------
    outcome : Outcome
    speech : Speech
        The scene gets a level of its own, as its clip stands alone.
    store : Store
        Where clips with sound are found and put.

    Returns
    -------
    Outcome
    """
    if not isinstance(outcome, Rendered):
        return outcome
    card = outcome.job.card
    own = speech.among([card])
    if not own.sounds:
        return outcome
    key = digest_of([outcome.clip.sidecar["key"], own.key, own.identity])
    with store.claimed(key):
        clip = store.dubbed.find(card.name, key)
        if clip is None:
            clip = _new(outcome, own, key, store)
            store.dubbed.prune(card.name, KEPT)
    return replace(outcome, clip=clip)


def _new(outcome: Rendered, speech: Speech, key: str, store: Store) -> Clip:
    sidecar, said = outcome.clip.sidecar, speech.of(outcome.job.card)
    source = outcome.clip.files[0]
    part = Part(clip=source, title=sidecar["scene"], frames=sidecar["frames"], fps=sidecar["fps"])
    with store.workspace() as folder, writing(store.root):
        out = folder / "out"
        out.mkdir()
        target = out / source.name
        with_sound(part, laid([(sidecar, said)], speech.level), target)
        size = (sidecar["width"], sidecar["height"])
        check_clip(target, frames=part.frames, fps=part.fps, size=size)
        about = _sidecar(sidecar, speech, key) | {
            "words": [each.told() for each in placed(sidecar, said)],
            "files": described((target,)),
        }
        (out / SIDECAR).write_text(told_json(about), encoding="utf-8")
        return store.dubbed.publish(outcome.job.card.name, key, out)


def _sidecar(sidecar: Mapping[str, Any], speech: Speech, key: str) -> dict[str, Any]:
    silent = {name: value for name, value in sidecar.items() if name != "files"}
    return {**silent, "key": key, "voice": speech.told()}
