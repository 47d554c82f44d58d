"""The locks, the SBOM and what is built: they belong together, and name no place to download from."""

import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from settings.version import VERSION
from tests.support.journeys.program import REQUIREMENTS, ROOT, pins

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = ("runtime.txt", "postgres.txt", "develop.txt", "lock.txt", "bench.txt", "old.txt")


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("runtime.txt", PROJECT["project"]["dependencies"]),
        ("postgres.txt", PROJECT["project"]["optional-dependencies"]["postgres"]),
        ("develop.txt", PROJECT["dependency-groups"]["dev"]),
        ("runtime.txt", PROJECT["dependency-groups"]["build"]),
        ("lock.txt", PROJECT["dependency-groups"]["lock"]),
        ("bench.txt", PROJECT["dependency-groups"]["bench"]),
        ("old.txt", PROJECT["dependency-groups"]["old"]),
    ],
)
def test_a_lock_names_what_pyproject_asks_for(lock: str, wanted: list[str]) -> None:
    assert {name.partition("==")[0] for name in wanted} <= set(pins(lock))


def test_the_locks_agree() -> None:
    runtime, postgres, develop = pins("runtime.txt"), pins("postgres.txt"), pins("develop.txt")
    assert {name: postgres[name] for name in runtime} == runtime
    assert set(postgres) - set(runtime) == {"asyncpg"}
    assert {name: develop[name] for name in postgres} == postgres


def test_a_lock_leaves_out_what_is_never_imported() -> None:
    unused = {line for line in (REQUIREMENTS / "unused.txt").read_text().splitlines() if not line.startswith("#")}
    assert unused
    assert not unused & set(pins("postgres.txt"))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place_to_download_from(lock: str) -> None:
    text = (REQUIREMENTS / lock).read_text()
    assert "--hash=sha256:" in text
    assert not re.search(r"://|--(extra-)?index-url|--find-links", text)


def test_the_sbom_lists_what_a_school_runs() -> None:
    text = (REQUIREMENTS / "sbom.cdx.json").read_text()
    bom = json.loads(text)
    assert re.findall(r"https?://[^/]+", text) == ["http://cyclonedx.org"]  # its own schema
    assert bom["bomFormat"] == "CycloneDX"
    assert (bom["metadata"]["component"]["name"], bom["metadata"]["component"]["version"]) == ("preau", VERSION)
    assert {one["purl"] for one in bom["components"]} == {
        f"pkg:pypi/{name}@{version}" for name, version in pins("postgres.txt").items()
    }


def test_the_version_is_said_once_in_each_place() -> None:
    assert PROJECT["project"]["version"] == VERSION
    assert f"## {VERSION} (" in (ROOT / "CHANGELOG.md").read_text()
    assert f"This is {VERSION}." in (ROOT / "README.md").read_text()


def test_a_wheel_holds_every_module_and_what_they_read(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], cwd=ROOT, check=True)
    (wheel,) = tmp_path.glob(f"preau-{VERSION}-*.whl")
    built = set(zipfile.ZipFile(wheel).namelist())
    rooms = ("cli", "language", "locale", "mail", "models", "routes", "settings", "static", "templates")
    tracked = subprocess.check_output(["git", "ls-files", "-z", "*.py", *rooms], cwd=ROOT, text=True).split("\0")
    wanted = {name for name in tracked if name and not name.startswith(("tests/", "bench/", "requirements/"))}
    assert wanted
    assert wanted <= built
    assert not [name for name in built if name.startswith(("tests/", "bench/", "docs/", "deploy/"))]
