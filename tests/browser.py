"""A real browser for tests of pages: headless Chromium, cut off from every network.

The conftest of `tests/studio` has its fixtures, so that there is one browser in a process.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

__all__ = ["Visit", "Visitor", "browser", "chromium", "visit"]

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
SWITCHES = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-extensions",
]  # fmt: skip
LOCAL = ("file:", "data:", "blob:", "about:")


@dataclass
class Visit:
    """A page that was opened, and what it did unasked.

    Attributes
    ----------
    page : Page
    said : list of str
        Errors and warnings on its console.
    asked : list of str
        What it wanted from outside; it got nothing.
    """

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


Visitor: TypeAlias = Callable[..., Visit]
"""Opens a file: ``visit(path, width=390, height=844, scheme="dark", fragment="q=x")``.

``motion="any"`` is the system of someone who likes motion; what pages opened by the page do is
noted too.
"""


def chromium() -> str:
    """Return the browser of this machine; without one the test fails, it is not skipped."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    found = found or next((path for path in APPLICATIONS if Path(path).exists()), None)
    if found is None:
        pytest.fail(
            f"a test of a page needs a browser ({', '.join(PROGRAMS)} looked for): "
            "install chromium, or run scripts/setup.sh dev"
        )
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser once."""
    path = chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visitor]:
    """Open files, each in a fresh profile without a network."""
    contexts = []

    def opened(
        path: Path,
        *,
        width: int = 1440,
        height: int = 900,
        scheme: str = "light",
        fragment: str = "",
        query: str = "",
        motion: str = "reduce",
    ) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce" if motion == "reduce" else "no-preference",
            offline=True,
            accept_downloads=True,
        )
        contexts.append(context)
        visited = Visit(context.new_page())

        def refuse(route: Route) -> None:
            visited.asked.append(route.request.url)
            route.abort()

        context.route(lambda url: not url.startswith(LOCAL), refuse)
        context.on("console", lambda message: _note(visited, message.type, message.text))
        context.on("weberror", lambda error: visited.said.append(str(error.error)))
        address = path.resolve().as_uri() + (f"?{query}" if query else "")
        visited.page.goto(address + (f"#{fragment}" if fragment else ""))
        return visited

    yield opened
    for context in contexts:
        context.close()


def _note(visited: Visit, kind: str, text: str) -> None:
    if kind in {"error", "warning"}:
        visited.said.append(text)
