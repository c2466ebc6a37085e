"""Verify finished videos: read every scene back, and work its ledger out once more."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from calcml.studio.apart import done_apart
from calcml.studio.catalogue import SceneCard
from calcml.studio.problems import StudioError
from calcml.studio.readback import Film, Reading, Report, film_of, read_back
from calcml.studio.readback.sidecars import Scene, scenes_of
from calcml.studio.reckoning import ledgers_of, with_ledger

__all__ = ["Task", "report_on", "tasks_of", "verified"]


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

    Raises
    ------
    StudioError
        When a film cannot be decoded, or a text not typeset.
    """
    ledgers = ledgers_of([task.scene.sidecar for task in tasks], cards)
    reports = done_apart(
        report_on, [(task, chances, seed) for task in tasks], workers=workers,
        done=lambda number: done(tasks[number].label),
    )  # fmt: skip
    return [with_ledger(report, ledger) for report, ledger in zip(reports, ledgers, strict=True)]


def report_on(task: Task, chances: int, seed: str) -> Report:
    """Read one scene back, and say whether the video is the one that its sidecar describes.

    Parameters
    ----------
    task : Task
    chances, seed
        As for `read_back`.

    Returns
    -------
    Report

    Raises
    ------
    StudioError
        When the film cannot be decoded, or a text not typeset; it names the scene.
    """
    scene = task.scene
    try:
        report = read_back(
            task.film, scene.sidecar, start=scene.start, alone=scene.alone, chances=chances,
            seed=seed,
        )  # fmt: skip
    except StudioError as error:
        raise StudioError(f"{task.label}: {error}") from error
    digest = Reading(
        kind="frames", name="file", expected="the sidecar's digest",
        measured="the same" if scene.genuine else "another", passed=scene.genuine,
        note="" if scene.genuine else "the video is not the one that the sidecar describes",
    )  # fmt: skip
    return replace(report, readings=(digest, *report.readings))
