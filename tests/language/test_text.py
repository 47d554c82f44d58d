"""Every sentence that families or the office read goes through gettext, and can be extracted and translated."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from jinja2 import nodes

from language import catalogues, text
from language.catalogues import KEYWORDS
from language.templating import environment

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*.*"))
CODE = [
    *sorted(path for room in ("routes", "models") for path in (ROOT / room).rglob("*.py")),
    *(
        ROOT / name for name in ("mail/mailer.py", "worker.py", "cli/importing.py")
    ),  # the rest of cli/ speaks to the operator
]
MATCHED = (
    "class_column.py",
    "class_titles.py",
    "family_sheets.py",
    "going_words.py",
    "leaving_cells.py",
    "leaving_remarks.py",
    "legends.py",
    "remarked_mail.py",
    "right_words.py",
    "siblings_meant.py",
    "spoken_limits.py",
    "headings.py",
    "vocabulary.py",
    "examples.py",
    "languages.py",
    "full_names.py",
    "table.py",
)  # words of the school's exports, never shown
LETTERS = re.compile(r"[^\W\d_]{2,}")
READ = re.compile(r'\b(?:aria-label|alt|title|placeholder|data-waiting|data-offline)="([^"\0]*)"')
FRENCH = re.compile(r"[éèêàùçôîœ]|\b(?:vous|votre|vos|une|les|des|est|dans|pour|avec|cette|ce)\b", re.I)
# Labels that the school's guide names (PRODUCT.md): never another word for them.
LABELS = {
    "Première connexion",
    "Connexions suivantes",
    "Jeton de connexion",
    "Connexion",
    "Nom d'utilisateur",
    "Mot de passe",
    "Mot de passe oublié ?",
    "Modifier",
    "Soumettre",
    "Se connecter avec ce compte",
    "Rester connecté sur cet appareil",
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_holds_no_words_outside_gettext(name: str) -> None:
    source = (ROOT / "templates" / name).read_text()
    plain = re.sub(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", "\0", source, flags=re.S)
    plain = re.sub(r"\0/[a-z-]+", "", plain)  # an address
    plain = re.sub(r'\baria-invalid="true"', "", plain)  # within a macro, and so in no tag
    assert not [words for words in READ.findall(plain) if LETTERS.search(words)], name
    if name.endswith(".html"):
        plain = re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>|&\w+;", " ", plain, flags=re.S)
    assert not LETTERS.findall(plain), name


def test_no_separator_hangs_at_the_end_of_a_line() -> None:
    """A comma may stand there, "·" may not."""
    assert [name for name in TEMPLATES if "·" in (ROOT / "templates" / name).read_text()] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_asks_for_whole_sentences(name: str) -> None:
    """A variable or a concatenation within `_()` would never be extracted."""
    source = (ROOT / "templates" / name).read_text()
    for call in environment().parse(source).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in ("_", "pgettext"):
            assert all(isinstance(said, nodes.Const) for said in call.args), (name, call.lineno)


def strings(path: Path) -> Iterator[tuple[ast.Constant, bool]]:
    """Every string of a file that is no docstring, and whether it is given to gettext."""
    tree = ast.parse(path.read_text())
    translated = {
        id(argument)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS
        for argument in call.args
    }
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node, id(node) in translated


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_french_sentence_escapes_gettext(path: Path) -> None:
    for node, translated in strings(path):
        assert isinstance(node.value, str)
        if not translated and len(node.value.split()) >= 3 and path.name not in MATCHED:
            assert not FRENCH.search(node.value), (path, node.lineno, node.value)


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_code_asks_for_whole_sentences(path: Path) -> None:
    for call in ast.walk(ast.parse(path.read_text())):
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id in ("_", "ngettext", "pgettext")
        ):
            assert isinstance(call.args[0], ast.Constant), (path, call.lineno)


def test_every_sentence_can_be_extracted() -> None:
    catalogues_ = catalogues.wanted()
    found = {
        name: {form for one in catalogue for form in ([one.id] if isinstance(one.id, str) else one.id)}
        for name, catalogue in catalogues_.items()
    }
    said = {node.value for path in CODE for node, translated in strings(path) if translated}
    assert said - found["parents"] - found["office"] == set()
    assert found["parents"] >= LABELS
    assert found["parents"] & found["office"] == {""}
    assert 200 < len(found["parents"]) < 350


def test_a_sentence_has_typographic_apostrophes() -> None:
    """Except in the labels of the guide, which outside checks search for as they are."""
    sentences = [
        form
        for catalogue in catalogues.wanted().values()
        for one in catalogue
        for form in ([one.id] if isinstance(one.id, str) else one.id)
    ]
    assert [said for said in sentences if "'" in said.replace("Nom d'utilisateur", "")] == []


def test_a_catalogue_changes_the_words_and_its_lack_leaves_french(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dutch = Catalog(locale="nl")
    dutch.add("Connexion", "Aanmelden")
    dutch.add(("Attendez {n} minute", "Attendez {n} minutes"), ("Wacht {n} minuut", "Wacht {n} minuten"))
    folder = tmp_path / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "parents.mo").open("wb") as file:
        write_mo(file, dutch)
    monkeypatch.setattr(text, "LOCALE", tmp_path)
    text._catalogue.cache_clear()
    text.available.cache_clear()
    assert text.available() == ("fr", "nl")
    with text.speaking("nl"):
        assert (text.language(), text._("Connexion")) == ("nl", "Aanmelden")
        assert text._("Soumettre") == "Soumettre"
        assert text.ngettext("Attendez {n} minute", "Attendez {n} minutes", 2) == "Wacht {n} minuten"
        page = environment().from_string('{{ _("Connexion") }} {{ language() }}')
        assert page.render() == "Aanmelden nl"
    for other in ("ar", "", "../../etc", "fr"):
        with text.speaking(other):
            assert (text.language(), text._("Connexion")) == ("fr", "Connexion")
    text._catalogue.cache_clear()
    text.available.cache_clear()


@pytest.mark.parametrize(("language", "list_", "field"), [("nl", "Naam", "Familienaam"), ("en", "Name", "Surname")])
def test_a_word_with_two_meanings_has_two_translations(language: str, list_: str, field: str) -> None:
    with text.speaking(language):
        assert (text._("Nom"), text.pgettext("nom de famille", "Nom")) == (list_, field)
    assert text.pgettext("nom de famille", "Nom") == "Nom"


@pytest.mark.parametrize(("number", "form"), [(0, "minute"), (1, "minute"), (2, "minutes"), (60, "minutes")])
def test_french_counts_nothing_with_one(number: int, form: str) -> None:
    assert text.ngettext("minute", "minutes", number) == form


def test_moments_are_told_on_the_schools_clock() -> None:
    winter, summer = datetime(2026, 12, 7, 23, 30, tzinfo=UTC), datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert (text.day(winter), text.hour(winter)) == ("mardi 8 décembre 2026", "00:30")
    assert (text.day(summer), text.hour(summer)) == ("jeudi 2 juillet 2026", "00:30")
