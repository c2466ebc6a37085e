"""One lie: a clip, or its sidecar, that tells something else than the lesson does."""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from calcml.studio.ledgers import ledger_rows
from calcml.studio.readback import Reading, Report
from calcml.studio.reckoning import with_ledger
from calcml.studio.verifying import report_on, tasks_of
from tests.studio.readback import drawn_lies as lies
from tests.studio.readback.encoded_lies import Frames, planes_of
from tests.studio.readback.filming import described_anew, filmed, sidecar_of
from tests.studio.readback.trial import TrialLesson

__all__ = ["Mutant", "Told", "caught", "made", "verdict_on"]

Encoded = Callable[[Frames, Path], None]
Told = Callable[[dict[str, Any]], None]
CHANCES = 0


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One lie.

    Attributes
    ----------
    says : str
        What is wrong, as a sentence.
    kind, name : str
        What must be caught: the kind of the reading, and a part of its name.
    drawn : callable, optional
        A context in which the scene is drawn wrongly.
    blind : bool
        Whether the sidecar is that of the right clip, because nothing vouches for what is not
        drawn at all.
    encoded : callable, optional
        Encodes the frames of the right clip once more, in a wrong way.
    told : callable, optional
        Changes the sidecar of the right clip.
    given : dict
        Parameters of the clip; the sidecar is that of the scene without.
    forged : bool
        Whether the sidecar names the digest of the clip, so that only the pixels can tell.
    beats : tuple of str
        What is drawn.
    """

    says: str
    kind: str
    name: str = ""
    drawn: lies.Lie | None = None
    blind: bool = False
    encoded: Encoded | None = None
    told: Told | None = None
    given: dict[str, Any] = field(default_factory=dict)
    forged: bool = True
    beats: tuple[str, ...] = ("stand",)


def made(mutant: Mutant, right: Path, folder: Path) -> Path:
    """Make the clip of a mutant and its sidecar."""
    clip, sidecar = folder / right.name, sidecar_of(right)
    if mutant.drawn is not None:
        with mutant.drawn():
            filmed(folder, beats=mutant.beats)
        sidecar = sidecar if mutant.blind else sidecar_of(clip)
    elif mutant.given:
        filmed(folder, parameters=mutant.given)
    elif mutant.encoded is not None:
        mutant.encoded(planes_of(right), clip)
    else:
        clip.write_bytes(right.read_bytes())
    if mutant.told is not None:
        sidecar = copy.deepcopy(sidecar)
        mutant.told(sidecar)
    if mutant.forged:
        described_anew(clip, sidecar)
    else:
        clip.with_suffix(".json").write_bytes(right.with_suffix(".json").read_bytes())
    return clip


def verdict_on(clip: Path) -> Report:
    """Read a clip back, and compare its ledger with that of the lesson."""
    (task,) = tasks_of([clip])
    report = report_on(task, CHANCES, "")
    return with_ledger(report, list(ledger_rows(TrialLesson())))


def caught(mutant: Mutant, report: Report) -> Sequence[Reading]:
    """Return the readings that failed for the right reason."""
    return [
        reading
        for reading in report.failed
        if reading.kind == mutant.kind and mutant.name in reading.name
    ]
