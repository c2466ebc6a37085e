"""Find the videos that were made here."""

from pathlib import Path

from calcml.studio.problems import StudioError, place

__all__ = ["finished_lectures"]


def finished_lectures() -> list[Path]:
    """Return the lectures in ``media/lecture``.

    Returns
    -------
    list of Path
        At least one.

    Raises
    ------
    StudioError
        When there is none.
    """
    folder = Path("media", "lecture")
    found = sorted(path for path in folder.glob("*.mp4") if path.with_suffix(".json").exists())
    if not found:
        raise StudioError(
            f"there is no lecture in {place(folder)}: name a clip, or make one with calcml lecture"
        )
    return found
