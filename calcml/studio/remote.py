"""What a worker of a Dask cluster does: unpack a scene, draw a run of it, return the bytes.

The run is drawn by the same process as here, ``python -m calcml.studio.worker``.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from calcml.studio.jobs import Run
from calcml.studio.parcels import Parcel, difference, identity
from calcml.studio.processes import Ending, Workers

__all__ = ["Yield", "perform"]

PATIENCE = 0.5
"""Seconds between two looks whether the run is still wanted."""


@dataclass(frozen=True)
class Yield:
    """What a run brought.

    Attributes
    ----------
    ending : Ending
        How it ended.
    beats : mapping of str to mapping of str to bytes
        The files of each beat.
    """

    ending: Ending
    beats: Mapping[str, Mapping[str, bytes]]


def perform(parcel: Parcel, beats: tuple[str, ...], known: Mapping[str, str], topic: str) -> Yield:
    """Draw beats of a scene from elsewhere.

    Parameters
    ----------
    parcel : Parcel
        The scene.
    beats : tuple of str
        What is drawn.
    known : mapping of str to str
        The identity of the machine that asks.
    topic : str
        Under which events are passed on.

    Returns
    -------
    Yield
    """
    other = difference(known, identity())
    if other:
        reason = f"a worker of the cluster would draw other bytes: {other}"
        return Yield(Ending("failed", {"reason": reason, "traceback": ""}), {})
    with TemporaryDirectory(prefix="calcml-") as folder:
        root, out = Path(folder) / "project", Path(folder) / "run"
        root.mkdir()
        out.mkdir()
        run = Run(job=parcel.unpack(root), beats=beats, folder=out)
        return _drawn(run, topic)


def _drawn(run: Run, topic: str) -> Yield:
    """Draw a run in a process of its own, as long as it is wanted."""
    task, hands, finished = _Task(), Workers(), dict[str, dict[str, bytes]]()

    def hear(event: str, facts: dict[str, Any]) -> None:
        if event == "beat":
            paths = sorted(Path(facts["out"]).iterdir())
            finished[facts["name"]] = {path.name: path.read_bytes() for path in paths}
        task.say(topic, {"run": run.name, "event": event, "facts": facts})

    over = threading.Event()

    def watch() -> None:
        while not over.wait(PATIENCE):
            if not task.wanted:
                hands.stop()

    threading.Thread(target=watch, daemon=True).start()
    try:
        return Yield(hands.run(run, hear), finished)
    finally:
        over.set()


class _Task:
    """The task of the cluster that this thread does."""

    def __init__(self) -> None:
        from distributed import get_worker  # noqa: PLC0415 - only there on a cluster

        self.worker: Any = get_worker()
        self.key = self.worker.get_current_task()

    @property
    def wanted(self) -> bool:
        """Whether nobody has cancelled it, and who asked is still there."""
        task = self.worker.state.tasks.get(self.key)
        return task is not None and task.state != "cancelled"

    def say(self, topic: str, message: Mapping[str, Any]) -> None:
        self.worker.log_event(topic, message)
