"""What reading a clip back has found."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any

__all__ = ["Hidden", "Reading", "Report", "Unread", "tolerance_for"]

_FINE = 720  # height of a picture from which half a pixel is asked for


def tolerance_for(height: int) -> float:
    """Return by how many pixels a mark may be off in a picture of some height."""
    return 0.5 if height >= _FINE else 0.75


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One thing that was looked for in a frame, and what was found.

    Attributes
    ----------
    kind : str
        ``text``, ``dot``, ``ring``, ``line``, ``arrow``, ``field``, ``frames`` or ``ledger``.
    name : str
        What was looked for: what a text shows, the name of a mark.
    entries : tuple of str
        The entries that it shows.
    frame : int
        The frame, from the start of the scene's clip; -1 for what concerns no single frame.
    expected, measured : str
        In words: a number, a place in pixels, a slope.
    deviation : float
        How far one is from the other, in ``unit``.
    unit : str
        ``px``, ``°``, or ``match`` for texts: how much the picture falls short of the template.
    tolerance : float
        The largest deviation that passes.
    margin : float
        Of a text with digits: by how much the right ones fit better than any wrong one.
    passed : bool
    note : str
        What is wrong, or remarkable.
    """

    kind: str
    name: str
    entries: tuple[str, ...] = ()
    frame: int = -1
    expected: str = ""
    measured: str = ""
    deviation: float = 0.0
    unit: str = ""
    tolerance: float = 0.0
    margin: float = 1.0
    passed: bool = True
    note: str = ""


@dataclass(frozen=True)
class Hidden:
    """A mark that cannot be measured in a frame, and why.

    Attributes
    ----------
    name, reason : str
    """

    name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Unread:
    """One thing on screen that could not be read, and why.

    Attributes
    ----------
    kind, name : str
    entries : tuple of str
    reason : str
    """

    kind: str
    name: str
    entries: tuple[str, ...] = ()
    reason: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """What reading back one scene has found.

    Attributes
    ----------
    clip, scene : str
        The file, and the scene in it.
    width, height, fps, frames : int
    readings : tuple of Reading
    unread : tuple of Unread
    on_screen : tuple of str
        The entries whose numbers were on screen.
    ledger : tuple of mapping
        The sidecar's ledger.
    """

    clip: str
    scene: str
    width: int
    height: int
    fps: int
    frames: int
    readings: tuple[Reading, ...]
    unread: tuple[Unread, ...] = ()
    on_screen: tuple[str, ...] = ()
    ledger: tuple[Mapping[str, Any], ...] = ()

    @property
    def failed(self) -> tuple[Reading, ...]:
        """What deviates."""
        return tuple(reading for reading in self.readings if not reading.passed)

    @property
    def passed(self) -> bool:
        """Whether all that was read is what it should be."""
        return not self.failed

    def read(self) -> frozenset[str]:
        """Return the entries whose numbers were read."""
        texts = (reading for reading in self.readings if reading.kind == "text")
        return frozenset(key for reading in texts for key in reading.entries)

    def told(self) -> Mapping[str, Any]:
        """Return the report as plain data; JSON knows no infinity, so it becomes None."""
        told = {**asdict(self), "passed": self.passed}
        del told["ledger"]  # it is the sidecar's
        for reading in told["readings"]:
            if not isfinite(reading["deviation"]):
                reading["deviation"] = None
        return told

    def worst(self, unit: str) -> float:
        """Return the largest deviation in a unit of what passed; 0 where there is nothing."""
        return max((r.deviation for r in self.readings if r.unit == unit and r.passed), default=0.0)
