"""What commands ask for: to have scenes spoken, or to write down what is to be read."""

from collections.abc import Sequence
from pathlib import Path

import click

from calcml.studio.catalogue import SceneCard
from calcml.studio.problems import StudioError, place, writing
from calcml.studio.store import Store
from calcml.studio.voice.lines import lines_of
from calcml.studio.voice.recordings import script
from calcml.studio.voice.speech import Speech, spoken_by
from calcml.studio.voice.voices import voice_of

__all__ = ["speech_for", "write_script"]


def speech_for(voice: str, cards: Sequence[SceneCard], store: Store) -> Speech:
    """Have a voice speak the captions of scenes.

    Parameters
    ----------
    voice : str
        From ``--voice``.
    cards : sequence of SceneCard
    store : Store

    Returns
    -------
    Speech

    Raises
    ------
    StudioError
        When there is no such voice, or it fails.
    """
    return spoken_by(voice_of(voice), cards, store)


def write_script(cards: Sequence[SceneCard], target: Path) -> int:
    """Write what is to be read in scenes, and how each recording is called.

    Parameters
    ----------
    cards : sequence of SceneCard
    target : Path
        A new file.

    Returns
    -------
    int
        The exit code.

    Raises
    ------
    StudioError
        When the file is there already, or cannot be written.
    """
    if not target.parent.is_dir():
        raise StudioError(f"there is no folder {place(target.parent)}: make it first")
    text = script([line for said in lines_of(cards).values() for line in said])
    with writing(target.parent):
        try:
            with target.open("x", encoding="utf-8") as stream:
                stream.write(text)
        except FileExistsError as error:
            raise StudioError(f"{place(target)} is there already: choose another name") from error
    click.echo(place(target))
    return 0
