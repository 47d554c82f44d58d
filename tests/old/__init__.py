"""Walks in old browsers: `make test-old`. Not among the tests of `make test`, hence `walk_*.py`."""

import pytest

pytest.register_assert_rewrite("tests.support.engines.chromium49", "tests.support.browser.school")
