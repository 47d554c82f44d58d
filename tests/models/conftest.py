"""Tests of the models look at nothing but tables."""

import pytest


@pytest.fixture
def tables_only() -> bool:
    return True
