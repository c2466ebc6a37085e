"""Find what a name in a module stands for, through imports, re-exports and stars."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from calcml.studio.definitions.modules import Module, Project

__all__ = ["Found", "Node", "Search"]

_LAZY = "__getattr__"
_OWN = frozenset({"__file__", "__name__", "__path__", "__spec__"})

Node = tuple[Path, int]
"""A part: the file, and its place among the file's parts."""


@dataclass
class Found:
    """What a chain of names stands for.

    Attributes
    ----------
    nodes : set of Node
        Definitions; a class stands for its methods too.
    passed : set of str
        Imports on the way.
    outside : set of str
        What was left to libraries, such as ``manim:Scene``.
    whole : set of Path
        Files anything of which may be meant.
    files : set of Path
        Files passed.
    called_on : bool
        Whether the chain goes on behind a definition that is no class.
    """

    nodes: set[Node] = field(default_factory=set)
    passed: set[str] = field(default_factory=set)
    outside: set[str] = field(default_factory=set)
    whole: set[Path] = field(default_factory=set)
    files: set[Path] = field(default_factory=set)
    called_on: bool = False


class Search:
    """One walk along a chain of names."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.found = Found()
        self._met: set[tuple[Path, tuple[str, ...]]] = set()

    def name(self, path: Path, chain: tuple[str, ...]) -> bool:
        """Follow a chain whose first name stands in a module; tell whether it is known there.

        Parameters
        ----------
        path : Path
            The module's file.
        chain : tuple of str

        Returns
        -------
        bool
        """
        if (path, chain) in self._met:
            return True
        self._met.add((path, chain))
        module = self.project.module(path)
        self.found.files.add(path)
        known = self._definitions(module, chain)
        for source, word in module.imported.get(chain[0], ()):
            self.found.passed.add(f"{module.label}:{chain[0]}={source}:{word}")
            self._follow(path, source, (word, *chain[1:]) if word else chain[1:])
            known = True
        known = known or self._star(module, chain)
        if _LAZY in module.by_name and not module.by_name.get(chain[0]):
            known = self._lazy(module, chain) and known
        return known

    def _definitions(self, module: Module, chain: tuple[str, ...]) -> bool:
        places = module.by_name.get(chain[0], ())
        self.found.nodes.update((module.path, place) for place in places)
        kinds = {module.parts[place].kind for place in places}
        self.found.called_on |= len(chain) > 1 and bool(kinds - {"class"})
        return bool(places)

    def _follow(self, path: Path, source: str, chain: tuple[str, ...]) -> None:
        """Go on in an imported module; what a library holds is only noted."""
        run, places = self.project.locate(path, source)
        self.found.files.update(run)
        if not places:
            self.found.outside.add(f"{source}:{'.'.join(chain)}")
        for place in places:
            if not self._inside(place, chain):
                self.found.whole.update(self.project.within(place))

    def _inside(self, place: Path, chain: tuple[str, ...]) -> bool:
        """Go on inside a module or package; without a name, anything of it may be meant."""
        if not chain:
            return False
        opening = self.project.opening(place)
        known = bool(sum(self.name(file, chain) for file in opening))
        for submodule in self.project.below(place, chain[0]):
            self.found.files.update(self.project.opening(submodule))
            if not self._inside(submodule, chain[1:]):
                self.found.whole.update(self.project.within(submodule))
            known = True
        return known or chain[0] in _OWN

    def _star(self, module: Module, chain: tuple[str, ...]) -> bool:
        known = False
        for source, _ in module.imported.get("*", ()):
            _, places = self.project.locate(module.path, source)
            for place in (place for place in places if self._inside(place, chain)):
                self._inside(place, ("__all__",))
                known = True
            if not places:
                known = True
                self.found.outside.add(f"{source}:*")
            self.found.passed.add(f"{module.label}:*={source}")
        return known

    def _lazy(self, module: Module, chain: tuple[str, ...]) -> bool:
        """Look a name up that a module finds when asked, in the modules it declares.

        They are those it imports for type checkers; without them it may be anywhere.
        """
        digests = ",".join(part.digest for part in module.parts)
        self.found.passed.add(f"{module.label}:{_LAZY}={digests}")
        for source in module.outline.declared:
            run, places = self.project.locate(module.path, source)
            self.found.files.update(run)
            for place in places:
                self._inside(place, chain)
                self._inside(place, ("__all__",))
        return bool(module.outline.declared)
