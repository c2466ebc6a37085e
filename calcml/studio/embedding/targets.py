"""Which tools there is a snippet for."""

from collections.abc import Callable, Mapping

from calcml.studio.embedding import beamer, markdown, powerpoint, quarto, revealjs, slidev
from calcml.studio.embedding.shown import Shown
from calcml.studio.problems import StudioError

__all__ = ["ALL", "TARGETS", "require_target", "snippets"]

ALL = "all"

TARGETS: Mapping[str, Callable[[Shown], str]] = {
    "revealjs": revealjs.snippet,
    "slidev": slidev.snippet,
    "quarto": quarto.snippet,
    "markdown": markdown.snippet,
    "beamer": beamer.snippet,
    "powerpoint": powerpoint.snippet,
}


def require_target(name: str) -> None:
    """Refuse what there is no snippet for.

    Parameters
    ----------
    name : str
        What was typed after ``--embed``.

    Raises
    ------
    StudioError
        For an unknown name, perhaps that of a scene.
    """
    if name != ALL and name not in TARGETS:
        raise StudioError(
            f"--embed takes {', '.join(TARGETS)} or nothing, got {name!r}; scenes are named "
            "before it: calcml render SecantToTangent --embed"
        )


def snippets(shown: Shown, target: str) -> str:
    """Return what to write for a target, or for all under their names.

    Parameters
    ----------
    shown : Shown
    target : str
        A key of `TARGETS`, or ``all``.

    Returns
    -------
    str
    """
    if target != ALL:
        return TARGETS[target](shown)
    return "\n\n".join(f"=== {name} ===\n{write(shown)}" for name, write in TARGETS.items())
