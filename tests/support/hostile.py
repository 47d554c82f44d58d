"""What the tests of hostile bytes share: cases by size, and an import of them."""

from collections.abc import Callable
from contextlib import suppress

import pytest

from models.importing.comparing.compare import compare
from models.importing.comparing.stored import StoredFamilies
from models.importing.reading.file import read
from models.importing.reading.remarks import Unreadable

Make = Callable[[int], bytes]


def of(cases: dict[str, Make]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("make", cases.values(), ids=cases.keys())


def imported(data: bytes) -> None:
    with suppress(Unreadable):
        compare(read(data), StoredFamilies())
