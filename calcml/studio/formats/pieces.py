"""Which frames of a clip become a file of their own: all of them, or those of a beat."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from calcml.studio.catalogue import SceneCard
from calcml.studio.descriptions import frames_of
from calcml.studio.outcomes import Rendered
from calcml.studio.problems import StudioError, nearest

__all__ = ["Piece", "chosen_beats", "pieces", "require_beats"]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Some beats of a clip that follow each other.

    Attributes
    ----------
    name : str
        Of its file, without a suffix: ``SecantToTangent-03-shrink_the_step``.
    title : str
        Of its scene.
    captions : tuple of str
        Of its beats, as plain text.
    clip, key : Path, str
        The clip of the whole scene, and its key.
    starts : tuple of int
        The number of the frame in the clip with which each of its beats begins.
    end : int
        The number of the first frame that is no longer in it.
    width, height, fps : int
    transparent : bool
        Whether the clip's pixels have an alpha.
    loops : bool
        Whether each of its beats ends as it begins, to be played again and again.
    """

    name: str
    title: str
    captions: tuple[str, ...]
    clip: Path
    key: str
    starts: tuple[int, ...]
    end: int
    width: int
    height: int
    fps: int
    transparent: bool
    loops: bool

    @property
    def start(self) -> int:
        """The number of its first frame in the clip."""
        return self.starts[0]

    @property
    def frames(self) -> int:
        """How many frames it has."""
        return self.end - self.start


def pieces(scene: Rendered, names: Sequence[str] = ()) -> list[Piece]:
    """Return the parts of a scene's clip that are wanted.

    Parameters
    ----------
    scene : Rendered
        Its clip, not stills.
    names : sequence of str
        Beats, each of which becomes a piece; none means that the whole clip is one.

    Returns
    -------
    list of Piece
        In the order of the scene.

    Raises
    ------
    StudioError
        When the scene has no such beat.
    """
    sidecar = scene.clip.sidecar
    told, fps = sidecar["timeline"], sidecar["fps"]
    spans, label = frames_of(told, fps), scene.job.card.label
    chosen = chosen_beats(scene, names)
    groups = (
        {f"{label}-{place + 1:02}-{told[place]['name']}": [place] for place in chosen}
        if names
        else {label: list(range(len(told)))}
    )
    return [
        Piece(
            name=name,
            title=str(scene.job.card.title or sidecar["title"]),
            captions=tuple(told[place]["caption"] for place in places),
            clip=scene.clip.files[0],
            key=str(sidecar["key"]),
            starts=tuple(spans[place][0] for place in places),
            end=spans[places[-1]][1],
            width=sidecar["width"],
            height=sidecar["height"],
            fps=fps,
            transparent=sidecar["look"]["transparent"],
            loops=all(told[place]["loops"] for place in places),
        )
        for name, places in groups.items()
    ]


def chosen_beats(scene: Rendered, names: Sequence[str]) -> list[int]:
    """Return the places of some beats in their scene, from 0, in the order of the scene.

    Parameters
    ----------
    scene : Rendered
    names : sequence of str
        None means all.

    Returns
    -------
    list of int

    Raises
    ------
    StudioError
        When the scene has no such beat.
    """
    told: list[Any] = [beat["name"] for beat in scene.clip.sidecar["timeline"]]
    require_beats(scene.job.card, names, told)
    return [place for place, name in enumerate(told) if name in names or not names]


def require_beats(card: SceneCard, names: Sequence[str], told: Sequence[str]) -> None:
    """Refuse names that are no beats of a scene.

    Parameters
    ----------
    card : SceneCard
        The scene.
    names : sequence of str
        What a user wants.
    told : sequence of str
        The beats that it has; its own name if it is not told in beats.

    Raises
    ------
    StudioError
        With the beats that there are.
    """
    for name in names:
        if name in told:
            continue
        if list(told) == [card.name]:
            raise StudioError(
                f"{card.label} is not told in beats, so it has no beat {name!r}: leave --beat out"
            )
        close = nearest(name, told)
        hint = f"{close} (its beats: {', '.join(told)})" if "?" in close else close
        raise StudioError(f"{card.label} has no beat {name!r}: {hint}")
