"""Work in processes apart: answers in order, refusals, deaths, and an end to what dawdles."""

import os
import time
from pathlib import Path

import pytest

from calcml.studio import apart
from calcml.studio.apart import done_apart
from calcml.studio.problems import StudioError

pytestmark = pytest.mark.slow


def square(number: int) -> int:
    return number * number


def where_it_was_done(_: int) -> int:
    return os.getpid()


def refuse_three(number: int) -> int:
    if number == 3:
        raise StudioError("three is refused")
    return number


def die(_: int) -> None:
    os._exit(7)


def fill_the_memory(_: int) -> int:
    return len(bytearray(64 * 2**30))


def dawdle(folder: str, number: int) -> None:
    Path(folder, str(number)).write_text(str(os.getpid()))
    time.sleep(60)


def test_answers_come_in_order_and_each_is_announced():
    told: list[int] = []
    answers = done_apart(square, [(k,) for k in range(4)], workers=2, done=told.append)
    assert answers == [0, 1, 4, 9]
    assert sorted(told) == [0, 1, 2, 3]


def test_nothing_to_do_starts_no_process():
    assert done_apart(square, [], workers=2) == []


def test_each_errand_has_a_process_of_its_own():
    found = done_apart(where_it_was_done, [(1,), (2,)], workers=1)
    assert len({*found, os.getpid()}) == 3


def test_a_refusal_is_passed_on():
    with pytest.raises(StudioError, match="three is refused"):
        done_apart(refuse_three, [(1,), (3,)], workers=1)


def test_a_process_that_dies_is_told_by_its_code():
    with pytest.raises(StudioError, match="reading ended with code 7 before it was done"):
        done_apart(die, [(1,)], workers=1)


def test_too_much_memory_is_refused():
    with pytest.raises(StudioError, match="reading needs more than 6 GB of memory"):
        done_apart(fill_the_memory, [(1,)], workers=1)


def test_what_takes_too_long_is_ended_with_all_others(tmp_path):
    errands = [(str(tmp_path), number) for number in range(2)]
    with pytest.raises(StudioError, match="reading takes longer than 4 s"):
        done_apart(dawdle, errands, workers=2, patience=4.0)
    for path in tmp_path.iterdir():
        with pytest.raises(ProcessLookupError):
            os.kill(int(path.read_text()), 0)


def test_an_interruption_leaves_no_process(tmp_path, monkeypatch):
    def interrupted(*_: object) -> list[object]:
        while not list(tmp_path.iterdir()):
            time.sleep(0.05)
        raise KeyboardInterrupt

    monkeypatch.setattr(apart, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        done_apart(dawdle, [(str(tmp_path), 1)], workers=1)
    (path,) = tmp_path.iterdir()
    with pytest.raises(ProcessLookupError):
        os.kill(int(path.read_text()), 0)
