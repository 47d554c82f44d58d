"""Importing in the browser: upload, preview, import, undo; and hostile files."""

import asyncio
import io
import zipfile
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import litestar
import psutil
import pytest

from models.core.confined.sandbox import Work
from models.desk.erasure import erase
from models.families.event import Actor
from models.importing.applying import import_run, upload
from models.importing.reading import confined_reading
from routes.web.attention import while_there
from routes.web.refusals import Superseded
from routes.web.request import CONTEXT, Request
from tests.support.family import count, dump
from tests.support.files import as_csv, as_workbook, as_xlsx, row, sample, zipped
from tests.support.office import signed_in
from tests.support.site import Site
from tests.support.sql import query
from tests.support.visitor import Answer, Browser
from tests.support.waiting import PATIENCE

LEA = row()
SMALL = as_csv([LEA, row("2", "Martin Tom", "P1A", "Martin Paul", "paul@example.org")])


async def bring(browser: Browser, data: bytes, name: str = "export.csv", **options: Any) -> Answer:
    """Upload a file, as the form does."""
    return await browser.post("/office/imports", files={"file": (name, data, "text/csv")}, **options)


async def finished(browser: Browser, answer: Answer) -> Answer:
    """The page, once the import is no longer under way."""
    async with asyncio.timeout(PATIENCE):
        while answer.h1 == "Import en cours":
            await asyncio.sleep(0.02)
            answer = await browser.get(answer.path)
    return answer


async def confirm(browser: Browser, page: Answer, **fields: str) -> Answer:
    """Press *Importer* on this preview: what its form sends by itself, and these fields."""
    (form,) = (one for one in page.all("form") if one.get("action", "").endswith("/apply"))
    own = {one.get("name", ""): one.get("value", "") for one in form.iter("input") if one.get("type") == "hidden"}
    return await browser.post(form.get("action", ""), {**own, **fields})


async def imported(browser: Browser, data: bytes, **fields: str) -> Answer:
    """Upload a file and import it; returns the last page."""
    return await finished(browser, await confirm(browser, await bring(browser, data), **fields))


async def test_a_file_is_uploaded_previewed_and_imported(office: Browser) -> None:
    page = await office.get("/office/imports")
    assert page.find("input", type="file").get("name") == "file"
    assert "Rien n’a encore été importé." in page.said
    page = await bring(office, SMALL)
    assert page.path.startswith("/office/imports/")
    assert page.h1 == "Vérifiez, puis importez"
    assert "2 nouveaux élèves, 2 nouveaux parents." in page.said
    assert "Léa Dupont (1, P1A)" in page.said
    assert await count("guardian") == 0, "a preview changes nothing"
    page = await finished(office, await confirm(office, page))
    assert page.h1 == "C’est importé"
    assert page.all("a", href="/office/invitations")
    assert await count("guardian") == 2
    rows = await query("SELECT actor, client FROM event WHERE action = 'import'")
    assert [tuple(one.values()) for one in rows] == [("office:sophie.office", "203.0.113.7")]
    history = await office.get("/office/imports")
    assert "2 nouveaux élèves, 2 nouveaux parents" in history.said
    assert "export.csv" in history.said
    assert (await query("SELECT content FROM upload"))[0]["content"] == "", "families are not kept twice"


async def test_the_same_file_again_has_nothing_to_import(office: Browser) -> None:
    await imported(office, SMALL)
    page = await bring(office, SMALL)
    assert "Rien ne change." in page.said
    assert not page.all("button", type="submit")[1:], "nothing but signing out"


async def test_an_import_says_that_it_invites_nobody_and_whom_it_tells(office: Browser) -> None:  # 63
    page = await imported(office, SMALL)
    assert "Personne n’est encore invité." in page.said
    assert "reçoit un mot" not in page.said, "nobody had an account"
    page = await bring(office, as_csv([row(email="autre@example.org")]))
    assert "L’import n’invite personne." in page.said
    assert "e-mail ne part" not in page.said
    page = await finished(office, await confirm(office, page, allow_leavers="1"))
    assert "dont l’adresse change reçoit un mot, une heure après." in page.said


