"""Tests of the models look at nothing but tables."""

from pathlib import Path

import pytest

from tests.postgres import Cluster


@pytest.fixture
def database_url(cluster: Cluster | None, tmp_path: Path) -> str:
    """As in tests/conftest.py, sooner."""
    return cluster.new_schema() if cluster else f"sqlite:///{tmp_path / 'school.sqlite'}"
