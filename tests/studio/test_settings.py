"""What lies around the code says the same as the code."""

import configparser
import doctest
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from calcml.studio.cli import COMMANDS
from calcml.studio.drawing import ENCODER

ROOT = Path(__file__).parents[2]


def test_plain_manim_encodes_like_calcml() -> None:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "manim.cfg")
    options = dict(settings["video_encoder.options"])
    colours = {"colorspace", "color_primaries", "color_trc", "color_range"}  # of Manim's own frames
    assert {name: options[name] for name in options.keys() - colours} == ENCODER


def test_every_dependency_is_pinned_without_an_address() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+(; .*)?", pin) for pin in pins)
    pinned = {re.sub(r"[-_.]+", "-", pin.partition("==")[0]).lower() for pin in pins}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    assert {re.split(r"[\[<>=!~;]", name)[0].lower() for name in wanted} <= pinned


def test_help_tells_every_target() -> None:
    shown = subprocess.run(
        ["/usr/bin/env", "make", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert phony is not None
    assert all(re.search(rf"make {name} +\S", shown.stdout) for name in phony[1].split()[1:])


def test_the_readme_computes_what_it_says() -> None:
    block = re.search(r"```pycon\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert block is not None
    example = doctest.DocTestParser().get_doctest(block[1], {}, "README.md", None, None)
    result = doctest.DocTestRunner().run(example)
    assert (result.attempted, result.failed) == (5, 0)


def test_the_readme_shows_every_command() -> None:
    readme = (ROOT / "README.md").read_text()
    assert all(f"$ calcml {name}" in readme for name in COMMANDS)


def test_no_address_of_a_package_index_is_written_down() -> None:
    tracked = subprocess.run(
        ["/usr/bin/env", "git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = ("py" + "pi.org", "pythonhosted", "index" + "-url")
    for name in tracked.stdout.splitlines():
        path = ROOT / name
        if path.is_file() and path.suffix in {".toml", ".txt", ".sh", ".cfg", ".md", ".yaml", ""}:
            assert not any(word in path.read_text(errors="replace") for word in names), name


@pytest.mark.parametrize("script", ["scripts/setup.sh", ".ci/run"])
def test_scripts_are_executable_and_parse(script: str) -> None:
    assert (ROOT / script).stat().st_mode & 0o111
    subprocess.run(["/usr/bin/env", "bash", "-n", str(ROOT / script)], check=True)
