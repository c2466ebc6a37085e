"""Find reveal.js, which lies in a package for another purpose, without importing that package."""

import importlib.util
import re
from collections.abc import Mapping
from pathlib import Path

from calcml.studio.problems import StudioError

__all__ = ["files"]

PACKAGE = "sphinx_revealjs"
HOME = Path("_static", "revealjs")
STYLES, SCRIPTS = ("dist/reset.css", "dist/reveal.css"), ("dist/reveal.js",)
LICENCE = "LICENSE"
_REMOTE = re.compile(r"""(?:url\(\s*['"]?|@import\s+['"]?)(?:https?:)?//""")


def files() -> Mapping[str, Path]:
    """Return the files of reveal.js that a deck needs, by name.

    Returns
    -------
    mapping of str to Path
        Style sheets, then scripts, then the licence.

    Raises
    ------
    StudioError
        When one of them is missing, or a style sheet would fetch something from elsewhere.
    """
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise StudioError(
            "sphinx-revealjs, which has reveal.js in it, is not installed: "
            "pip install 'calcml[slides]', or make setup"
        )
    home = Path(found.submodule_search_locations[0]) / HOME
    paths = {Path(name).name: home / name for name in (*STYLES, *SCRIPTS, LICENCE)}
    for name, path in paths.items():
        if not path.is_file():
            raise StudioError(
                f"the installed sphinx-revealjs has no {path.relative_to(home.parent)}: "
                "install the version that calcml asks for, with make setup"
            )
        if name.endswith(".css") and _REMOTE.search(path.read_text(encoding="utf-8")):
            raise StudioError(
                f"{name} of the installed sphinx-revealjs fetches something from the network, and "
                "a deck must not: install the version that calcml asks for, with make setup"
            )
    return paths
