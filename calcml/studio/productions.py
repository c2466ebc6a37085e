"""One scene on its way from a job to a clip: its runs, and what they reported."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from calcml.studio.costs import Guess
from calcml.studio.jobs import Job, Run
from calcml.studio.planning import START
from calcml.studio.processes import Ending

if TYPE_CHECKING:
    from calcml.studio.outcomes import Outcome

__all__ = ["Production"]

NEARLY = 0.95
"""How much of a beat counts as drawn that lasts longer than was thought."""


class Production:
    """A scene being rendered.

    Parameters
    ----------
    asked : Job
        What is wanted; without keys.

    Attributes
    ----------
    job : Job
        The same with the keys of the present attempt.
    outcome : Future
        What becomes of it.
    pending : int
        How many runs are not over yet.
    about : mapping or None
        The scene's description, once a worker has told it.
    failure : Ending or exception, or None
        What went wrong first.
    again : bool
        Whether it must be planned anew.
    attempts : int
        How often it was planned.
    """

    def __init__(self, asked: Job) -> None:
        self.asked = self.job = asked
        self.outcome: Future[Outcome] = Future()
        self.failure: Ending | BaseException | None = None
        self.attempts = 0
        self.divided = True
        self._forget()

    def _forget(self) -> None:
        self.pending = 0
        self.about: Mapping[str, Any] | None = None
        self.again = False
        self.guesses: Mapping[str, Guess] = {}
        self.reached_by: dict[str, float] = {}

    @property
    def name(self) -> str:
        """What the scene is called, parameters included."""
        return self.asked.card.label

    @property
    def shelf(self) -> str:
        """The scene's own name, under which its clips are kept."""
        return self.asked.card.name

    @property
    def goes_on(self) -> bool:
        """Whether nothing has failed yet."""
        return self.failure is None

    def renew(self) -> None:
        """Begin an attempt: take the keys of this moment."""
        self._forget()
        self.attempts += 1
        keyed = self.asked.keyed()
        self.job = keyed if self.divided else keyed.whole()

    def expect(self, runs: Sequence[Run], guesses: Mapping[str, Guess]) -> None:
        """Take note of the plan."""
        self.pending, self.guesses = len(runs), guesses

    def fail(self, failure: "Ending | BaseException") -> None:
        """Take note of a failure; the first one counts."""
        self.failure = self.failure or failure

    def note(self, ending: Ending) -> None:
        """Take note of how a run ended."""
        if ending.event == "done":
            self.about = ending.facts["about"]
        elif ending.event in {"stale", "unlisted"}:
            self.again = True
            self.divided = self.divided and ending.event != "unlisted"
        else:
            self.fail(ending)

    def reached(self, run: Run, event: str, facts: Mapping[str, Any]) -> float:
        """Return how far a run is after an event, in the unit of its cost.

        Parameters
        ----------
        run : Run
        event : str
            ``beat`` when one is finished, ``time`` when one goes on.
        facts : mapping
            What the worker said.

        Returns
        -------
        float
        """
        name = facts.get("name", facts.get("beat", ""))
        if run.job.undivided:
            name = self.shelf
        if name not in run.beats:
            return self.reached_by.get(run.name, 0.0)
        guess = self.guesses[name]
        before = START + sum(self.guesses[beat].cost for beat in run.beats[: run.beats.index(name)])
        share = 1.0 if event == "beat" else min(facts["seconds"] / max(guess.seconds, 0.1), NEARLY)
        self.reached_by[run.name] = min(before + share * guess.cost, run.cost)
        return self.reached_by[run.name]
