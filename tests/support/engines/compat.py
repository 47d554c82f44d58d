"""What the old engines lack, from compat.json (made by `reduce.py`)."""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

DATA = json.loads(Path(__file__).with_name("compat.json").read_text())
ENGINES = frozenset(DATA["engines"])
LACKING = {
    f"{room}.{name}": frozenset(group.split(", "))
    for group, rooms in DATA["lacking"].items()
    for room, names in rooms.items()
    for name in names
}
KNOWN = LACKING.keys() | {f"{room}.{name}" for room, names in DATA["supported"].items() for name in names}
BY_END: dict[tuple[str, str], list[str]] = defaultdict(list)
for _feature in KNOWN:
    _room, _, _rest = _feature.partition(".")
    if _room == "properties" and "." in _rest:
        BY_END[_rest.split(".")[0], _rest.split(".")[-1]].append(_feature)


def lacking(feature: str) -> frozenset[str]:
    """The engines that lack this feature or one that it is a part of; all of them where the data do not know it."""
    own = LACKING.get(feature, frozenset())
    if feature.count(".") == 1:
        return own if feature in KNOWN else ENGINES
    return own | lacking(feature.rpartition(".")[0])


def values(name: str, keyword: str) -> Iterator[str]:
    """The features that a keyword stands for as a value of this property, or of a part of a shorthand."""
    for known, end in list(BY_END):
        if end == keyword and (known == name or known.startswith(f"{name}-")):
            yield from BY_END[known, end]
