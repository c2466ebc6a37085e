"""The parts of a module: its definitions, and what it does on import."""

from dataclasses import dataclass, fields
from typing import Any

from calcml.studio.definitions.uses import Import

__all__ = ["Outline", "Part"]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A definition, a method, or a statement that does something on import.

    Attributes
    ----------
    names : tuple of str
        What it binds; a method's own name.
    kind : str
        ``definition``, ``class`` (without its methods), ``method`` or ``effect``.
    owner : str
        The class of a method.
    digest, documented : str
        Of its syntax, without and with docstrings.
    chains, perhaps : tuple of str
        Dotted names of the module that it uses; names that may as well be its own.
    kinds : tuple of str
        Dotted names that it only asks for by ``isinstance``.
    early : tuple of (str, str)
        What is called while the module is imported, and what is given to it; ``("f", "")`` for
        the call itself.
    attributes, strings : tuple of str
        See `Uses`.
    loads : tuple of (str, str)
        Modules that it imports when it runs.
    bases, decorators : tuple of str
        As written.
    own : tuple of str
        Names that the body of a class binds, methods apart.
    steps : tuple of str or None
        Names of the methods that it calls one after the other, if that is all it does.
    dynamic, acts, changes, calls : bool
        Whether it may use anything; does something at import; changes what belongs to others;
        calls what it may have been given.
    computed : tuple of str
        See `Uses`.
    """

    names: tuple[str, ...]
    kind: str
    owner: str = ""
    digest: str = ""
    documented: str = ""
    chains: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    early: tuple[tuple[str, str], ...] = ()
    attributes: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()
    loads: tuple[tuple[str, str], ...] = ()
    bases: tuple[str, ...] = ()
    decorators: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    steps: tuple[str, ...] | None = None
    dynamic: bool = False
    acts: bool = False
    changes: bool = False
    calls: bool = False
    computed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Outline:
    """What there is in a module.

    Attributes
    ----------
    parts : tuple of Part
    imports : tuple of Import
        Every name that an import binds, anywhere in the module.
    loads : tuple of (str, str)
        Modules that it imports when it is imported.
    declared : tuple of str
        Modules that it imports for type checkers only.
    readable : bool
        False for what is no Python.
    reads_texts, gathers : bool
        Whether it reads docstrings; whether a class may be found without being named.
    """

    parts: tuple[Part, ...] = ()
    imports: tuple[Import, ...] = ()
    loads: tuple[tuple[str, str], ...] = ()
    declared: tuple[str, ...] = ()
    readable: bool = True
    reads_texts: bool = False
    gathers: bool = False

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Outline":
        """Read what `to_json` wrote."""
        parts = [Part(**{k: _frozen(v) for k, v in part.items()}) for part in told.pop("parts")]
        return cls(parts=tuple(parts), **{k: _frozen(v) for k, v in told.items()})

    def to_json(self) -> dict[str, Any]:
        """Return it as what JSON can hold, without what is as by default."""
        return {**_told(self), "parts": [_told(part) for part in self.parts]}


def _told(item: Outline | Part) -> dict[str, Any]:
    values = {field.name: (getattr(item, field.name), field.default) for field in fields(item)}
    return {name: value for name, (value, usual) in values.items() if value != usual}


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
