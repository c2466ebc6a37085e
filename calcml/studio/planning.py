"""Divide what is missing into runs, so that all workers are busy and none starts in vain.

A run draws beats of one scene in order. It has to start a process and import Manim first, and to
skip the beats in between, so a scene is divided only where the whole is done sooner for it.
"""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from calcml.studio.costs import Guess
from calcml.studio.jobs import Job, Run

__all__ = ["SKIPPED", "START", "Work", "planned"]

START = 1.3
"""Seconds of one core until a worker draws its first frame: Python, Manim, the scene's lesson."""
SKIPPED = 0.015
"""Seconds of one core for each second of video that is skipped: its mobjects are made all the same.

Both are the middle of three scenes at 480p, three times each: 1.1 to 1.7 and 0.013 to 0.016."""
GAIN = 0.5
"""By how many seconds a further run must bring the end forward to be worth its start."""


@dataclass(frozen=True)
class Work:
    """A scene of which something is missing.

    Attributes
    ----------
    job : Job
        The scene.
    missing : tuple of str
        Its beats that are not in the store, in order; none if only the clip is missing.
    guesses : mapping of str to Guess
        What each of its beats is thought to cost.
    """

    job: Job
    missing: tuple[str, ...]
    guesses: Mapping[str, Guess]

    def run(self, beats: tuple[str, ...]) -> Run:
        """Return a run of some of the missing beats, with its cost."""
        order = tuple(self.job.beats)
        passed = order[: order.index(beats[-1]) + 1] if beats else ()
        costs = (
            self.guesses[name].cost if name in beats else SKIPPED * self.guesses[name].seconds
            for name in passed
        )
        return Run(job=self.job, beats=beats, cost=START + sum(costs))

    def shares(self, count: int) -> list[Run]:
        """Return the missing beats in so many runs that the longest is as short as can be."""
        end = len(self.missing)
        if not end:
            return [self.run(())]
        tails = [[self.run(self.missing[start:])] for start in range(end)]
        for further in range(1, count):
            tails = [
                min(
                    (
                        [self.run(self.missing[start:cut]), *tails[cut]]
                        for cut in range(start + 1, end - further + 1)
                    ),
                    key=lambda runs: max(run.cost for run in runs),
                )
                for start in range(end - further)
            ]
        return tails[0]


def planned(works: Sequence[Work], workers: int) -> list[Run]:
    """Return the runs that draw all that is missing, the longest first.

    Parameters
    ----------
    works : sequence of Work
        The scenes.
    workers : int
        How many runs go on at the same time.

    Returns
    -------
    list of Run
        The same for the same works. With one worker there is a run for each scene.
    """
    plan = [work.shares(1) for work in works]
    best = plan
    while (finer := _finer(works, plan, workers)) is not None:
        plan = finer
        best = min(best, plan, key=lambda each: _price(each, workers))
    return sorted((run for runs in best for run in runs), key=lambda run: -run.cost)


Plan: TypeAlias = list[list[Run]]


def _finer(works: Sequence[Work], plan: Plan, workers: int) -> Plan | None:
    """Divide one scene more, that with the longest run whose division spreads the load better."""
    loads = _loads(plan, workers)
    order = sorted(range(len(plan)), key=lambda at: -max(run.cost for run in plan[at]))
    for at in order:
        if len(plan[at]) < len(works[at].missing):
            divided = [*plan[:at], works[at].shares(len(plan[at]) + 1), *plan[at + 1 :]]
            if _loads(divided, workers) < loads:
                return divided
    return None


def _loads(plan: Plan, workers: int) -> list[float]:
    """Return how long each worker is busy if it takes the longest run that is left; falling."""
    loads = [0.0] * workers
    for cost in sorted((run.cost for runs in plan for run in runs), reverse=True):
        heapq.heapreplace(loads, loads[0] + cost)
    return sorted(loads, reverse=True)


def _price(plan: Plan, workers: int) -> float:
    return max(_loads(plan, workers)) + GAIN * sum(map(len, plan))
