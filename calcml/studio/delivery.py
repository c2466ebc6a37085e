"""Put what was rendered where the user wants it."""

from pathlib import Path

from calcml.studio.files import deliver
from calcml.studio.outcomes import Outcome, Rendered
from calcml.studio.store import SIDECAR

__all__ = ["delivered"]


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
