"""The list of a class by child: who is on it, the file, and what the audit says."""

import csv
import io
import zipfile

from python_calamine import CalamineWorkbook

from models.core.clock import now
from models.families import directory
from routes.web import xlsx_file
from routes.web.csv_file import MARK
from tests.support.families import parent
from tests.support.family import child_of, count
from tests.support.sql import query
from tests.support.visitor import Browser

LIST, FILE = "/office/classes/list?class=P3B", "/office/classes/list/file"


async def school() -> int:
    """Zoé Dupont with two parents, Noé with none who still sees him, and a child of another class; Marie's number."""
    marie, jean = await parent("marie.dupont", activated=True), await parent("jean.albert", "", class_name="P1A")
    (zoe,) = await query("SELECT child FROM guardianship WHERE guardian = ?", marie)
    await query(
        "INSERT INTO guardianship (guardian, child, relation, ended_by) VALUES (?, ?, '', '')", jean, zoe["child"]
    )
    await query("UPDATE guardian SET phone = '+32 475 12 34 56' WHERE id = ?", marie)
    await query("UPDATE guardian SET last_name = '=1+1' WHERE id = ?", jean)
    noe = await child_of(jean, "Noé", "R-noe")
    await query("UPDATE guardianship SET ended_at = ?, ended_by = 'office' WHERE child = ?", now(), noe)
    await directory.refresh_all()
    return marie


async def test_the_list_names_each_child_with_the_adults_who_see_it(office: Browser) -> None:
    marie = await school()
    page = await office.get(LIST)
    assert page.h1 == "Classe P3B"
    rows = [" ".join("".join(row.itertext()).split()) for row in page.all("tr")][1:]
    assert rows[0] == "Dupont Noéaucun parent"
    assert "=1+1 Jean" in rows[1]
    assert "sans adresse" in rows[1]
    assert "Dupont Marie" in rows[2]
    assert "compte actif" in rows[2]
    assert "+32 475 12 34 56" in rows[2]
    assert page.all("a", href=f"/office/families/{marie}")
    assert await count("event", "action = 'class list read' AND detail = 'P3B'") == 1
    assert "Liste de classe" in (await office.get("/office/classes")).said


async def test_the_file_is_recorded_and_harmless_in_excel(secretary: Browser) -> None:
    await school()
    answer = await secretary.post(FILE, {"class": "P3B"})
    assert answer.headers["content-disposition"] == 'attachment; filename="P3B.csv"'
    assert answer.headers["cache-control"] == "no-store"
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix(MARK)), delimiter=";"))
    assert rows == [
        ["Élève", "Parent", "État", "Téléphone", "Adresse mail"],
        ["Dupont Noé", "", "", "", ""],
        ["Dupont Zoé", "'=1+1 Jean", "sans adresse", "", ""],
        ["Dupont Zoé", "Dupont Marie", "compte actif", "'+32 475 12 34 56", "marie@example.org"],
    ]
    written = "SELECT actor, detail FROM event WHERE action = 'class list exported'"
    assert await query(written) == [{"actor": "office:sophie.office", "detail": "P3B"}]


async def test_the_workbook_has_the_same_rows_as_text(secretary: Browser) -> None:
    await school()
    await query("UPDATE child SET first_name = ? WHERE first_name = 'Noé'", "http://evil.example")
    answer = await secretary.post(FILE, {"class": "P3B", "format": "xlsx"})
    assert answer.headers["content-disposition"] == 'attachment; filename="P3B.xlsx"'
    assert answer.headers["content-type"] == xlsx_file.MEDIA_TYPE
    content = answer.response.content
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python() == [
        ["Élève", "Parent", "État", "Téléphone", "Adresse mail"],
        ["Dupont http://evil.example", "", "", "", ""],
        ["Dupont Zoé", "=1+1 Jean", "sans adresse", "", ""],
        ["Dupont Zoé", "Dupont Marie", "compte actif", "+32 475 12 34 56", "marie@example.org"],
    ]
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert not any(word in sheet for word in (b"<f>", b"hyperlink"))
    assert await count("event", "action = 'class list exported'") == 1


async def test_the_file_wants_the_password_again(secretary: Browser) -> None:
    await school()
    await query("UPDATE staff_session SET confirmed_at = NULL")
    answer = await secretary.post(FILE, {"class": "P3B"})
    assert answer.path.startswith("/office/confirm?next=")
    assert await count("event", "action = 'class list exported'") == 0


async def test_a_trial_child_is_on_no_list(secretary: Browser) -> None:
    marie = await school()
    (staff,) = await query("SELECT id FROM staff")
    await query("UPDATE guardian SET trial_of = ? WHERE id = ?", staff["id"], marie)
    page = await secretary.get(LIST)
    assert "Dupont Noé" in page.said
    assert "Zoé" not in page.said


async def test_an_unknown_class_is_empty_and_children_without_one_have_a_list(secretary: Browser) -> None:
    await school()
    for odd in ("P9Z", "%00", "%3Cscript%3E", "x" * 300, "%FF"):
        assert "Aucun élève" in (await secretary.get(f"/office/classes/list?class={odd}")).said
    await query("UPDATE child SET class_name = '' WHERE class_name = 'P1A'")
    page = await secretary.get("/office/classes/list")
    assert page.h1 == "Élèves sans classe"
    assert "Albert Zoé" in page.said
