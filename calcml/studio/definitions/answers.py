"""What the beats of a scene depend on, told from memory while nothing has changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from calcml.studio.definitions.beside import Beside
from calcml.studio.definitions.family import family_of
from calcml.studio.definitions.memory import Disk, Memory
from calcml.studio.definitions.modules import Project
from calcml.studio.definitions.reach import Reach

__all__ = ["Answer", "Question", "Step"]


@dataclass(frozen=True)
class Step:
    """What the pictures up to the end of a beat depend on.

    Attributes
    ----------
    digest : str
        Of all code that can run.
    data : tuple of str
        Files beside the scene's that it names.
    libraries : tuple of str
        Modules of others that it uses.
    """

    digest: str
    data: tuple[str, ...]
    libraries: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What a scene depends on.

    Attributes
    ----------
    beats : tuple of str
        Empty when they cannot be read off.
    steps : tuple of Step
        One per beat, else one for the whole scene.
    """

    beats: tuple[str, ...]
    steps: tuple[Step, ...]

    def to_json(self) -> list[Any]:
        """Return it as what JSON can hold."""
        return [self.beats, [(step.digest, step.data, step.libraries) for step in self.steps]]

    @classmethod
    def from_json(cls, told: list[Any]) -> "Answer":
        """Read what `to_json` wrote."""
        beats, steps = told
        return cls(tuple(beats), tuple(Step(d, tuple(f), tuple(n)) for d, f, n in steps))


_projects: dict[tuple[Path, ...], Project] = {}
_answers: dict[tuple[str, ...], dict[str, Any]] = {}


class Question:
    """A scene, and where what it imports is looked for.

    Parameters
    ----------
    file : Path
        The scene's file.
    name : str
        Its class.
    package : Path
        The folder of calcml.
    folders : tuple of Path
        Where other modules are looked for.
    drawing : tuple of Path
        Modules of the studio that draw every scene.
    """

    def __init__(
        self,
        file: Path,
        name: str,
        *,
        package: Path,
        folders: tuple[Path, ...],
        drawing: tuple[Path, ...],
    ) -> None:
        self.file = file
        self.name = name
        self.package = package
        self.folders = folders
        self.drawing = drawing
        self._beside = Beside(file.parent)

    def answer(self, memory: Memory) -> Answer:
        """Tell what the scene depends on.

        Parameters
        ----------
        memory : Memory
            May know it already.

        Returns
        -------
        Answer
        """
        places = (self.file, self.package, *self.folders, *self.drawing)
        about = ("answer", self.name, *map(str, places))
        known = _answers.get(about) or memory.recall(*about)
        if not known or not self._stands(known, memory):
            project = self._project(memory)
            found = self._found(project)
            known = {"seen": project.disk.seen(), "beside": self._beside.digest}
            known["answer"] = found.to_json()
            memory.note(known, *about)
        _answers[about] = known
        return Answer.from_json(known["answer"])

    def _stands(self, known: dict[str, Any], memory: Memory) -> bool:
        return known["beside"] == self._beside.digest and Disk(memory).still(known["seen"])

    def _project(self, memory: Memory) -> Project:
        """Return a project whose files are as they were when it was read."""
        key = (self.package, *self.folders)
        known = _projects.get(key)
        if known is None or not Disk(memory).still(known.disk.seen()):
            known = _projects[key] = Project(self.package, self.folders, Disk(memory))
            memory.tidy()
        return known

    def _found(self, project: Project) -> Answer:
        found = [(beat, self._step(reach)) for beat, reach in self.followed(project)]
        return Answer(tuple(beat for beat, _ in found if beat), tuple(step for _, step in found))

    def followed(self, project: Project) -> Iterator[tuple[str, Reach]]:
        """Follow the scene from its class, beat by beat.

        Parameters
        ----------
        project : Project
            Where its modules are.

        Yields
        ------
        tuple of (str, Reach)
            A beat, or nothing for a scene without; what can have run when it ends. It grows.
        """
        family = family_of(project, self.file, self.name)
        beats = family.beats()
        reach = Reach(project, family.held(beats), family.nodes)
        reach.add_files(self.drawing)
        starts = [(self.file, at) for at in project.module(self.file).by_name[self.name]]
        reach.add(starts)
        if not starts:
            reach.add_files([self.file])
        for beat in beats or ("",):
            reach.tell(beat)
            yield beat, reach

    def _step(self, reach: Reach) -> Step:
        tops = {taken.partition(":")[0].partition(".")[0] for taken in reach.outside}
        return Step(reach.digest(), self._beside.named_in(*reach.words()), tuple(sorted(tops)))
