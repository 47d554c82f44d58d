"""The files in exports/ and the people that each of them names (exports/README.md)."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from models.importing.reading.cells import phone_key
from models.importing.reading.names import squash

FOLDER = Path(__file__).parent / "exports"
TODAY = datetime(2026, 11, 29, 12, tzinfo=UTC)  # the day on which they were written: some pupils have left before it
PERSON = re.compile(r"(?P<name>[^<]*?)(?: ?<(?P<email>[^>]*)>)?(?P<phones>(?: ?tel:[^:]+)*)")

Words = tuple[str, ...]


def words(name: str) -> Words:
    """The words of a name, sorted: without case, accents, and the cut between first and last name."""
    return tuple(sorted(filter(None, map(squash, re.split(r"[\s,-]+", name)))))


@dataclass(frozen=True, slots=True)
class Person:
    """An adult beside a child. `access`: whether the file lets this adult see this child."""

    name: str
    email: str
    phones: frozenset[str]
    access: bool

    @classmethod
    def of(cls, text: str, access: bool) -> "Person":
        """The adult written as `Anne Lambert <anne@example.org> tel:0470 11 22 33`."""
        found = PERSON.fullmatch(text)
        assert found, text
        phones = frozenset(map(phone_key, filter(None, found["phones"].replace("tel:", "\n").splitlines())))
        return cls(found["name"], (found["email"] or "").casefold(), phones - {""}, access)


@dataclass(frozen=True, slots=True)
class Child:
    """A child whom the file names, and the adults beside it. `classes` and `numbers` are those that are as good; none
    where the file has none."""

    name: str
    classes: tuple[str, ...]
    numbers: tuple[str, ...]
    adults: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """One file and what stands beside it (exports/README.md). `accepts` are, for a name that is expected, others that
    are as good."""

    path: Path
    program: str
    outcome: str
    says: frozenset[str]
    must_ask: tuple[str, ...]
    children: tuple[Child, ...]
    accepts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def data(self) -> bytes:
        return self.path.read_bytes()


def samples() -> list[Sample]:
    """All files, by name."""
    return [_sample(path) for path in sorted(FOLDER.glob("*.json"))]


def _sample(path: Path) -> Sample:
    beside = json.loads(path.read_text(encoding="utf-8"))
    (export,) = (other for other in FOLDER.glob(f"{path.stem}.*") if other != path)
    return Sample(
        export,
        beside["program"],
        beside["outcome"],
        frozenset(beside.get("says", ())),
        tuple(beside.get("must_ask", ())),
        tuple(map(_child, beside["children"])),
        {name: tuple(others) for name, others in beside.get("accepts", {}).items()},
    )


def _child(found: dict[str, Any]) -> Child:
    adults = [Person.of(one, True) for one in found["adults"]]
    adults += [Person.of(one, False) for one in found.get("no_access", ())]
    return Child(found["name"], _all(found.get("class")), _all(found.get("number")), tuple(adults))


def _all(found: str | list[str] | None) -> tuple[str, ...]:
    return () if found is None else (found,) if isinstance(found, str) else tuple(found)
