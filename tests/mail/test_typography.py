"""French mails keep `?`, `:` and `»` on the line of their word, as pages do; what parents copy stays as it is."""

import re

import pytest

from models.core import school
from settings import Settings
from tests.support.families import parent
from tests.support.mails import KINDS, part, written
from tests.support.sql import query

LOOSE = re.compile(r"[^<>\n]* [?!:;»][^<>\n]*|[^<>\n]*« [^<>\n]*")


def loose(html: str) -> list[str]:
    """The texts in which a sign may begin a line; short ones are labels."""
    body = html.partition("</style>")[2]
    texts = re.findall(r">([^<]+)", body)
    return [one for one in texts if LOOSE.search(one) and len(one.strip()) > 24]


@pytest.mark.parametrize("kind", KINDS)
async def test_no_sign_begins_a_line_in_a_french_mail(opened: Settings, kind: str) -> None:
    message = await written(kind, await parent("marie.dupont"), await parent("jean.petit"))
    assert loose(part(message, "html")) == []
    for line in part(message, "plain").splitlines():
        assert len(line.partition(" : ")[0]) <= 24 or re.fullmatch(r".* : \S+", line) or not LOOSE.search(line), line


async def test_what_is_copied_has_ordinary_spaces(opened: Settings) -> None:
    plain = part(await written("invitation", await parent("marie.dupont")), "plain")
    assert re.search(r"^Nom d'utilisateur : marie\.dupont$", plain, re.MULTILINE)
    assert re.search(r"^Jeton de connexion : [0-9A-Z-]{14}$", plain, re.MULTILINE)
    assert "utilisateur\u00a0: il reste toujours le même." in plain


async def test_french_in_a_mail_of_another_language_has_them_too(opened: Settings) -> None:
    await query("UPDATE guardian SET language = 'nl' WHERE id = ?", await parent("marie.dupont"))
    message = await written("invitation", 1)
    for kind in ("plain", "html"):
        assert "Besoin d’aide\u00a0? Montrez-le" in part(message, kind)
    assert "Gebruikersnaam / Nom d'utilisateur : marie.dupont\n" in part(message, "plain")


@pytest.mark.parametrize("kind", KINDS)
async def test_a_subject_has_ordinary_spaces(opened: Settings, kind: str) -> None:
    school.change(school_name="Ecole fondamentale autonome du Tilleul")
    subject = (await written(kind, await parent("marie.dupont"), await parent("jean.petit")))["Subject"]
    assert subject.lstrip().startswith("Ecole fondamentale autonome du Tilleul : ")
    assert set(subject) & {"\u00a0", "\u202f"} == set()
