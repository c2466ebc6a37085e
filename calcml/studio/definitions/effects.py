"""What a module does when it is imported, to others too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calcml.studio.definitions.names import Node

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from calcml.studio.definitions.modules import Project
    from calcml.studio.definitions.parts import Part

__all__ = ["Effects"]

_CONSTRUCTORS = ("__new__", "__init__", "__post_init__", "__set_name__")


class Effects:
    """The parts of modules that may do something when the module is imported.

    Parameters
    ----------
    project : Project
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[Path, tuple[int, ...]] = {}
        self._harmless: set[Node] = set()

    def of(self, file: Path) -> tuple[int, ...]:
        """Return the parts of a module that may do something when it is imported.

        Besides statements these are definitions whose making calls what changes the state of
        others, such as a decorator that registers.
        """
        if file not in self._known:
            self._known[file] = ()  # for modules that import each other
            parts = self._project.module(file).parts
            acting = [n for n, part in enumerate(parts) if self._acts(part, file)]
            owners = {parts[place].owner for place in acting} - {""}
            whole = [place for name in owners for place in self._project.module(file).by_name[name]]
            self._known[file] = tuple(dict.fromkeys((*acting, *whole)))
        return self._known[file]

    def _acts(self, part: Part, file: Path) -> bool:
        """Tell whether making a definition may change what is not its own."""
        if part.kind == "effect" or part.acts:
            return True
        called = [
            self._project.resolve(file, d.partition("(")[0], loose=True) for d in part.decorators
        ]
        if any(found.called_on for found in called):
            return True
        return any(self._changes(node) for node in self._run_by(part, file))

    def _run_by(self, part: Part, file: Path) -> Iterator[Node]:
        """Yield what runs while a definition is made: what is called, and what that may call."""
        for called, given in part.early:
            nodes = self._project.resolve(file, called, loose=True).nodes if called else set()
            if not given:
                yield from nodes
            elif not nodes or any(map(self._calls_back, nodes)):
                yield from self._project.resolve(file, given, loose=True).nodes

    def _calls_back(self, node: Node) -> bool:
        """Tell whether what is called may call what it is given: not a class that only keeps it."""
        if self._project.module(node[0]).parts[node[1]].kind != "class":
            return True
        methods = (
            self._project.module(file).parts[place]
            for file, place in self._project.methods_of(node)
        )
        return any(part.calls for part in methods if part.names[0] in _CONSTRUCTORS)

    def _changes(self, start: Node) -> bool:
        """Tell whether a definition, or what it uses, changes what is not its own."""
        met, waiting = set[Node](), [start]
        while waiting:
            node = waiting.pop()
            if node in met or node in self._harmless:
                continue
            met.add(node)
            part = self._project.module(node[0]).parts[node[1]]
            if part.changes or part.dynamic:
                return True
            waiting.extend(self._project.methods_of(node) if part.kind == "class" else ())
            waiting.extend(n for found in self._project.found_by(node) for n in found.nodes)
        self._harmless |= met
        return False
