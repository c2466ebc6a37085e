"""The sample as a review and as a page."""

from pathlib import Path

import pytest

from calcml.studio.review.page import page
from calcml.studio.review.view import Review
from tests.studio.review.sample import review

__all__ = ["sample", "sample_page"]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Review:
    """Return the sample's review."""
    return review(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def sample_page(sample: Review, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample's page."""
    path = tmp_path_factory.mktemp("page") / "review.html"
    path.write_text(page(sample), encoding="utf-8")
    return path