async def test_a_preview_says_what_changes_from_what_to_what_and_who_leaves(office: Browser) -> None:
    await imported(office, SMALL)
    moved = as_csv([row(class_name="P2B"), row("3", "Petit Zoé", "P1A", "Petit Anne", "anne@example.org")])
    page = await bring(office, moved)
    assert "1 nouvel élève, 1 élève changé, 1 élève parti" in page.said
    assert "classe : P1A → P2B" in page.said
    assert "Élèves qui ne sont plus dans le fichier 1 Tom Martin (2, P1A)" in page.said
    assert "Paul Martin (paul.martin) → Tom Martin (2, P1A)" in page.said


async def test_faulty_rows_are_listed_by_line_and_left_out_only_after_a_confirmation(office: Browser) -> None:
    page = await bring(office, as_csv([LEA, row("", "Martin Tom")]))
    assert "Ligne 3 : Tom Martin : le numéro de matricule manque." in page.said
    page = await confirm(office, page)
    assert page.status == 422
    assert page.faults == ["Cochez la case pour importer sans les lignes refusées, ou choisissez un fichier corrigé."]
    assert await count("guardian") == 0
    page = await confirm(office, page, skip_bad_rows="1")
    assert (await finished(office, page)).h1 == "C’est importé"
    assert await count("guardian") == 1


async def test_a_confirmation_that_became_necessary_since_is_asked_for_and_nothing_is_changed(office: Browser) -> None:
    page = await bring(office, as_csv([LEA, row("", "Martin Tom")]))
    page = await finished(office, await confirm(office, page, asks=""))  # without saying what the form asked
    assert page.faults == ["Cochez la case pour importer sans les lignes refusées, ou choisissez un fichier corrigé."]
    assert await count("guardian") == 0


async def test_many_leavers_need_a_confirmation(office: Browser) -> None:
    await imported(office, as_csv([row(str(n), f"Eleve Un{n}", email=f"a{n}@example.org") for n in range(8)]))
    page = await bring(office, as_csv([row("0", "Eleve Un0", email="a0@example.org")]))
    assert "7 élèves sur 8 ne sont plus dans le fichier" in page.said
    page = await confirm(office, page)
    assert page.faults == ["Cochez la case si c’est bien ainsi, ou choisissez un autre fichier."]
    page = await finished(office, await confirm(office, page, allow_leavers="1"))
    assert "7 élèves partis" in page.said


async def test_one_pupil_that_is_missing_is_said_of_one(office: Browser) -> None:
    await imported(office, as_csv([row()]))
    page = await bring(office, as_csv([row("2", "Petit Max", adult="Petit Eva", email="eva@example.org")]))
    assert "1 élève sur 1 n’est plus dans le fichier" in page.said


async def test_long_lists_are_cut_until_all_is_asked_for(office: Browser) -> None:
    page = await bring(
        office, as_csv([row(str(n), f"Eleve Un{n}", adult=f"Eleve Parent{n}", email=f"{n}@x.be") for n in range(60)])
    )
    assert page.said.count("Un59 Eleve (59, P1A)") == 0
    link = next(a for a in page.all("a") if "Tout voir (60)" in "".join(a.itertext()))
    page = await office.get(str(link.get("href")).partition("#")[0])
    assert page.said.count("Un59 Eleve (59, P1A)") == 1
    for strange in ("0", "99", "x", "%00"):
        assert (await office.get(f"{page.path.partition('?')[0]}?all={strange}")).status == 200


async def test_many_notices_of_one_kind_are_one_line_and_few_stand_among_the_others(office: Browser) -> None:
    def school(number: int) -> bytes:
        without = [row(str(n), f"Petit N{n}", "", f"Petit A{n}", f"{n}@x.be") for n in range(number)]
        return as_csv([row("99"), *without])

    page = await bring(office, school(5))
    assert "l’élève N4 Petit n’a pas de classe." in page.said
    assert "élèves sans classe" not in page.said
    page = await bring(office, school(6))
    assert "À vérifier : élèves sans classe 6" in page.said
    (folded,) = (one for one in page.all("details") if "élèves sans classe" in "".join(one.itertext()))
    assert "open" not in folded.attrib


async def test_a_colleague_may_continue_with_a_file_and_sees_who_uploaded_it(site: Site, office: Browser) -> None:
    path = (await bring(office, SMALL)).path
    colleague = site.browser()
    await signed_in(colleague, "karim.office")
    assert "Sophie" in (await colleague.get("/office/imports")).said
    page = await finished(colleague, await confirm(colleague, await colleague.get(path)))
    assert page.h1 == "C’est importé"
    assert (await import_run.runs())[0].actor == "office:karim.office"


