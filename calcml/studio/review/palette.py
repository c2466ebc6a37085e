"""The colours of the lecture as variables of a style sheet, one set a theme."""

import tomllib
from collections.abc import Mapping

from calcml.studio.problems import StudioError
from calcml.studio.sources import PACKAGE

__all__ = ["palettes", "variables"]


def palettes() -> Mapping[str, Mapping[str, str]]:
    """Return the palettes that come with calcml: installed with it, or in its checkout.

    Returns
    -------
    mapping of str to mapping
        By theme: colours by meaning.

    Raises
    ------
    StudioError
        When they were not installed.
    """
    for folder in (PACKAGE, PACKAGE.parent):
        path = folder / "assets" / "palettes.toml"
        if path.is_file():
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
            return {
                theme: {name: ink for name, ink in table.items() if isinstance(ink, str)}
                for theme, table in tables.items()
            }
    raise StudioError("the palettes (assets/palettes.toml) were not installed with calcml")


def variables(theme: str) -> str:
    """Return a theme's colours as declarations of CSS.

    Parameters
    ----------
    theme : {"dark", "light"}

    Returns
    -------
    str
        ``--ink: #eceff5; …``
    """
    inks = " ".join(f"--{name}: {ink};" for name, ink in palettes()[theme].items())
    return f"color-scheme: {theme}; {inks}"
