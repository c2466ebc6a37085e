"""The modules of a project, and where an import leads.

Only the files of a *project* are looked into: calcml itself and what lies beside the scene file.
All else is a library, known by its version.
"""

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from calcml.studio.definitions.memory import Disk
from calcml.studio.definitions.names import Found, Node, Search
from calcml.studio.definitions.parts import Outline, Part

__all__ = ["Module", "Project"]

_INIT = "__init__.py"
_DECIDING = frozenset({"__instancecheck__", "__subclasscheck__", "__subclasshook__"})
_CONSTRUCTORS = ("__new__", "__init__", "__post_init__", "__set_name__")


class Module:
    """A file of the project, with its parts by name."""

    def __init__(self, path: Path, label: str, outline: Outline) -> None:
        self.path = path
        self.label = label
        self.outline = outline
        self.parts = outline.parts

    @cached_property
    def by_name(self) -> dict[str, list[int]]:
        """Places of what binds a name at the top."""
        found = defaultdict(list)
        for place, part in enumerate(self.parts):
            for name in () if part.owner else part.names:
                found[name].append(place)
        return found

    @cached_property
    def imported(self) -> dict[str, list[tuple[str, str]]]:
        """Where names come from that imports bind."""
        found = defaultdict(list)
        for name, module, word in self.outline.imports:
            found[name].append((module, word))
        return found

    @cached_property
    def methods(self) -> dict[str, list[int]]:
        """Places of the methods of a class."""
        found = defaultdict(list)
        for place, part in enumerate(self.parts):
            if part.owner:
                found[part.owner].append(place)
        return found

    def part(self, place: int) -> Part:
        """Return a part."""
        return self.parts[place]

    def title(self, place: int) -> str:
        """Name a part for a digest, the same wherever the project lies."""
        part = self.parts[place]
        return f"{self.label}:{part.owner}.{','.join(part.names)}"


