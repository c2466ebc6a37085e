"""Put what was rendered where the user wants it."""

from collections.abc import Sequence
from pathlib import Path

from calcml.studio.files import deliver
from calcml.studio.formats.pieces import chosen_beats, pieces
from calcml.studio.outcomes import Outcome, Rendered
from calcml.studio.problems import writing
from calcml.studio.store import SIDECAR, Store
from calcml.studio.voice.dubbing import spoken_excerpt
from calcml.studio.voice.speech import SILENCE, Speech

__all__ = ["delivered", "delivered_beats"]


def delivered(outcome: Outcome, folder: Path) -> list[Path]:
    """Put the files of a scene, and its description, into a folder.

    Parameters
    ----------
    outcome : Outcome
        What became of the scene.
    folder : Path
        Where the files go; a scene with a user's parameters is named by them too.

    Returns
    -------
    list of Path
        The clip, or the stills; nothing of a scene that failed.
    """
    if not isinstance(outcome, Rendered):
        return []
    card = outcome.job.card
    paths = [
        folder / (card.label + source.name.removeprefix(card.name)) for source in outcome.clip.files
    ]
    for source, path in zip(outcome.clip.files, paths, strict=True):
        deliver(source, path)
    if not outcome.job.stills:
        deliver(outcome.clip.folder / SIDECAR, folder / f"{card.label}.json")
    return paths


def delivered_beats(
    scene: Rendered, beats: Sequence[str], folder: Path, store: Store, speech: Speech = SILENCE
) -> list[Path]:
    """Put some beats of a scene into a folder, each as a file of its own, without a description.

    Parameters
    ----------
    scene : Rendered
        Its clip, or its stills.
    beats : sequence of str
        At least one.
    folder : Path
        Where the files go.
    store : Store
        Where there is room.
    speech : Speech
        What is said in them.

    Returns
    -------
    list of Path
        In the order of the scene.

    Raises
    ------
    StudioError
        When the scene has no such beat.
    """
    card, files = scene.job.card, scene.clip.files
    if scene.job.stills:
        paths = []
        for still in (files[place] for place in chosen_beats(scene, beats)):
            paths.append(folder / (card.label + still.name.removeprefix(card.name)))
            deliver(still, paths[-1])
        return paths
    paths = []
    for piece in pieces(scene, beats):
        paths.append(folder / f"{piece.name}{piece.clip.suffix}")
        with store.workspace() as room, writing(store.root):
            spoken_excerpt(scene, speech, piece.start, piece.end, room / paths[-1].name)
            deliver(room / paths[-1].name, paths[-1])
    return paths