async def test_a_double_click_imports_once(office: Browser) -> None:
    page = await bring(office, sample("families-school"))
    answers = await asyncio.gather(*(confirm(office, page) for _ in range(4)))
    assert {answer.h1 for answer in answers} <= {"Import en cours", "C’est importé"}
    assert (await finished(office, answers[0])).h1 == "C’est importé"
    assert (await confirm(office, page)).h1 == "C’est importé", "a late press too"
    assert await count("import_run") == 1


async def test_the_progress_is_shown_in_its_own_block_and_at_its_own_address(office: Browser) -> None:
    page = await bring(office, sample("families-school"))
    path = page.path
    page = await confirm(office, page)
    assert page.h1 == "Import en cours"
    assert page.all("progress")
    assert page.all("a", href=path), "without JavaScript: a link to look again"
    live = await office.get(path, headers={"HX-Request": "true", "HX-Target": "live"})
    assert not live.all("header"), "the block alone"
    await office.get("/office/imports")
    assert (await finished(office, await office.get(path))).h1 == "C’est importé"


async def test_a_server_stopped_during_an_import_has_changed_nothing_and_reports_it(
    site: Site, office: Browser
) -> None:
    from models.importing.applying import import_task

    page = await bring(office, sample("families-school"))
    path = page.path
    before = await dump()
    await confirm(office, page)
    await import_task.stop()
    page = await office.get(path)
    assert page.faults == ["Le serveur s’est arrêté pendant l’import. Rien n’a été changé. Vous pouvez recommencer."]
    await query("UPDATE upload SET outcome = ''")
    assert await dump() == before
    assert (await finished(office, await confirm(office, page))).h1 == "C’est importé"


async def test_a_killed_server_loses_its_claim_on_the_file_after_the_lease(office: Browser, time: Any) -> None:
    page = await bring(office, SMALL)
    path = page.path
    from models.core.clock import now
    from models.importing.applying.import_task import LEASE

    await query("UPDATE upload SET lease = ?", now() + LEASE)  # another process, at work
    assert (await office.get(path)).h1 == "Import en cours"
    assert (await confirm(office, page)).h1 == "Import en cours"
    assert await count("import_run") == 0
    time.move(seconds=LEASE.total_seconds() + 1)
    assert "Le serveur s’est arrêté" in (await office.get(path)).faults[0]
    assert (await finished(office, await confirm(office, page))).h1 == "C’est importé"


async def test_the_last_import_is_undone_and_only_once(office: Browser) -> None:
    before = await count("guardian")
    await imported(office, SMALL)
    number = (await import_run.runs())[0].id
    page = await office.get(f"/office/imports/history/{number}")
    assert page.all("button", type="submit")
    for _ in range(2):
        page = await office.post(f"/office/imports/history/{number}/undo")
        assert page.status == 200
        assert "Cet import a été annulé par sophie.office" in page.said
    assert await count("guardian") == before
    assert len(await query("SELECT id FROM event WHERE action = 'import undone'")) == 1
    assert "import annulé" in (await office.get("/office/imports")).said
    assert (await imported(office, SMALL)).h1 == "C’est importé"


async def test_the_history_says_who_came_went_and_changed_by_name(office: Browser) -> None:
    await imported(office, SMALL)
    page = await office.get(f"/office/imports/history/{(await import_run.runs())[0].id}")
    assert "Nouveaux élèves 2 Léa Dupont (P1A) Tom Martin (P1A)" in page.said
    assert "Nouveaux comptes de parents 2 Marie Dupont Paul Martin" in page.said
    assert "Nouveaux accès" not in page.said, "they follow from the new people"
    next_file = [
        row(class_name="P2B", email="autre@example.org", phone="0470 12 34 56"),
        row(class_name="P2B", adult="Dupont Luc", email="luc@example.org"),
        row("3", "Petit Zoé", "P1A", "Dupont Marie", "autre@example.org", "0470 12 34 56"),
    ]
    await imported(office, as_csv(next_file), asks="leavers", allow_leavers="1")
    page = await office.get(f"/office/imports/history/{(await import_run.runs())[0].id}")
    assert "Élèves qui sont partis 1 Tom Martin (P1A)" in page.said
    assert "Élèves qui ont changé 1 Léa Dupont (P2B), classe : P1A → P2B" in page.said
    assert "Nouveaux comptes de parents 1 Luc Dupont" in page.said
    assert "Parents qui ont changé 1 Marie Dupont , adresse mail, téléphone" in page.said
    assert "autre@example.org" not in page.said, "an address is not kept twice"
    assert page.all("a", href="/office/families/1")


