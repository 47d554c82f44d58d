"""Which Préau runs: the version, and the commit where it is known."""

import subprocess
from pathlib import Path

import pytest

from settings.version import VERSION, version
from tests.support.command import Command


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Ada", "-c", "user.email=ada@tilleul.example"]
    return subprocess.check_output(["git", *identity, "-C", folder, *arguments], text=True).strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "commit", "--quiet", "--allow-empty", "--message", "One")
    return tmp_path


def test_the_command_says_its_version(command: Command) -> None:
    assert command("--version").output == f"preau {version()}\n"


def test_a_checkout_knows_its_commit(checkout: Path) -> None:
    assert version(checkout) == f"{VERSION} (commit {git(checkout, 'rev-parse', 'HEAD')[:7]})"


def test_a_checkout_of_another_owner_knows_its_commit(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")  # as when root installed it and `preau` runs it
    assert version(checkout) == f"{VERSION} (commit {git(checkout, '-c', 'safe.directory=*', 'rev-parse', 'HEAD')[:7]})"


def test_a_container_knows_the_commit_that_it_was_built_from(tmp_path: Path) -> None:
    (tmp_path / "COMMIT").write_text("0123456789abcdef0123456789abcdef01234567\n")
    assert version(tmp_path) == f"{VERSION} (commit 0123456)"


def test_without_git_it_is_the_version_alone(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert version(checkout) == VERSION


def test_a_copy_inside_another_repository_does_not_name_that_one(checkout: Path) -> None:
    (checkout / "unpacked").mkdir()
    assert version(checkout / "unpacked") == VERSION
