"""Let a Dask cluster do the runs: ``--scheduler tcp://host:8786``."""

import importlib
import logging
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from calcml.studio.jobs import Run
from calcml.studio.parcels import Parcel, difference, identity
from calcml.studio.problems import StudioError
from calcml.studio.processes import Ending, Hearing
from calcml.studio.remote import Yield, perform

__all__ = ["Cluster", "connected"]

PATIENCE = 10
"""Seconds that a scheduler, and its first worker, may take to answer."""
POLL = 0.1
RETRIES = 2


class Cluster:
    """The workers behind a scheduler.

    Parameters
    ----------
    client : distributed.Client
        Connected.

    Attributes
    ----------
    size : int
        How many runs go on at a time.
    """

    def __init__(self, client: Any) -> None:
        self.client = client
        self.stopped = threading.Event()
        self.identity = identity()
        self.size = self._require_workers()
        self.hearings: dict[str, Hearing] = {}
        self.topic = f"calcml-{uuid.uuid4().hex}"
        client.subscribe_topic(self.topic, self._pass_on)

    def _require_workers(self) -> int:
        """Make sure that there are workers, and that each has the same calcml and libraries."""
        where = self.client.scheduler.address
        try:
            self.client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise StudioError(
                f"the scheduler {where} has no worker: start one with `dask worker {where}`"
            ) from error
        for worker, found in _asked(self.client, where).items():
            other = difference(self.identity, found)
            if other:
                raise StudioError(
                    f"the worker {worker} would draw other bytes: {other}; install the same there"
                )
        return sum(self.client.nthreads().values())

    def stop(self) -> None:
        """Cancel all runs: the workers end their processes within a second."""
        self.stopped.set()

    def run(self, run: Run, hear: Hearing) -> Ending:
        """Have a run done on the cluster, and fetch what it brings.

        Parameters
        ----------
        run : Run
            What to do; what it brings is put into its folder.
        hear : callable
            Is told each event.

        Returns
        -------
        Ending
        """
        self.hearings[run.name] = hear
        parcel = Parcel.of(run.job)
        future = self.client.submit(
            perform, parcel, run.beats, self.identity, self.topic, pure=False, retries=RETRIES
        )
        try:
            while not future.done():
                if self.stopped.wait(POLL):
                    return Ending("killed", {"reason": "it was cancelled", "traceback": ""})
            brought: Yield = future.result()
        except Exception as error:  # noqa: BLE001 - whatever the cluster raises is the report
            reason = f"the cluster gave it up: {type(error).__name__}: {error}"
            return Ending("failed", {"reason": reason.splitlines()[0], "traceback": str(error)})
        finally:
            del self.hearings[run.name]
            future.cancel()
        _unpack(brought, run, hear)
        return brought.ending

    def _pass_on(self, told: tuple[float, dict[str, Any]]) -> None:
        """Pass on how far a run is; its beats come when it is over."""
        _, message = told
        hear = self.hearings.get(message["run"])
        if hear is not None and message["event"] == "time":
            hear("time", message["facts"])


def _asked(client: Any, where: str) -> dict[str, dict[str, str]]:
    try:
        found: dict[str, dict[str, str]] = client.run(identity)
    except (ImportError, AttributeError) as error:
        raise StudioError(f"the workers of {where} need the same calcml: {error}") from error
    return found


def _unpack(brought: Yield, run: Run, hear: Hearing) -> None:
    """Put fetched beats where a worker of this machine would have put them."""
    for number, (name, files) in enumerate(brought.beats.items()):
        folder = run.out / str(number)
        folder.mkdir(parents=True)
        for file, content in files.items():
            (folder / file).write_bytes(content)
        hear("beat", {"name": name, "out": str(folder)})


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """Connect to a Dask scheduler while the block runs.

    Parameters
    ----------
    address : str
        Such as ``tcp://host:8786``.

    Yields
    ------
    Cluster

    Raises
    ------
    StudioError
        When Dask is not installed, nothing answers, or the workers have other versions.
    """
    try:
        distributed = importlib.import_module("distributed")
    except ImportError as error:
        raise StudioError("--scheduler needs Dask: run pip install 'calcml[cluster]'") from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # we say it ourselves
    try:
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise StudioError(
            f"no scheduler answers at {address} within {PATIENCE} s: "
            "start one with `dask scheduler`, or mend the address"
        ) from error
    try:
        yield Cluster(client)
    finally:
        with suppress(OSError, TimeoutError):
            client.close(timeout=1)
