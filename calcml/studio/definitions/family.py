"""The classes of a scene: what it inherits from, its beats, and methods reached only by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from calcml.studio.definitions.modules import Project
from calcml.studio.definitions.names import Node
from calcml.studio.definitions.parts import Part

__all__ = ["Family", "family_of"]


@dataclass(frozen=True, kw_only=True)
class Family:
    """A scene's class and the classes of the project that it inherits from.

    Attributes
    ----------
    project : Project
    classes : tuple of Node
        In the order in which methods are looked for; empty when that cannot be told.
    libraries : frozenset of str
        Bases from elsewhere, such as ``manim:Scene``.
    """

    project: Project
    classes: tuple[Node, ...]
    libraries: frozenset[str]

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The classes and their methods."""
        methods = (m for node in self.classes for m in self.project.methods_of(node))
        return (*self.classes, *methods)

    def part(self, node: Node) -> Part:
        """Return a part of the project."""
        return self.project.module(node[0]).parts[node[1]]

    def beats(self) -> tuple[str, ...]:
        """Return the beats that ``construct`` tells one after the other, if it does only that."""
        construct = self._method("construct")
        steps = self.part(construct).steps if construct else None
        if not construct or not steps or len(set(steps)) < len(steps):
            return ()
        others = (self.part(node) for node in self.nodes if node != construct)
        named = {name for part in others for name in part.attributes}
        beats = all(self._is_beat(self._method(name)) for name in steps)
        return steps if beats and named.isdisjoint(steps) else ()

    def _method(self, name: str) -> Node | None:
        """Return the method that a name means; None when it is no plain method."""
        for node in self.classes:
            found = [m for m in self.project.methods_of(node) if name in self.part(m).names]
            if name in self.part(node).own or len(found) > 1:
                return None
            if found:
                return found[0]
        return None

    def _is_beat(self, method: Node | None) -> bool:
        decorators = self.part(method).decorators if method else ()
        if not method or len(decorators) != 1:
            return False
        called = decorators[0].partition("(")[0]  # beat, or beat(loops=True)
        found = self.project.resolve(method[0], called, loose=True)
        return {self.part(node).names for node in found.nodes} == {("beat",)}

    def held(self, beats: Iterable[str]) -> dict[str, set[Node]]:
        """Return the methods, by name, that run only if something names them.

        Parameters
        ----------
        beats : iterable of str
            From `beats`; they and ``construct`` are told apart by the caller.

        Returns
        -------
        dict of str to set of Node
            Without those that Python or Manim call by themselves.
        """
        told = {*beats, "construct"} if beats else set()
        kept = self._called_by_manim()
        held: dict[str, set[Node]] = {}
        for node in self.nodes:
            part = self.part(node)
            name = part.names[0]
            plain = kept and name not in kept and not _is_special(name)
            plain = plain and (not part.decorators or self._is_beat(node))
            if part.kind == "method" and (plain or name in told):
                held.setdefault(name, set()).add(node)
        return held

    def _called_by_manim(self) -> frozenset[str]:
        """Return what Manim's scenes call their methods; nothing if others call them too."""
        known = {lib.partition(":")[0].partition(".")[0] for lib in self.libraries} == {"manim"}
        folder = _manim() if known else None
        files = self.project.within(folder / "scene") if folder else ()
        parts = (part for file in files for part in self.project.module(file).parts)
        return frozenset(name for part in parts for name in part.names if part.owner)


def _is_special(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")


@cache
def _manim() -> Path | None:
    spec = find_spec("manim")
    return Path(spec.origin).parent if spec and spec.origin else None


def family_of(project: Project, file: Path, name: str) -> Family:
    """Return the classes of a scene.

    Parameters
    ----------
    project : Project
    file : Path
        The scene's file.
    name : str
        Its class.

    Returns
    -------
    Family
    """
    classes: list[Node] = []
    libraries: set[str] = set()
    whole = _climb(project, file, name, classes, libraries)
    readable = whole and len(set(classes)) == len(classes)
    return Family(
        project=project,
        classes=tuple(classes) if readable else (),
        libraries=frozenset(libraries),
    )


def _climb(
    project: Project, file: Path, chain: str, classes: list[Node], libraries: set[str]
) -> bool:
    """Collect a class and its bases; tell whether it is clear what they are."""
    found = project.resolve(file, chain, loose=True)
    if found.outside and not found.nodes and not found.whole:
        libraries.update(found.outside)
        return True
    nodes = sorted(found.nodes)
    clear = len(nodes) == 1 and not (found.whole or found.outside or libraries)
    part = project.module(nodes[0][0]).parts[nodes[0][1]] if clear else None
    if part is None or part.kind != "class":
        return False
    classes.append(nodes[0])
    return all(_climb(project, nodes[0][0], base, classes, libraries) for base in part.bases)
