"""The modules of a project, and where an import leads.

Only the files of a *project* are looked into: calcml itself and what lies beside the scene file.
All else is a library, known by its version.
"""

import os
from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from calcml.studio.definitions.effects import Effects
from calcml.studio.definitions.memory import Disk
from calcml.studio.definitions.names import Found, Node, Search
from calcml.studio.definitions.parts import Outline, Part

__all__ = ["Module", "Project"]

_INIT = "__init__.py"
_DECIDING = frozenset({"__instancecheck__", "__subclasscheck__", "__subclasshook__"})


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
        self.effects = Effects(self)

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
