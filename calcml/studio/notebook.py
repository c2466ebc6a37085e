"""Show a scene where it was asked for: in a notebook, or as a file."""

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from calcml.studio.catalogue import SceneCard, catalogue, pick
from calcml.studio.delivery import delivered
from calcml.studio.jobs import Job
from calcml.studio.judgements import require_told
from calcml.studio.lecture_file import find_lecture_file, read_lecture_file
from calcml.studio.options import choices_of
from calcml.studio.parameters import plain_parameters
from calcml.studio.problems import StudioError
from calcml.studio.progress import watching
from calcml.studio.rendering import Failed, default_workers, render_all
from calcml.studio.store import open_store

__all__ = ["show"]


def show(
    scene: str,
    *,
    quality: str = "l",
    theme: str | None = None,
    file: Path | str | None = None,
    output: Path | str | None = None,
    **parameters: Any,
) -> Any:
    """Render a scene with one's own function, and show it.

    Parameters
    ----------
    scene : str
        Its name, such as ``SecantToTangent``.
    quality : {"l", "m", "h", "p", "k"}
        Manim's letters; ``l`` is 480p15.
    theme : {"dark", "light"}, optional
        The lecture file's by default.
    file : Path or str, optional
        A lecture file; the one here, else the lecture that comes with calcml, by default.
    output : Path or str, optional
        The folder for the clip; ``media/clips`` by default.
    **parameters
        Of the scene's lesson: texts such as ``"x**3"`` or ``"pi/4"``, numbers, functions, lists.

    Returns
    -------
    IPython.display.Video or Path
        In Jupyter the clip, playing inline; elsewhere the path of the clip.

    Raises
    ------
    StudioError
        If there is no such scene, or it is not told with these parameters.

    Examples
    --------
    >>> show("SecantToTangent", function="x**3", at=1)  # doctest: +SKIP
    """
    lecture = read_lecture_file(find_lecture_file(Path(file) if file else None))
    card = _only(pick(catalogue(lecture), [scene])).given(plain_parameters(parameters))
    choices = choices_of(lecture, quality, theme)
    folder = Path(output) if output else Path("media", "clips", choices.folder)
    path = _rendered(Job(card=card, quality=choices.quality, theme=choices.theme), folder)
    return _inline(path)


def _only(cards: tuple[SceneCard, ...]) -> SceneCard:
    """Return the first telling of a scene that a lecture may tell several times."""
    return cards[0]


def _rendered(job: Job, folder: Path) -> Path:
    store = open_store(folder)
    require_told([job], store)
    with _progress(job) as watcher:
        (outcome,) = render_all([job], store, watcher, workers=default_workers())
    if isinstance(outcome, Failed):
        raise StudioError(f"{job.card.label} failed: {outcome.reason}")
    return delivered(outcome, folder)[0]


def _progress(job: Job) -> AbstractContextManager[Any]:
    return watching([job.card.label]) if sys.stderr.isatty() else nullcontext(_Quiet())


class _Quiet:
    """Watches without a word: a notebook keeps every line."""

    def hear(self, scene: str, event: str, facts: dict[str, Any]) -> None:
        """Take note of nothing."""

    def tick(self) -> None:
        """Show nothing."""


def _inline(path: Path) -> Any:
    """Return a player if a notebook is there to show it, else the path."""
    if "ipykernel" not in sys.modules:
        return path
    from IPython.display import Video  # noqa: PLC0415 - only a notebook has it

    return Video(str(path), embed=True, html_attributes="controls loop autoplay muted")
