"""Tests in a real browser. Their helpers' asserts say as much as a test's own."""

import pytest

pytest.register_assert_rewrite("tests.support.browser.school", "tests.support.browser.screen")
