"""What the caches of this process remember."""

import gc
from functools import _lru_cache_wrapper
from typing import Any
from urllib.parse import urlsplit


def kept() -> str:
    """Everything that any cache of this process remembers, but for the one that the test's own browser fills."""
    own: Any = urlsplit
    caches: list[Any] = [one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper) and one is not own]
    return repr([gc.get_referents(one) for one in caches])
