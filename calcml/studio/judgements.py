"""Ask what a lesson says with a user's parameters, within limits of time and memory."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from calcml.studio.catalogue import SceneCard
from calcml.studio.jobs import Job
from calcml.studio.problems import StudioError
from calcml.studio.processes import child_environment
from calcml.studio.references import LessonReference
from calcml.studio.store import Store

__all__ = ["PATIENCE", "Judgement", "judged", "require_told", "told_refusal"]

PATIENCE = 60.0
"""Seconds that the numbers of one scene may take; those of the lecture take one to three."""


@dataclass(frozen=True)
class Judgement:
    """What a lesson says with some parameters.

    Attributes
    ----------
    card : SceneCard
        The scene.
    refusal : str
        Why it is not told; empty if it is.
    facts : mapping
        ``title``, ``number``, ``captions``, ``marked`` captions, ``parameters``, ``claims`` and
        ``rows`` of the ledger, as plain data; empty if it is not told, or has no lesson.
    """

    card: SceneCard
    refusal: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


def judged(cards: Iterable[SceneCard], *, patience: float = PATIENCE) -> Iterator[Judgement]:
    """Work out the lessons of scenes in a process that is killed if one takes too long.

    Parameters
    ----------
    cards : iterable of SceneCard
    patience : float
        Seconds for each.

    Yields
    ------
    Judgement
        One per scene, in order. One that is killed does not keep the others from being judged.
    """
    judge: _Judge | None = None
    try:
        for card in cards:
            if card.lesson is None:
                yield Judgement(card)
                continue
            judge = judge or _Judge()
            answer = judge.ask(card.lesson, patience)
            if answer is None:
                judge.end()
                answer, judge = {"refusal": judge.last_words(patience)}, None
            yield Judgement(card, answer["refusal"], {} if answer["refusal"] else answer)
    finally:
        if judge is not None:
            judge.end()


def require_told(work: Iterable[Job], store: Store) -> None:
    """Refuse scenes that are not told with the parameters that a user gave them.

    Parameters
    ----------
    work : iterable of Job
        What is wanted.
    store : Store
        What is there already was told.

    Raises
    ------
    StudioError
        With the reason of the first one, and where a lecture file names it.
    """
    own = (job.keyed() for job in work if job.card.parameters)
    new = (job.card for job in own if store.find(job.card.name, job.key) is None)
    for judgement in judged(new):
        if judgement.refusal:
            raise StudioError(told_refusal(judgement))


def told_refusal(judgement: Judgement) -> str:
    """Return where and why a scene is refused."""
    card = judgement.card
    start = f"{card.where}, {card.name}" if card.where else card.name
    reason = judgement.refusal
    return f"{start}: {reason.removeprefix(card.name).lstrip(': ')}"


class _Judge:
    """A process that works out lessons one after the other."""

    def __init__(self) -> None:
        self.late, self.words = False, ""
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "calcml.studio.judge"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=child_environment(),
            start_new_session=True,
        )  # fmt: skip

    def ask(self, lesson: LessonReference, patience: float) -> dict[str, Any] | None:
        """Return what is to be known of a lesson; None if the process did not live to tell."""
        told = {
            "module": lesson.module,
            "attribute": lesson.attribute,
            "folder": str(lesson.folder),
            "arguments": lesson.arguments,
            "parameters": lesson.parameters,
        }
        clock = threading.Timer(patience, self._kill_late)
        clock.start()
        try:
            if self.process.stdin is None or self.process.stdout is None:
                return None
            self.process.stdin.write(json.dumps(told) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            return None
        finally:
            clock.cancel()
        return json.loads(line) if line else None

    def _kill_late(self) -> None:
        self.late = True
        self._kill()

    def _kill(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def end(self) -> None:
        """Kill the process, and all that it has started."""
        self._kill()
        self.words = self.process.communicate()[1] or ""

    def last_words(self, patience: float) -> str:
        """Say why it died."""
        if self.late:
            return f"its numbers take longer than {patience:g} s: choose a simpler function"
        last = (self.words.strip().splitlines() or ["no message"])[-1]
        return f"working out its numbers ended with code {self.process.returncode}: {last}"
