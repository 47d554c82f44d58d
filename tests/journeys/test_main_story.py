"""From the school's export to a parent at the dashboard, and every verb of the command."""

import re
from concurrent.futures import ThreadPoolExecutor

from tests.support.files import SAMPLES
from tests.support.journeys.postbox import Postbox, links, words
from tests.support.journeys.town import Town

FAMILIES, BROKEN = str(SAMPLES / "families-school.csv"), str(SAMPLES / "broken.csv")
PASSWORD = "trombone chaussette brume nuage"


def test_from_the_schools_export_to_a_parent_at_the_dashboard(town: Town, postbox: Postbox) -> None:
    assert town.preau("import", FAMILIES, "--apply").returncode == 0
    invited = town.preau("invite", "--all")
    assert invited.returncode == 0
    parents = town.rows("SELECT username, email FROM guardian ORDER BY id")
    with_address = [row for row in parents if row["email"]]
    for row in parents:
        assert row["email"] or row["username"] in invited.stdout  # who needs a letter is named
    town.serve()
    postbox.wait(len(with_address))
    told = [re.findall(r"Nom d['’]utilisateur : (\S+)", words(message)) for message in postbox.messages]
    assert sorted(name for names in told for name in names) == sorted(row["username"] for row in with_address)
    assert sorted(postbox.addresses) == sorted(row["email"] for row in with_address)

    for children in (1, 2):
        who = _parent_of(town, children)
        mail = next(message for message in postbox.received(who["email"]) if who["username"] in words(message))
        with town.browser() as browser:
            assert links(mail)[0].startswith(f"{town.base_url}/")
            browser.open(links(mail)[0])
            browser.press("/first-connection")  # the link has filled the field in
            assert who["username"] in browser.page.text
            browser.press("/password", password=PASSWORD)
            if children > 1:
                assert browser.at == "/children"
                assert browser.page.text.count("Se connecter avec ce compte") == children
                browser.press(f"/children/{_child_of(town, who['id'])}")
            assert browser.at == f"/children/{_child_of(town, who['id'])}"
            browser.press("/sign-out")
            browser.open("/children")
            assert browser.at == "/"
            assert browser.sign_in(who["username"].upper(), PASSWORD)

    again = town.preau("import", FAMILIES, "--apply")
    assert again.returncode == 0
    assert town.rows("SELECT username, email FROM guardian ORDER BY id") == parents
    assert len(postbox.messages) == len(with_address)


def _parent_of(town: Town, children: int) -> dict[str, str]:
    rows = town.rows(
        "SELECT g.id, g.username, g.email FROM guardian g JOIN guardianship s ON s.guardian = g.id"
        " WHERE g.email <> '' GROUP BY g.id, g.username, g.email HAVING COUNT(*) = ? ORDER BY g.id",
        children,
    )
    return rows[0]


def _child_of(town: Town, guardian: str) -> int:
    rows = town.rows("SELECT MIN(child) AS child FROM guardianship WHERE guardian = ?", guardian)
    return int(rows[0]["child"])


def test_every_verb_ends_with_the_exit_code_that_its_help_promises(town: Town, postbox: Postbox) -> None:
    town.preau("migrate")
    codes = {
        0: [("--help",), ("import", FAMILIES), ("migrate",), ("check",), ("staff", "add", "office")],
        1: [("import", BROKEN), ("invite", "--class", "P9Z"), ("restore", FAMILIES), ("staff", "add", "office")],
        2: [("nonsense",), ("invite", "--all", "--username", "a")],
    }
    with ThreadPoolExecutor(2) as pool:
        for code, verbs in codes.items():
            for verb, done in zip(verbs, pool.map(lambda verb: town.preau(*verb), verbs), strict=True):
                assert done.returncode == code, (verb, done.stdout, done.stderr)
                assert done.stdout or (code and done.stderr), verb
                assert "Traceback" not in done.stderr, verb
    assert town.number("guardian") == 0  # a dry run, and refusals


def test_the_broken_file_is_named_line_by_line_and_changes_nothing(town: Town) -> None:
    refused = town.preau("import", BROKEN, "--apply", "--all-details")
    assert refused.returncode == 1
    for line in (4, 5, 6, 23, 25, 26):
        assert re.search(rf"\b{line}\b", refused.stdout), f"line {line} is not named:\n{refused.stdout}"
    assert town.number("child") == 0
    assert town.preau("import", BROKEN, "--apply", "--skip-bad-rows").returncode == 0
    assert town.number("child") > 5
