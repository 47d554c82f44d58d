"""The contents of this process's `lru_cache`s."""

import gc
from functools import _lru_cache_wrapper
from typing import Any
from urllib.parse import urlsplit


def kept() -> str:
    """The contents of every `lru_cache` of this process, except `urlsplit`'s, which the test's browser fills."""
    own: Any = urlsplit
    caches: list[Any] = [one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper) and one is not own]
    return repr([gc.get_referents(one) for one in caches])
