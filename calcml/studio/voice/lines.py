"""What is to be said: a line for each beat that has a caption."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from calcml.studio.catalogue import SceneCard
from calcml.studio.judgements import judged
from calcml.studio.voice.wording import spoken

__all__ = ["Line", "Told", "lines_of", "told_of"]

Told: TypeAlias = tuple[Path, str]
"""A scene as it is told: its file, and its label, which differs when its parameters do."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """What is said in one beat.

    Attributes
    ----------
    scene, label : str
        The scene's name, and the same with its parameters.
    beat : str
    place : int
        Which beat of the scene it is, from 1.
    caption : str
        As it stands in the picture.
    words : str
        As it is said: letters, digits and punctuation.
    """

    scene: str
    label: str
    beat: str
    place: int
    caption: str
    words: str

    @property
    def name(self) -> str:
        """What a recording of it is called: ``SecantToTangent-03-shrink_the_step``."""
        return f"{self.label}-{self.place:02}-{self.beat}"


def told_of(card: SceneCard) -> Told:
    """Return what tells a scene from all others of a lecture.

    Parameters
    ----------
    card : SceneCard

    Returns
    -------
    Told
    """
    return card.file, card.label


def lines_of(cards: Iterable[SceneCard]) -> Mapping[Told, tuple[Line, ...]]:
    """Work out what is said in scenes.

    Parameters
    ----------
    cards : iterable of SceneCard

    Returns
    -------
    mapping of Told to tuple of Line
        In the order of the beats; nothing for a scene without a lesson, or one that is not told
        with its parameters, of which rendering says why.
    """
    different = {told_of(card): card for card in cards}
    return {
        told: tuple(
            Line(
                scene=judgement.card.name,
                label=judgement.card.label,
                beat=beat,
                place=place,
                caption=" ".join(judgement.facts["captions"][beat].split()),
                words=words,
            )
            for place, (beat, marked) in enumerate(judgement.facts.get("marked", {}).items(), 1)
            if (words := spoken(marked))
        )
        for told, judgement in zip(different, judged(different.values()), strict=True)
    }
