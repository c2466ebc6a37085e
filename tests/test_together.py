"""Tests of a group stay on one worker, so that what they share is computed once."""

import pytest


@pytest.mark.xdist_group("together")
def test_a_group_is_kept_together(request):
    if not getattr(request.config.option, "loadgroup", False):
        pytest.skip("only with pytest -n 2 --dist loadgroup")
    assert request.node.nodeid.endswith("@together")
