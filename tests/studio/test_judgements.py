"""A user's parameters are worked out in a process that is really killed."""

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

import calcml.studio.processes as processes_module
from calcml import show
from calcml.studio.catalogue import SceneCard, catalogue, pick
from calcml.studio.judgements import Judgement, judged, told_refusal
from calcml.studio.lecture_file import built_in_lecture, read_lecture_file
from calcml.studio.parameters import Parameters
from calcml.studio.problems import StudioError
from calcml.studio.references import LessonReference

ENDLESS = '''
"""Lessons that take all there is."""
import os, time
from dataclasses import dataclass

from calcml.core.functions import Function
from calcml.core.symbols import x
from calcml.lessons.captions import Caption
from calcml.lessons.lesson import Lesson
from calcml.lessons.parameters import count, parameter


@dataclass(frozen=True, kw_only=True)
class Greedy(Lesson):
    chapter, number, heading, slides, captions = "a", "1", Caption("Greedy"), (), {}
    way: int = parameter(0, rule=count(0, 9), text="how it takes all")

    def entries(self):
        if self.way == 1:
            if os.fork() == 0:
                time.sleep(1000)  # a child of its own must die as well
            10 ** (10**10)  # native code that no signal handler interrupts
        if self.way == 2:
            hoard = [bytearray(2**28) for _ in range(100)]
        if self.way == 3:
            os.kill(os.getpid(), 11)
        if self.way == 4:
            raise ZeroDivisionError("no\\nmore")
        return ()
'''


def scene(name: str, parameters: Parameters) -> SceneCard:
    (card,) = pick(catalogue(read_lecture_file(built_in_lecture())), [name])
    return card.given(parameters)


@pytest.fixture
def greedy(tmp_path: Path) -> LessonReference:
    (tmp_path / "endless.py").write_text(ENDLESS)
    return LessonReference(module="endless", attribute="Greedy", folder=tmp_path, arguments={})


def card_of(lesson: LessonReference, way: int) -> SceneCard:
    card = SceneCard(
        name="Greedy", chapter="", file=lesson.folder / "mine.py", sentence="", lesson=lesson
    )
    return replace(card.given({"way": way}), where="lecture.toml, line 3")


def processes() -> set[str]:
    """Return the command lines that are running now."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.add(f"{path.parent.name} {path.read_bytes().decode(errors='replace')}")
        except OSError:
            continue
    return {each for each in found if "calcml.studio.judge" in each}


def test_a_lesson_that_never_ends_is_killed_with_all_it_started(greedy: LessonReference) -> None:
    before = processes()
    start = time.monotonic()
    judgements = list(judged([card_of(greedy, way) for way in (1, 0)], patience=4))
    assert time.monotonic() - start < 30
    assert judgements[0].refusal == "its numbers take longer than 4 s: choose a simpler function"
    assert judgements[1].refusal == ""  # the next is judged all the same
    deadline = time.monotonic() + 5
    while processes() - before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes() - before == set()


@pytest.mark.parametrize(
    ("way", "reason"),
    [
        (2, "it needs more than 2 GB of memory"),
        (3, "working out its numbers ended with code -11"),
        (4, "its numbers cannot be worked out: ZeroDivisionError: no"),
    ],
)
def test_whatever_happens_there_is_one_reason(
    greedy: LessonReference, way: int, reason: str
) -> None:
    (judgement,) = judged([card_of(greedy, way)])
    assert judgement.refusal.startswith(reason)
    assert told_refusal(judgement).startswith(f"lecture.toml, line 3, Greedy: {reason}")


def test_what_is_judged_is_what_the_lesson_says() -> None:
    card = scene("SecantToTangent", {"function": "x^2", "at": 2, "steps": [1, "1/100"]})
    (judgement,) = judged([card])
    facts = judgement.facts
    assert judgement == Judgement(card, "", facts)
    shown = {row["key"]: row["shown"] for row in facts["rows"]}
    assert shown["secant.slope.0"] == "5"
    assert shown["derivative.value"] == "4"
    assert facts["parameters"]["steps"] == [1, "1/100"]
    assert {"key", "sentence", "holds"} == set(facts["claims"][0])
    assert "as close to 4 as you like" in facts["captions"]["shrink_the_step"]


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"function": "foo(x)"}, "function: "),
        ({"at": "nan"}, "at: "),
        ({"att": 3}, "SecantToTangent has no parameter 'att': did you mean at?"),
        ({"at": "1,2"}, "at: "),
        ({"function": "|x|", "at": 0}, "SecantToTangent "),
    ],
)
def test_a_bad_parameter_is_named(parameters: Parameters, reason: str) -> None:
    (judgement,) = judged([scene("SecantToTangent", parameters)])
    assert judgement.refusal.startswith(reason)
    assert judgement.facts == {}


def test_a_judge_dies_with_whoever_asks(tmp_path: Path) -> None:
    program = (
        "from calcml.studio.judgements import _Judge; import os\n"
        "judge = _Judge(); print(judge.process.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}, cwd=tmp_path,
    )  # fmt: skip
    pid = int(run.stdout)
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}/stat").exists() and time.monotonic() < deadline:
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return  # dead, and waiting to be collected by the system
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists()


STUCK = '''
"""A scene that stands still with some parameters."""
import time

from manim import Dot

import lesson_of_mine
from calcml.stage import LessonScene, beat


class Stuck(LessonScene):
    """A dot waits."""

    lesson = lesson_of_mine.Stuck()

    def construct(self):
        self.rest()

    @beat
    def rest(self):
        self.add(Dot())
        if self.lesson.way:
            time.sleep(600)
        self.wait(0.2)
'''

STUCK_LESSON = '''
"""A lesson whose numbers are quick and whose scene is not."""
from dataclasses import dataclass

from calcml.lessons.captions import Caption
from calcml.lessons.lesson import Lesson
from calcml.lessons.parameters import count, parameter


@dataclass(frozen=True, kw_only=True)
class Stuck(Lesson):
    chapter, number, heading, slides = "a", "1", Caption("Stuck"), ()
    captions = {"rest": Caption("Nothing moves.")}
    way: int = parameter(0, rule=count(0, 9), text="whether it stands still")

    def entries(self):
        return ()
'''


@pytest.mark.slow
def test_a_scene_that_stands_still_with_a_users_parameters_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes_module, "STALL", 4.0)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(STUCK)
    (tmp_path / "lesson_of_mine.py").write_text(STUCK_LESSON)
    (tmp_path / "lecture.toml").write_text(
        'title = "x"\nquality = "l"\n[[chapter]]\ntitle = "a"\nfile = "mine.py"\n'
        'scenes = [{ name = "Stuck", set = { way = 1 } }]\n'
    )
    start = time.monotonic()
    with pytest.raises(StudioError, match="nothing moved for 4 s: choose a simpler function"):
        show("Stuck", way=1)
    assert time.monotonic() - start < 60
