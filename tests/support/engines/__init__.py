"""Browsers of ten years ago, for `make test-old`."""
