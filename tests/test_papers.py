"""docs/asvs.md names tests and files that exist, and counts rightly."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAPER = (ROOT / "docs" / "asvs.md").read_text()
STATES = ("met", "not met", "not applicable")
CHAPTERS = re.findall(r"^## (V\d+ .+)$((?:\n(?!## ).*)*)", PAPER, re.MULTILINE)
ROWS = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in re.findall(r"^\| \d.+$", PAPER, re.M)]


@cache
def defined_in(path: str) -> set[str]:
    return {node.name for node in ast.parse((ROOT / path).read_text()).body if hasattr(node, "name")}


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_requirement_is_met_by_what_exists_or_says_why_not(row: tuple[str, ...]) -> None:
    _, level, words, state, why = row
    assert level in "12"
    assert words
    assert why
    assert state in STATES
    named = re.findall(r"`([\w./-]+\.\w+)(?:::(\w+))?`", why)
    assert named or state != "met"
    for path, test in named if state == "met" else ():
        assert (ROOT / path).is_file(), path
        assert not test or test in defined_in(path), f"{path}::{test}"


def test_every_requirement_is_there_once_in_its_chapter_and_in_order() -> None:
    numbers = [tuple(int(part) for part in row[0].split(".")) for row in ROWS]
    assert len(numbers) == 253  # of Level 1 and Level 2 in ASVS 5.0.0
    assert numbers == sorted(set(numbers))
    for name, rows in CHAPTERS:
        chapter = name.split()[0][1:]
        assert {number.split(".")[0] for number in re.findall(r"^\| (\d[\d.]+) ", rows, re.MULTILINE)} == {chapter}


def test_the_counts_are_those_of_the_rows() -> None:
    whole = Counter(row[3] for row in ROWS)
    assert f"| **all {len(ROWS)}** | " + " | ".join(str(whole[state]) for state in STATES) + " |" in PAPER
    assert len(CHAPTERS) == 17
    for name, rows in CHAPTERS:
        found = Counter(re.findall(rf"\| ({'|'.join(STATES)}) \|", rows))
        assert f"| {name} | " + " | ".join(str(found[state]) for state in STATES) + " |" in PAPER
