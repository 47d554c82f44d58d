"""Admins see when the newest backup was made, and a warning when last night's failed."""

import os
from pathlib import Path

import pytest

from models.core.clock import now
from tests.support.visitor import Browser

FAILED = "La sauvegarde de cette nuit n’a pas été faite"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The server's own folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(folder: Path, hours: float) -> None:
    file = folder / "backups" / "preau-2026-11-24.backup"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"")
    moment = now().timestamp() - hours * 3600
    os.utime(file, (moment, moment))


async def test_the_schools_page_says_when_the_newest_was_made(admin: Browser, folder: Path) -> None:
    assert "Aucune sauvegarde n’est faite la nuit" in (await admin.get("/office/school")).said
    (folder / "backups").mkdir()
    assert "Aucune sauvegarde n’a encore réussi." in (await admin.get("/office/school")).said
    made(folder, 0)
    assert "Dernière sauvegarde : aujourd’hui à" in (await admin.get("/office/school")).said


async def test_a_night_without_a_backup_is_told_to_admins_alone(
    admin: Browser, secretary: Browser, folder: Path
) -> None:
    assert FAILED not in (await admin.get("/office/families")).said
    made(folder, 9)
    assert FAILED not in (await admin.get("/office/families")).said
    made(folder, 30)
    assert FAILED in (await admin.get("/office/families")).said
    assert "Dernière sauvegarde : " in (await admin.get("/office/families")).said
    assert FAILED not in (await secretary.get("/office/families")).said
