"""Writes compat.json: which CSS the `ENGINES` lack, from MDN's browser-compat-data (CC0-1.0). `make compat` runs it.

Its argument is the archive of the npm package, as `npm pack` brings it.
"""

import json
import re
import sys
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from math import inf
from pathlib import Path
from typing import Any

# Browser in the data, version, name in messages. Chromium 49 and Firefox 52 ESR are the last for Windows XP and Vista,
# Safari 10 (WebKit 602) that of an iPhone 5; 64 and 80 stand between Chromium 49 and now.
ENGINES = (
    ("chrome", 49.0, "Chromium 49"),
    ("chrome", 64.0, "Chromium 64"),
    ("chrome", 80.0, "Chromium 80"),
    ("safari_ios", 10.0, "Safari 10"),
    ("firefox", 52.0, "Firefox 52"),
)
FUNCTION = re.compile(r"(?:<code>|`):{0,2}([A-Za-z0-9-]+)\(\)(?:</code>|`)")
UNITS = ("px", "cm", "mm", "in", "pt", "pc", "s", "ms")  # as old as CSS: the data do not name them
HAVE_UNITS = ("length", "angle", "resolution")
KINDS = ("w", "h", "i", "b", "min", "max")
MANY_UNITS = {
    "viewport-percentage-units-dynamic": tuple(f"dv{kind}" for kind in KINDS),
    "viewport-percentage-units-large": tuple(f"lv{kind}" for kind in KINDS),
    "viewport-percentage-units-small": tuple(f"sv{kind}" for kind in KINDS),
    "container-query-length-units": tuple(f"cq{kind}" for kind in KINDS),
    "flex": ("fr",),
}
# What no stylesheet of ours will ever say: prefixes of other engines, the scripts of list numbers and of hyphens.
RARE = re.compile(r"(^|\.)-(moz|khtml|ms|o|epub|apple)-|^list-style-type\.|^hyphens\.language")
FILE = Path(__file__).with_name("compat.json")
CONTEXT = re.compile(r"^context-(flex|grid|multicol)$")
# What the data lack or say of the grid alone. `make test-old` asks Chromium 49 itself.
FLEXBOX = [
    f"properties.{name}-content.{value}" for name in ("justify", "align") for value in ("space-between", "space-around")
]
BY_HAND = {**dict.fromkeys(FLEXBOX, ()), "selectors.-webkit-details-marker": ("Firefox 52",)}
Json = dict[str, Any]


def number(version: object) -> float:
    """What is not in a release yet, or no version at all, comes after every other."""
    released = isinstance(version, str) and version != "preview"
    return float(str(version).removeprefix("≤")) if released else inf


def has(statement: Json, version: float) -> bool:
    """Whether this version has it without a flag. A partial implementation counts: its notes are on rare cases."""
    if statement.get("flags"):
        return False
    return number(statement["version_added"]) <= version < number(statement.get("version_removed"))


def statements(compat: Json, browser: str) -> list[Json]:
    """What the data say of a feature in a browser: a statement for each run of versions and each name."""
    found = compat["support"].get(browser, [])
    return found if isinstance(found, list) else [found]


def others(compat: Json, name: str) -> Iterator[str]:
    """Other names that a feature had: prefixed ones, `word-wrap`, `grid-gap`."""
    for browser, _, _ in ENGINES:
        for statement in statements(compat, browser):
            yield called(statement, name)


def called(statement: Json, name: str) -> str:
    """What the feature of this name is called in the versions of this statement."""
    other = statement.get("alternative_name", statement.get("prefix", "") + name)
    return str(other).strip(":@")


def lacking(compat: Json, name: str, as_: str) -> tuple[str, ...]:
    """The engines that do not know the feature under this name."""
    return tuple(
        engine
        for browser, version, engine in ENGINES
        if not any(has(one, version) for one in statements(compat, browser) if called(one, name) == as_)
    )


def features(tree: Json, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Json]]:
    """Each feature of a tree with its path."""
    for name, inner in tree.items():
        if name != "__compat":
            here = (*path, CONTEXT.sub(r"\1-context", name.replace("_", "-")))
            if "__compat" in inner:
                yield here, inner["__compat"]
            yield from features(inner, here)


def table(css: Json) -> dict[str, tuple[str, ...]]:
    """Each feature and the engines that lack it. Functions and units have keys of their own, wherever they stand."""
    found: dict[str, tuple[str, ...]] = {f"units.{unit}": () for unit in UNITS}

    def note(feature: str, without: tuple[str, ...]) -> None:
        """Of two features with one name an engine may know either."""
        found[feature] = tuple(engine for engine in found.get(feature, without) if engine in without)

    for path, compat in features(css):
        *parent, own = path
        for name in {own, *others(compat, own)}:
            # Another name of a property in one layout is a property: `grid-gap`.
            where = parent[:-1] if name != own and own.endswith("-context") else parent
            note(".".join((*where, name)), lacking(compat, own, name))
        units = (own.lower(),) if path[0] == "types" and path[1] in HAVE_UNITS and path[2:] else ()
        for unit in MANY_UNITS.get(own, units):
            note(f"units.{unit}", lacking(compat, own, own))
        if path[0] in ("types", "properties"):
            for function in FUNCTION.findall(compat.get("description", "")):
                note(f"functions.{function.lower()}", lacking(compat, own, own))
    return found | BY_HAND


def reduced(found: dict[str, tuple[str, ...]]) -> Json:
    """By the engines that lack them: without parts that fare as their whole, and of what all have the names alone."""
    groups: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for feature, without in sorted(found.items()):
        room, _, name = feature.partition(".")
        part = "." in name and not set(without) - set(found.get(feature.rpartition(".")[0], ()))
        if not part and (room == "selectors" or not RARE.search(name)):
            groups[", ".join(without)][room].append(name)
    return {"supported": groups.pop("", {}), "lacking": dict(sorted(groups.items()))}


def main() -> None:
    with tarfile.open(sys.argv[1]) as archive:
        data = json.loads(member(archive, "package/data.json"))
        version = json.loads(member(archive, "package/package.json"))["version"]
    origin = {
        "source": f"@mdn/browser-compat-data {version}",
        "licence": "CC0-1.0",
        "engines": [name for _, _, name in ENGINES],
    }
    FILE.write_text(json.dumps(origin | reduced(table(data["css"])), indent=0) + "\n")


def member(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    assert file
    return file.read()


if __name__ == "__main__":
    main()
