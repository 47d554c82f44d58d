"""The preview of a large file, which two confined processes make, is that of a small one."""

import pytest

from language.text import speaking
from models.importing.applying import upload
from models.importing.comparing.preview import Preview
from models.importing.reading.remarks import Unreadable
from settings import Settings
from tests.support.files import apply, as_csv, row, sample
from tests.support.office import colleague

FIRST = [
    row(),
    row(adult="Dupont Jean", email="jean@example.org", relation="père"),
    row("2", child="Petit Max", adult="Petit Anne", email="anne@gmial.com"),
    row("3", child="Petit Zoé", adult="Petit Anne", email="anne@gmial.com"),
]
NEXT = [*FIRST[:2], row("4", child="Roy Ali", adult="Dupont Marie", email="other@example.org"), row("5", email="x")]
FILES = {
    "next": as_csv(NEXT),
    "school": sample("families-school"),
    "broken": sample("broken"),
    "questions": as_csv([[*one, "Non"] for one in NEXT], [*as_csv([]).decode().strip().split(","), "autorité ?"]),
}


async def both(data: bytes, monkeypatch: pytest.MonkeyPatch, whole: str = "") -> list[Preview]:
    """The preview as of a small file, and as of a large one."""
    number, found = await upload.store(await colleague("sophie"), "export.csv", data), []
    file = await upload.find(number)
    assert file is not None
    for large in (len(data), 0):
        monkeypatch.setattr(upload, "LARGE", large)
        with speaking("nl"):
            found.append(await upload.preview(file, 3, whole))
    return found


@pytest.mark.parametrize("name", FILES)
async def test_a_large_file_is_previewed_as_a_small_one(
    opened: Settings, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    await apply(as_csv(FIRST))
    small, large = await both(FILES[name], monkeypatch)
    assert small == large
    assert small.rows > 1
    assert small.sections
    assert any("Nieuwe" in one.title for one in small.sections)


@pytest.mark.parametrize("whole", ["", "1", "2", "x"])
async def test_a_list_is_cut_unless_it_is_asked_for(
    opened: Settings, monkeypatch: pytest.MonkeyPatch, whole: str
) -> None:
    small, large = await both(sample("families-school"), monkeypatch, whole)
    assert small == large
    for number, section in enumerate(small.sections, 1):
        assert len(section.lines) == (section.count if str(number) == whole else min(section.count, 3))
    assert max(one.count for one in small.sections) > 500


async def test_a_large_file_that_cannot_be_read_is_refused(opened: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unreadable):
        await both(b"\0" * 100, monkeypatch)