class Project:
    """The files that scenes of one folder can import.

    Parameters
    ----------
    package : Path
        The folder of calcml.
    folders : tuple of Path
        Where other modules are looked for.
    disk : Disk
        Reads files and lists folders, and notes which.
    """

    def __init__(self, package: Path, folders: tuple[Path, ...], disk: Disk) -> None:
        self.package = package
        self._studio = str(package / "studio") + os.sep
        self.folders = folders
        self.disk = disk
        self._modules: dict[Path, Module] = {}
        self._located: dict[tuple[Path, str], tuple[tuple[Path, ...], tuple[Path, ...]]] = {}
        self._resolved: dict[tuple[Path, str, bool], Found] = {}
        self._found: dict[Node, tuple[Found, ...]] = {}
        self._effects: dict[Path, tuple[int, ...]] = {}
        self._harmless: set[Node] = set()

    def module(self, path: Path) -> Module:
        """Return the module in an existing file.

        Parameters
        ----------
        path : Path
        """
        if path not in self._modules:
            self._modules[path] = Module(path, self._label(path), self.disk.outline(path))
        return self._modules[path]

    def _label(self, path: Path) -> str:
        """Name a file the same wherever the project lies."""
        if path.is_relative_to(self.package):
            return path.relative_to(self.package.parent).as_posix()
        folder = next((f for f in self.folders if path.is_relative_to(f)), path.parent)
        return path.relative_to(folder).as_posix()

    def locate(self, path: Path, module: str) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
        """Return the files that an import in a file runs, and what the module itself is.

        Parameters
        ----------
        path : Path
            The importing file.
        module : str
            As written, with leading dots.

        Returns
        -------
        tuple of (tuple of Path, tuple of Path)
            Files run; files or folders that the name stands for, none for a library.
        """
        key = (path.parent if module.startswith(".") else self.package, module)
        if key not in self._located:
            self._located[key] = self._search(path, module)
        return self._located[key]

    def _search(self, path: Path, module: str) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
        name = module.lstrip(".")
        level = len(module) - len(name)
        parts = name.split(".") if name else []
        places, run = self.folders, list[Path]()
        if level:
            places = (path.parents[level - 1],)
        elif parts[0] == self.package.name:
            places, parts = (self.package,), parts[1:]
            run.extend(self.opening(self.package))
        for part in parts:
            places = tuple(found for place in places for found in self.below(place, part))
            run.extend(file for place in places for file in self.opening(place))
        return tuple(dict.fromkeys(run)), places

    def opening(self, place: Path) -> tuple[Path, ...]:
        """Return the file that importing a module or package runs, if there is one."""
        if place.suffix == ".py":
            return (place,)
        return (place / _INIT,) if _INIT in self.disk.listing(str(place)) else ()

    def below(self, place: Path, name: str) -> tuple[Path, ...]:
        """Return the submodules with a name: files or folders.

        Parameters
        ----------
        place : Path
            A folder; a file has no submodules.
        name : str
        """
        if place.suffix == ".py":
            return ()
        listing = self.disk.listing(str(place))
        found = [place / name] if name in listing and self.disk.listing(str(place / name)) else []
        return (*found, *([place / f"{name}.py"] if f"{name}.py" in listing else []))

    def within(self, place: Path) -> tuple[Path, ...]:
        """Return the Python files of a module or folder, deep down."""
        if place.suffix == ".py":
            return (place,)
        names = sorted(self.disk.listing(str(place)))
        return tuple(file for name in names for file in self.within(place / name))

    def resolve(self, path: Path, chain: str, *, loose: bool = False) -> Found:
        """Return what a chain of names stands for in a file.

        Parameters
        ----------
        path : Path
            The file.
        chain : str
            As it stands there.
        loose : bool
            Whether it may as well be a local name or Python's own, so that nothing need be found.

        Returns
        -------
        Found
        """
        key = (path, chain, loose)
        if key not in self._resolved:
            search = Search(self)
            known = search.name(path, tuple(chain.split(".")))
            if not known and not loose:
                search.found.whole.add(path)
            self._resolved[key] = search.found
        return self._resolved[key]

    def imported_by(self, file: Path) -> tuple[Path, ...]:
        """Return the files that a module may import, now or later, anywhere in it.

        Parameters
        ----------
        file : Path
        """
        module = self.module(file)
        asked = {(source, word) for part in module.parts for source, word in part.loads}
        found = set[Path]()
        for source, word in asked.union(module.outline.loads):
            run, places = self.locate(file, source)
            found.update(run)
            for below in (b for place in places for b in self.below(place, word)):
                found.update(self.opening(below))
        if any(part.dynamic for part in module.parts) or not module.outline.readable:
            found.update(self.within(file.parent))
        return tuple(found)

    def inside(self, file: Path) -> bool:
        """Tell whether a file is one of the studio, which delivers pictures and draws none."""
        return str(file).startswith(self._studio)

    def methods_of(self, node: Node) -> tuple[Node, ...]:
        """Return the methods of a class."""
        file, place = node
        module = self.module(file)
        return tuple((file, m) for name in module.parts[place].names for m in module.methods[name])

    def found_by(self, node: Node) -> tuple[Found, ...]:
        """Return what the names in a part stand for."""
        if node not in self._found:
            part = self.module(node[0]).parts[node[1]]
            found = [self.resolve(node[0], chain) for chain in part.chains]
            found += [self.resolve(node[0], chain, loose=True) for chain in part.perhaps]
            found += [self._kind(self.resolve(node[0], chain, loose=True)) for chain in part.kinds]
            self._found[node] = tuple(found)
        return self._found[node]

    def _kind(self, found: Found) -> Found:
        """Leave classes out of which an object is made elsewhere or nowhere."""
        plain = {node for node in found.nodes if self._is_plain_class(node)}
        module = self.module
        names = {f"{module(file).title(place)}?" for file, place in plain}
        return replace(found, nodes=found.nodes - plain, passed=found.passed | names)

    def _is_plain_class(self, node: Node) -> bool:
        """Tell whether what belongs to a class is decided by the objects' classes alone."""
        part = self.module(node[0]).parts[node[1]]
        methods = (self.module(file).parts[at].names[0] for file, at in self.methods_of(node))
        protocol = any("Protocol" in base for base in part.bases)
        return part.kind == "class" and not protocol and _DECIDING.isdisjoint(methods)

    def effects(self, file: Path) -> tuple[int, ...]:
        """Return the parts of a module that may do something when it is imported.

        Besides statements these are definitions whose making calls what changes the state of
        others, such as a decorator that registers.
        """
        if file not in self._effects:
            self._effects[file] = ()  # for modules that import each other
            parts = self.module(file).parts
            acting = [n for n, part in enumerate(parts) if self._acts(part, file)]
            owners = {parts[place].owner for place in acting} - {""}
            whole = [place for name in owners for place in self.module(file).by_name[name]]
            self._effects[file] = tuple(dict.fromkeys((*acting, *whole)))
        return self._effects[file]

    def _acts(self, part: Part, file: Path) -> bool:
        """Tell whether making a definition may change what is not its own."""
        if part.kind == "effect" or part.acts:
            return True
        called = [self.resolve(file, d.partition("(")[0], loose=True) for d in part.decorators]
        if any(found.called_on for found in called):
            return True
        return any(self._changes(node) for node in self._run_by(part, file))

    def _run_by(self, part: Part, file: Path) -> Iterator[Node]:
        """Yield what runs while a definition is made: what is called, and what that may call."""
        for called, given in part.early:
            nodes = self.resolve(file, called, loose=True).nodes if called else set()
            if not given:
                yield from nodes
            elif not nodes or any(map(self._calls_back, nodes)):
                yield from self.resolve(file, given, loose=True).nodes

    def _calls_back(self, node: Node) -> bool:
        """Tell whether what is called may call what it is given: not a class that only keeps it."""
        if self.module(node[0]).parts[node[1]].kind != "class":
            return True
        methods = (self.module(file).parts[place] for file, place in self.methods_of(node))
        return any(part.calls for part in methods if part.names[0] in _CONSTRUCTORS)

    def _changes(self, start: Node) -> bool:
        """Tell whether a definition, or what it uses, changes what is not its own."""
        met, waiting = set[Node](), [start]
        while waiting:
            node = waiting.pop()
            if node in met or node in self._harmless:
                continue
            met.add(node)
            part = self.module(node[0]).parts[node[1]]
            if part.changes:
                return True
            waiting.extend(self.methods_of(node) if part.kind == "class" else ())
            waiting.extend(n for found in self.found_by(node) for n in found.nodes)
        self._harmless |= met
        return False
