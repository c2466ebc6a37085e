"""A crew does runs, each in a thread with a worker, keeps each beat, and joins the scenes."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from calcml.studio.costs import guesses
from calcml.studio.jobs import Job, Run
from calcml.studio.joining import joined
from calcml.studio.outcomes import Failed, Outcome, Rendered
from calcml.studio.planning import Work, planned
from calcml.studio.problems import FULL, DiskFull, StudioError
from calcml.studio.processes import Ending, Hearing
from calcml.studio.productions import Production
from calcml.studio.store import POLL, Clip, Store

__all__ = ["Crew", "Hands"]

ATTEMPTS = 3
"""How often a scene is begun whose files are being edited."""
VERSIONS = 8
"""How many versions of a scene's beats stay."""

Say = Callable[[str, str, dict[str, Any]], None]


class Hands(Protocol):
    """Do runs, here or on other machines."""

    stopped: threading.Event

    def run(self, run: Run, hear: Hearing) -> Ending:
        """Do a run and tell what happens on the way."""

    def stop(self) -> None:
        """End all runs at once."""


class _Stopped(Exception):  # noqa: N818 - no error: the user pressed Ctrl-C
    """The work was called off."""


class Crew:
    """Renders scenes.

    Parameters
    ----------
    store : Store
        Where beats and clips are found and put.
    hands : Hands
        Do the runs.
    workers : int
        How many runs at a time.
    say : callable
        Is told scene, event and facts; from any thread.
    """

    def __init__(self, store: Store, hands: Hands, workers: int, say: Say) -> None:
        self.store, self.hands, self.workers, self.say = store, hands, workers, say
        self.pool = ThreadPoolExecutor(workers)
        self.joiner = ThreadPoolExecutor(1)  # so that no worker waits while a scene is joined
        self.lock = threading.Lock()

    def start(self, jobs: Sequence[Job]) -> list[Future[Outcome]]:
        """Plan the work and begin it.

        Parameters
        ----------
        jobs : sequence of Job
            What is wanted.

        Returns
        -------
        list of Future
            What becomes of each.
        """
        scenes = [Production(job) for job in jobs]
        self._begin(scenes)
        return [scene.outcome for scene in scenes]

    def stop(self) -> None:
        """Call all work off, and return when nobody is at work."""
        self.hands.stop()
        for threads in (self.pool, self.joiner):
            threads.shutdown(cancel_futures=True)

    def leave(self) -> None:
        """Let the threads go when all is done."""
        for threads in (self.pool, self.joiner):
            threads.shutdown()

    def _begin(self, scenes: Sequence[Production]) -> None:
        """Find out what is missing of each scene, and hand out runs."""
        works = []
        for scene in scenes:
            scene.renew()
            if not self._found(scene):
                works.append((scene, self._work(scene.job)))
        runs = planned([work for _, work in works], self.workers)
        for scene, work in works:
            own = [run for run in runs if run.job is scene.job]
            scene.expect(own, work.guesses)
            self.say(scene.name, "planned", {"cost": sum(run.cost for run in own)})
        owners = {id(scene.job): scene for scene in scenes}
        for run in runs:
            self.pool.submit(self._do, owners[id(run.job)], run)

    def _work(self, job: Job) -> Work:
        missing = tuple(name for name in job.beats if self._beat(job, name) is None)
        return Work(job, missing, guesses(job, self.store))

    def _beat(self, job: Job, name: str) -> Clip | None:
        return self.store.beats.find(job.card.name, job.beats[name])

    def _found(self, scene: Production) -> bool:
        clip = self.store.find(scene.shelf, scene.job.key)
        if clip is not None:
            self.say(scene.name, "cached", {})
            scene.outcome.set_result(Rendered(scene.job, clip, cached=True))
        return clip is not None

    def _do(self, scene: Production, run: Run) -> None:
        """Do a run in a thread of the pool; whoever ends a scene's last run has it joined."""
        try:
            self._draw(scene, run)
        except BaseException as error:  # noqa: BLE001 - it is raised where the outcome is asked for
            with self.lock:
                if scene.goes_on:
                    scene.fail(error)
                    scene.outcome.set_exception(error)
        with self.lock:
            scene.pending -= 1
            last = scene.pending == 0
        if last and not self.hands.stopped.is_set():
            self.joiner.submit(self._conclude, scene)

    def _draw(self, scene: Production, run: Run) -> None:
        """Draw what nobody has drawn; what another command draws is waited for."""
        left = run.beats
        while scene.goes_on:
            self._go_on()
            keys = {run.job.beats[name]: name for name in left}
            with self.store.claimed_of(keys) as claimed:
                mine = [name for key, name in keys.items() if key in claimed]
                todo = tuple(name for name in mine if self._beat(run.job, name) is None)
                if todo or not run.beats:
                    self._employ(scene, replace(run, beats=todo))
            left = tuple(name for name in left if name not in mine)
            if not left:
                return
            time.sleep(POLL)

    def _employ(self, scene: Production, run: Run) -> None:
        """Have a worker do a run; once more if something kills the worker."""
        ending = self._attempt(scene, run)
        if ending.event == "killed":
            self.say(scene.name, "again", {"run": run.name, **ending.facts})
            left = tuple(name for name in run.beats if self._beat(run.job, name) is None)
            ending = self._attempt(scene, replace(run, beats=left))
            if ending.event == "killed":
                ending.facts["reason"] += ", and again when it was tried once more"
        scene.note(ending)

    def _attempt(self, scene: Production, run: Run) -> Ending:
        self.say(scene.name, "begun", {"run": run.name, "cost": run.cost})

        def hear(event: str, facts: dict[str, Any]) -> None:
            if event == "beat":
                key = run.job.beats[facts["name"]]
                self.store.beats.publish(scene.shelf, key, Path(facts["out"]))
            reached = scene.reached(run, event, facts)
            beat = "" if run.job.undivided else facts.get("beat", "")
            self.say(scene.name, "time", {"run": run.name, "reached": reached, "beat": beat})

        try:
            with self.store.workspace() as folder:
                ending = self.hands.run(replace(run, folder=folder), hear)
        finally:
            self.say(scene.name, "ended", {"run": run.name})
        self._go_on()
        if ending.facts.get("errno") in FULL or "No space left" in ending.facts.get("reason", ""):
            raise DiskFull.on(self.store.root)
        return ending

    def _conclude(self, scene: Production) -> None:
        """Join a scene whose runs are over, or begin it anew; runs in the joiner's thread."""
        try:
            if isinstance(scene.failure, Ending):
                facts = scene.failure.facts
                self._failed(scene, facts["reason"], facts["traceback"])
            elif scene.goes_on and (scene.again or not self._joined(scene)):
                if scene.attempts == ATTEMPTS:
                    self._failed(scene, "its sources keep changing: render again", "")
                else:
                    self._begin([scene])
        except DiskFull as error:
            scene.outcome.set_exception(error)
        except (StudioError, SyntaxError) as error:
            self._failed(scene, str(error), "")
        except BaseException as error:  # noqa: BLE001 - it is raised where the outcome is asked for
            scene.outcome.set_exception(error)

    def _joined(self, scene: Production) -> bool:
        """Join a scene if all of it is there: another command may have died, or pruned."""
        job = scene.job
        with self.store.claimed(job.key, waiting=self._go_on):
            if self._found(scene):
                return True
            beats = [clip for name in job.beats if (clip := self._beat(job, name))]
            if scene.about is None or len(beats) < len(job.beats):
                return False
            with self.store.workspace() as folder:
                joined(job, beats, scene.about, folder / "out")
                clip = self.store.publish(scene.shelf, job.key, folder / "out")
        self.store.beats.prune(scene.shelf, VERSIONS * len(job.beats))
        self.say(scene.name, "done", {})
        scene.outcome.set_result(Rendered(job, clip, cached=False))
        return True

    def _failed(self, scene: Production, reason: str, details: str) -> None:
        self.say(scene.name, "failed", {"reason": reason})
        scene.outcome.set_result(Failed(scene.job, reason, details))

    def _go_on(self) -> None:
        if self.hands.stopped.is_set():
            raise _Stopped
