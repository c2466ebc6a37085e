"""What is tried on every run, and what only with ``--every``: combinations that cost minutes."""

from collections.abc import Callable, Iterable

import pytest

__all__ = ["sampled"]


def sampled(cases: Iterable[tuple[object, ...]], is_tried: Callable[[int], bool]) -> list[object]:
    """Return the cases as parameters; those whose number is not tried carry the mark ``every``."""
    return [
        pytest.param(*case, marks=() if is_tried(number) else pytest.mark.every)
        for number, case in enumerate(cases)
    ]