async def test_the_history_of_an_undone_import_and_of_an_erased_person_names_nobody(office: Browser) -> None:
    await imported(office, SMALL)
    number = (await import_run.runs())[0].id
    await erase(1, Actor("office:sophie.office"), with_children=True)
    page = await office.get(f"/office/imports/history/{number}")
    assert "Dupont" not in page.said
    assert "Nouveaux élèves 1 Tom Martin (P1A)" in page.said
    await imported(office, as_csv([row("2", "Martin Tom", "P2B", "Martin Paul", "paul@example.org")]))
    number += 1
    assert "classe : P1A → P2B" in (await office.get(f"/office/imports/history/{number}")).said
    await office.post(f"/office/imports/history/{number}/undo")
    assert "classe" not in (await office.get(f"/office/imports/history/{number}")).said
    assert await count("import_change") == 2


async def test_a_long_list_of_the_history_is_cut_until_all_is_asked_for(office: Browser) -> None:
    rows = [row(str(n), f"Eleve Un{n:02}", adult=f"Eleve Parent{n}", email=f"{n}@x.be") for n in range(60)]
    await imported(office, as_csv(rows))
    path = f"/office/imports/history/{(await import_run.runs())[0].id}"
    assert "Un59 Eleve" not in (await office.get(path)).said
    assert "Un59 Eleve" in (await office.get(f"{path}?all=new_children")).said
    assert (await office.get(f"{path}?all=%00x")).status == 200


async def test_an_import_is_not_undone_after_later_changes_and_the_page_says_why(office: Browser) -> None:
    await imported(office, SMALL)
    await query("UPDATE guardian SET phone = '1', version = version + 1 WHERE username = 'marie.dupont'")
    number = (await import_run.runs())[0].id
    page = await office.post(f"/office/imports/history/{number}/undo")
    assert page.status == 409
    assert "Marie Dupont" in page.faults[0]
    assert await count("guardian") == 2


async def test_unknown_files_and_imports_are_not_found(office: Browser) -> None:
    for number in ("1", "0", "-1", "x", "٣", "9" * 9, "9" * 40, "1%00", "a'--"):
        assert (await office.get(f"/office/imports/{number}")).status == 404, number
        assert (await office.post(f"/office/imports/{number}/apply")).status == 404, number
        assert (await office.get(f"/office/imports/history/{number}")).status == 404, number
        assert (await office.post(f"/office/imports/history/{number}/undo")).status == 404, number


def bomb() -> bytes:
    """A workbook of 200 kB that unpacks to 200 MB."""
    stream = io.BytesIO(as_xlsx([LEA]))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b"<x>" + b"0" * 200_000_000)
    return stream.getvalue()


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"
NO_FILES = {
    "nothing in it": (b"", "Le fichier est vide."),
    "spaces": (b"  \r\n ", "Le fichier est vide."),
    "a picture": (PNG, "C’est un fichier image (PNG), pas un tableau. Dans votre programme, choisissez l’export"),
    "NUL": (SMALL.replace(b"Marie", b"Ma\0rie"), "Ce fichier n’est ni du texte (CSV) ni un tableau Excel."),
    "a damaged workbook": (as_xlsx([LEA])[:-300], "Le tableau Excel ne peut pas être ouvert : il est abîmé."),
    "a zip of something else": (zipped({"a.txt": "x"}), "C’est un fichier ZIP. Ouvrez-le, puis choisissez ici"),
    "headings alone": (as_csv([]), "Le fichier a des titres de colonnes, mais aucune ligne en dessous."),
    "a workbook of nothing": (as_workbook({"Feuil1": []}), "Le fichier est vide."),
    "a quote": (b'"', "Ligne 1 : un guillemet"),
    "four quotes": (b'""""', "Ligne 1 : un guillemet"),
    "an open quote": (b'"x\n', "Ligne 1 : un guillemet"),
    "a line end in quotes": (b'"\n"\n', "Le fichier est vide."),
}


