"""Work out lessons with a user's parameters, in a process that may be killed at any moment.

Started as ``python -m calcml.studio.judge``: a JSON line on stdin for each lesson, and one on
stdout with all that is to be known of it, or with the reason why it is not told. A formula can
keep SymPy busy for hours and fill the memory; here that ends nothing but this process.
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from calcml.core.errors import CalcmlError
from calcml.lessons.lesson import Lesson
from calcml.studio.descriptions import parameters_of
from calcml.studio.ledgers import claim_rows, ledger_rows
from calcml.studio.orphans import die_with_parent
from calcml.studio.references import LessonReference

__all__ = ["main"]

MEMORY = 2 * 2**30
"""Bytes of address space: ten times of what the lessons of the lecture need."""


def main() -> None:
    """Answer until stdin ends."""
    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks ends this process
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a lesson prints is no answer
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line))), file=answers, flush=True)


def _answer(told: Mapping[str, Any]) -> dict[str, Any]:
    reference = LessonReference(**{**told, "folder": Path(told["folder"])})
    try:
        return _facts(reference.load())
    except CalcmlError as error:
        return {"refusal": str(error)}
    except MemoryError:
        return {"refusal": f"it needs more than {MEMORY >> 30} GB of memory"}
    except RecursionError:
        return {"refusal": "a formula in it is nested too deeply"}
    except Exception as error:  # noqa: BLE001 - whatever SymPy raises on an odd formula
        if "int_max_str_digits" in str(error):
            return {"refusal": "a number in it has thousands of digits; choose a simpler one"}
        first = (str(error).strip().splitlines() or ["no message"])[0]
        return {"refusal": f"its numbers cannot be worked out: {type(error).__name__}: {first}"}


def _facts(lesson: Any) -> dict[str, Any]:
    """Evaluate everything that a scene will ask for before it draws."""
    rows = [{**row, "tick": row["source"] == "scale"} for row in ledger_rows(lesson)]
    if not isinstance(lesson, Lesson):  # nothing more is known of it
        return {"refusal": "", "rows": rows}
    lesson.require_claims()
    return {
        "refusal": "",
        "title": lesson.title,
        "number": lesson.number,
        "captions": {beat: lesson.caption(beat) for beat in lesson.beats},
        "marked": {beat: lesson.told(beat).marked(lesson.ledger) for beat in lesson.beats},
        "parameters": parameters_of(lesson),
        "claims": list(claim_rows(lesson)),
        "rows": rows,
    }


if __name__ == "__main__":
    main()
