"""Verify finished videos: read every scene back, and work its ledger out once more."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from calcml.studio.catalogue import SceneCard
from calcml.studio.judgements import judged
from calcml.studio.readback import Film, Reading, Report, Unread, film_of, read_back
from calcml.studio.readback.sidecars import Scene, scenes_of

__all__ = ["Task", "tasks_of", "told_of", "verified", "with_ledger"]

_COMPARED = ("repr", "exact", "shown", "typst")
"""What of an entry must be the same when it is worked out again."""


@dataclass(frozen=True)
class Task:
    """One scene to be read back.

    Attributes
    ----------
    label : str
        The scene, and the video that it is in.
    film : Film
    scene : Scene
    """

    label: str
    film: Film
    scene: Scene


def tasks_of(videos: Sequence[Path]) -> list[Task]:
    """List the scenes in videos.

    Parameters
    ----------
    videos : sequence of Path

    Returns
    -------
    list of Task

    Raises
    ------
    StudioError
        For the first video that is none, or has no sidecar of its own.
    """
    tasks = []
    for video in videos:
        scenes, film = scenes_of(video), film_of(video)
        for scene in scenes:
            name = scene.sidecar["scene"]
            label = name if len(videos) == 1 else f"{video.stem}: {name}"
            tasks.append(Task(label, film, scene))
    return tasks


def verified(
    tasks: Sequence[Task],
    cards: Sequence[SceneCard],
    *,
    workers: int,
    chances: int,
    seed: str,
    done: Callable[[str], None] = lambda _: None,
) -> list[Report]:
    """Read scenes back, several at a time.

    Parameters
    ----------
    tasks : sequence of Task
    cards : sequence of SceneCard
        Scenes whose lessons are known here; the ledgers of others are not worked out again.
    workers : int
        How many at a time.
    chances, seed
        As for `read_back`.
    done : callable
        Is told the label of each that is done.

    Returns
    -------
    list of Report
        In order.
    """
    context = get_context("spawn")  # a worker needs nothing of this process
    with ProcessPoolExecutor(min(workers, len(tasks)) or 1, mp_context=context) as pool:
        futures = {pool.submit(told_of, task, chances=chances, seed=seed): task for task in tasks}
        ledgers = _ledgers(tasks, cards)
        try:
            for future in as_completed(futures):
                future.result()
                done(futures[future].label)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        reports = [future.result() for future in futures]
    return [with_ledger(report, ledger) for report, ledger in zip(reports, ledgers, strict=True)]


def told_of(task: Task, *, chances: int, seed: str) -> Report:
    scene = task.scene
    report = read_back(task.film, scene.sidecar, start=scene.start, chances=chances, seed=seed)
    digest = Reading(
        kind="frames", name="file", expected="the sidecar's digest",
        measured="the same" if scene.genuine else "another", passed=scene.genuine,
        note="" if scene.genuine else "the video is not the one that the sidecar describes",
    )  # fmt: skip
    return replace(report, readings=(digest, *report.readings))


Ledger = Sequence[Mapping[str, Any]] | str
"""The rows of a ledger, or why there is none."""


def _ledgers(tasks: Sequence[Task], cards: Sequence[SceneCard]) -> list[Ledger]:
    """Work out the ledgers of scenes with the parameters that their sidecars name."""
    known = {card.name: card for card in cards}
    found: dict[int, Ledger] = {}
    asked: list[tuple[int, SceneCard]] = []
    for number, task in enumerate(tasks):
        card = known.get(task.scene.sidecar["scene"])
        if card is None or card.lesson is None:
            found[number] = "its lesson is not known here"
            continue
        given = task.scene.sidecar.get("given") or {}
        lesson = replace(card.lesson, parameters=given)
        asked.append((number, replace(card, lesson=lesson, parameters=given)))
    for (number, _), judgement in zip(asked, judged(card for _, card in asked), strict=True):
        found[number] = judgement.refusal or judgement.facts["rows"]
    return [found[number] for number in range(len(tasks))]


def with_ledger(report: Report, ledger: Ledger) -> Report:
    """Return a report that tells also whether the ledger is that of the lesson."""
    if isinstance(ledger, str):
        unread = Unread(kind="ledger", name="ledger", reason=ledger)
        return replace(report, unread=(*report.unread, unread))
    return replace(report, readings=(*report.readings, *_compared(report.ledger, ledger)))


def _compared(
    told: Sequence[Mapping[str, Any]], worked_out: Sequence[Mapping[str, Any]]
) -> Iterator[Reading]:
    """Yield one reading for a ledger that is right, else one for each entry that is not."""
    now = {row["key"]: row for row in worked_out}
    wrong = 0
    for entry in told:
        row = now.pop(entry["key"], {})
        for field in _COMPARED:
            if entry.get(field) != row.get(field):
                wrong += 1
                yield Reading(
                    kind="ledger", name=entry["key"], entries=(entry["key"],),
                    expected=f"{field} {row.get(field)}", measured=f"{field} {entry.get(field)}",
                    passed=False, note="the sidecar's ledger is not what the lesson says",
                )  # fmt: skip
                break
    for key in now:
        wrong += 1
        yield Reading(kind="ledger", name=key, passed=False, note="the sidecar does not tell it")
    if not wrong:
        yield Reading(
            kind="ledger", name="ledger", expected=f"{len(told)} entries", measured="the same"
        )