@pytest.mark.parametrize("name", NO_FILES)
async def test_an_unreadable_upload_is_refused_with_the_reason(office: Browser, name: str) -> None:
    data, why = NO_FILES[name]
    page = await bring(office, data, "familles.csv")
    assert page.status == 422
    assert page.faults[0].startswith(why)
    assert page.h1 == "Importer les familles"
    assert await count("upload") == 0


async def test_a_small_workbook_that_unpacks_to_gigabytes_is_refused(secretary: Browser) -> None:
    page = await bring(secretary, bomb(), "familles.xlsx")
    assert page.status == 422
    assert page.faults[0].startswith("Le tableau Excel devient beaucoup trop grand")


async def test_ten_megabytes_are_refused_on_the_offices_page_with_the_limit(office: Browser) -> None:
    page = await bring(office, b"x" * 10_000_000)
    assert page.status == 413
    assert page.faults[0].startswith("Ce fichier est trop grand : le maximum est de 5 Mo.")
    assert page.find("input", type="file").get("aria-invalid") == "true"

    async def pieces() -> Any:  # without a length said before
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        for _ in range(100):
            yield b"x" * 100_000

    page = await office.send(
        "POST", "/office/imports", content=pieces(), headers={"Content-Type": "multipart/form-data; boundary=b"}
    )
    assert page.status == 413
    assert await count("upload") == 0


