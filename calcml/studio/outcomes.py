"""What became of a scene that was to be rendered."""

from dataclasses import dataclass

from calcml.studio.jobs import Job
from calcml.studio.shelves import Clip

__all__ = ["Failed", "Outcome", "Rendered"]


@dataclass(frozen=True)
class Rendered:
    """A scene whose clip is in the store.

    Attributes
    ----------
    job : Job
        What was asked.
    clip : Clip
        What there is now.
    cached : bool
        Whether it was there before.
    """

    job: Job
    clip: Clip
    cached: bool


@dataclass(frozen=True)
class Failed:
    """A scene that could not be rendered.

    Attributes
    ----------
    job : Job
        What was asked.
    reason : str
        Why not, in one line.
    details : str
        The traceback, or the worker's last words.
    """

    job: Job
    reason: str
    details: str


Outcome = Rendered | Failed
