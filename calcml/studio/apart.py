"""Do work on foreign files in processes of their own, several at a time; each can be ended."""

import os
import resource
import signal
import time
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Generic, NamedTuple, TypeVar

from calcml.studio.orphans import die_with_parent
from calcml.studio.problems import StudioError

__all__ = ["PATIENCE", "done_apart"]

T = TypeVar("T")

PATIENCE = 1800.0
"""Seconds that one piece of work may take; a scene of the lecture takes ten."""
MEMORY = 6 * 2**30
"""Bytes of address space that it may fill."""


class _Errand(NamedTuple):
    """A piece of work that a process is at."""

    number: int
    process: SpawnProcess
    deadline: float


def done_apart(
    work: Callable[..., T],
    errands: Sequence[tuple[Any, ...]],
    *,
    workers: int,
    patience: float = PATIENCE,
    done: Callable[[int], None] = lambda _: None,
) -> list[T]:
    """Call a function with different arguments, each time in a process of its own.

    Parameters
    ----------
    work : callable
        A module's function.
    errands : sequence of tuple
        Its arguments.
    workers : int
        How many processes at a time.
    patience : float
        Seconds that each may take.
    done : callable
        Is told the number of each that is done.

    Returns
    -------
    list
        What the function returned, in order.

    Raises
    ------
    StudioError
        What the function raised first, or why a process did not come to its end. No process is
        left then.
    """
    crew = _Crew[T](work, errands, patience)
    try:
        while len(crew.answers) < len(errands):
            crew.fill(workers)
            for number in crew.listen():
                done(number)
    finally:
        crew.end()
    return [crew.answers[number] for number in range(len(errands))]


class _Crew(Generic[T]):
    """The processes at work, and the answers so far."""

    def __init__(
        self, work: Callable[..., T], errands: Sequence[tuple[Any, ...]], patience: float
    ) -> None:
        self.work, self.errands, self.patience = work, errands, patience
        self.begun = 0
        self.running: dict[Connection, _Errand] = {}
        self.answers: dict[int, T] = {}

    def fill(self, workers: int) -> None:
        """Start processes until there are enough."""
        context = get_context("spawn")  # a worker needs nothing of this process
        while self.begun < len(self.errands) and len(self.running) < workers:
            receiver, sender = context.Pipe(duplex=False)
            arguments = (self.work, self.errands[self.begun], sender)
            process = context.Process(target=_answer, args=arguments, daemon=True)
            process.start()
            sender.close()
            self.running[receiver] = _Errand(self.begun, process, time.monotonic() + self.patience)
            self.begun += 1

    def listen(self) -> list[int]:
        """Wait for answers, and return the numbers of the errands that are done."""
        left = min(errand.deadline for errand in self.running.values()) - time.monotonic()
        ready = [each for each in wait(list(self.running), max(left, 0.0)) if each in self.running]
        if not ready:
            raise StudioError(f"reading takes longer than {self.patience:g} s")
        return [self._take(receiver) for receiver in ready if isinstance(receiver, Connection)]

    def _take(self, receiver: Connection) -> int:
        """Take an answer, and let its process go."""
        errand = self.running.pop(receiver)
        try:
            answer = receiver.recv()
        except EOFError:
            errand.process.join()
            raise StudioError(
                f"reading ended with code {errand.process.exitcode} before it was done"
            ) from None
        finally:
            receiver.close()
        errand.process.join()
        if isinstance(answer, StudioError):
            raise answer
        self.answers[errand.number] = answer
        return errand.number

    def end(self) -> None:
        """Kill what is still at work."""
        for receiver, errand in self.running.items():
            errand.process.kill()
            errand.process.join()
            receiver.close()


def _answer(work: Callable[..., Any], arguments: tuple[Any, ...], sender: Connection) -> None:
    """Do the work, and send what comes of it."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks ends this process
    os.nice(5)  # and is to be heard
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        sender.send(work(*arguments))
    except StudioError as error:
        sender.send(error)
    except MemoryError:
        sender.send(StudioError(f"reading needs more than {MEMORY >> 30} GB of memory"))