async def test_five_megabytes_are_accepted(secretary: Browser) -> None:
    adults = [{"adult": f"Eleve Adulte{n}", "email": f"a{n}@example.org"} for n in range(30_000)]
    long = as_csv([row(str(n), f"Eleve Un{n}", phone="1" * 30, **adults[n]) for n in range(30_000)])
    filler = b",,,,,,,,,\r\n" * ((upload.LARGEST - len(long)) // 11)
    assert 4_900_000 < len(long + filler) <= upload.LARGEST
    page = await bring(secretary, long + filler)
    assert page.status == 200, page.text[:300]
    assert "30000 nouveaux élèves" in page.said


async def test_a_form_without_a_file_is_reported(office: Browser) -> None:
    for page in (
        await office.post("/office/imports", files={"file": ("", b"")}),
        await office.post("/office/imports"),
        await office.post("/office/imports", files={"other": ("a.csv", SMALL)}),
    ):
        assert page.status == 422
        assert page.faults == ["Choisissez un fichier."]


async def test_requests_that_no_form_of_ours_sends_get_a_4xx_page(office: Browser) -> None:
    part = b'Content-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nx\r\n'
    bodies = {
        "two files": ("multipart/form-data; boundary=b", b"--b\r\n" + part + b"--b\r\n" + part + b"--b--\r\n"),
        "no end": ("multipart/form-data; boundary=b", b"--b\r\n" + part),
        "no boundary": ("multipart/form-data", b"--b\r\n" + part + b"--b--\r\n"),
        "a boundary of line breaks": ('multipart/form-data; boundary="\n"', b"--b\r\n"),
        "many parts": ("multipart/form-data; boundary=b", (b"--b\r\n" + part) * 50 + b"--b--\r\n"),
        "a long head": (
            "multipart/form-data; boundary=b",
            b"--b\r\nX: " + b"x" * 50_000 + b"\r\n" + part + b"--b--\r\n",
        ),
        "no name": ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: attachment\r\n\r\nx\r\n--b--\r\n"),
        "a bad name": (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="\xff"\r\n\r\nx\r\n--b--\r\n',
        ),
        "json": ("application/json", b"{}"),
        "text": ("text/csv", SMALL),
        "a form": ("application/x-www-form-urlencoded", b"file=a.csv"),
    }
    for name, (kind, body) in bodies.items():
        page = await office.send("POST", "/office/imports", content=body, headers={"Content-Type": kind})
        assert page.status == 400, name
    assert await count("upload") == 0


async def test_only_the_office_may_send_a_file(site: Site) -> None:
    big = b"x" * 1_000_000
    stranger = site.browser()
    page = await bring(stranger, big)
    assert page.path.startswith("/office/sign-in")
    page = await bring(stranger, big, headers={"Sec-Fetch-Site": "cross-site"})
    assert page.status == 403
    assert await count("upload") == 0


async def test_only_the_paths_that_take_files_take_more_than_sixteen_kilobytes(secretary: Browser) -> None:
    path = (await bring(secretary, SMALL)).path
    assert (await secretary.post(f"{path}/apply", {"asks": "x" * 17_000})).status == 413


HOSTILE = "<script>alert(1)</script>"


async def test_the_content_of_cells_is_escaped_on_the_page(office: Browser) -> None:
    rows = [
        row("1", f"{HOSTILE} Léa", adult="Dupont Marie"),
        row("2", "Martin \u202eTom", adult="Martin \u200fPaul", email="b@example.org"),
        row("3", "=HYPERLINK(1) Zoé", email="c@example.org"),
        row("4", "Petit " + "Z" * 300, email="d@example.org"),
        row("5", "Grand {{7*7}}", class_name="%(n)s {n}", email="e@example.org"),
    ]
    page = await bring(office, as_csv(rows), f"../../{HOSTILE}\u202e{'x' * 300}.csv")
    assert page.status == 200
    assert "<script>alert" not in page.text
    assert "\u202e" not in page.text
    assert "Ligne 4 : « =HYPERLINK(1) » est une formule" in page.said
    assert "Ligne 5" in page.said
    assert "{{7*7}}" in page.said
    page = await confirm(office, page, skip_bad_rows="1")
    page = await finished(office, page)
    assert page.h1 == "C’est importé"
    for path in ("/office/imports", f"/office/imports/history/{(await import_run.runs())[0].id}"):
        page = await office.get(path)
        assert page.status == 200
        assert "<script>alert" not in page.text


async def test_for_a_file_with_unknown_headings_the_page_of_columns_is_offered(office: Browser) -> None:
    page = await bring(office, b"a;b;c\r\n1;2;3\r\n")
    assert page.h1 == "Ce fichier n’est pas compris"
    assert page.all("a", href=f"{page.path}/columns")


async def test_an_error_of_ours_while_reading_is_said_and_logged(
    office: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failing = Work("tests.support.greedy:fail", memory=256 << 20, seconds=5)
    monkeypatch.setattr(confined_reading, "WORK", failing)
    page = await bring(office, SMALL)
    assert page.status == 422
    assert "c’est une erreur de Préau" in page.said
    assert "tests.support.greedy:fail: IndexError at greedy.py:" in caplog.text
    assert "canary" not in caplog.text


def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on reading a file takes minutes."""
    monkeypatch.setattr(confined_reading, "WORK", Work("tests.support.greedy:burn", memory=256 << 20, seconds=600))


def readers() -> list[psutil.Process]:
    """The processes that read files; one that has just ended is none."""
    return [one for one in psutil.Process().children() if "tests.support.greedy:burn" in _words(one)]


def _words(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.NoSuchProcess:  # a zombie too
        return []


async def until(done: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not done():  # noqa: ASYNC110 what is waited for is another process
            await asyncio.sleep(0.02)


async def test_a_new_file_ends_the_reading_of_the_one_before(office: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        endless(patch)
        first = asyncio.create_task(bring(office, SMALL))
        await until(readers)
    page = await bring(office, SMALL)
    assert page.h1 == "Vérifiez, puis importez"
    refused = await first
    assert refused.status == 409
    assert "un autre fichier entre-temps" in refused.said
    await until(lambda: not readers())


async def test_leaving_the_page_ends_the_reading_and_what_waits_to_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    endless(monkeypatch)
    gone = asyncio.Event()

    async def receive() -> Any:
        await gone.wait()
        return {"type": "http.disconnect"}

    scope: Any = {"type": "http", CONTEXT: SimpleNamespace(staff=SimpleNamespace(session=1))}
    request: Request = litestar.Request(scope, receive)
    waits = [asyncio.create_task(while_there(request, confined_reading.read(SMALL))) for _ in range(2)]
    await until(readers)
    await asyncio.sleep(0.1)
    assert len(readers()) == 1, "one at a time"
    gone.set()
    for one in waits:
        with pytest.raises(Superseded):
            await one
    await until(lambda: not readers())
