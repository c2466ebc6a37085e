"""Every lie of the table is caught, and for its own reason."""

import pytest

from tests.studio.readback.mutant import caught, made, verdict_on
from tests.studio.readback.mutants import MUTANTS

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("trial")]


@pytest.mark.parametrize("mutant", MUTANTS, ids=[mutant.says for mutant in MUTANTS])
def test_it_is_caught_that(mutant, right, tmp_path):
    report = verdict_on(made(mutant, right, tmp_path))
    assert not report.passed
    assert caught(mutant, report), [(one.kind, one.name, one.note) for one in report.failed]


def test_no_two_lies_are_the_same():
    assert len({mutant.says for mutant in MUTANTS}) == len(MUTANTS)
