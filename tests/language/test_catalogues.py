"""Each catalogue is whole, says the same as the program, and is compiled."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from language import catalogues, text

THERE = catalogues.catalogues()
PLACES = re.compile(r"%\(\w+\)[sd]|\{\w+\}|[\[\]]")
SINGLE = re.compile(r"(?<!\w)\w-\w|\w-\w(?!\w)")  # a letter alone, before or after a hyphen
# A sentence that may be the same as in French: names, and words that both languages have.
MAY_BE_EQUAL = 40  # letters; above that somebody forgot to translate
BUTTONS = {  # the labels of buttons, and how many letters fit into 320 px on two lines
    "Connexion": 30,
    "Modifier": 30,
    "Soumettre": 30,
    "Se connecter avec ce compte": 48,
    "Recevoir un nouveau jeton": 48,
    "Continuer avec ce compte": 48,
    "Continuer": 30,
    "Utiliser ce jeton": 40,
    "Se déconnecter": 24,
    "Mon compte": 24,
    "Déconnecter": 24,
    "Appeler": 16,
    "Écrire": 16,
    "Afficher": 16,
    "Masquer": 16,
}


def read(language: str, name: str) -> Catalog:
    with catalogues.file_of(language, name).open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str, name: str) -> Iterator[Message]:
    return (one for one in read(language, name) if one.id)


def forms(one: Message) -> list[str]:
    return list(one.string) if isinstance(one.string, tuple | list) else [one.string or ""]


@pytest.fixture(scope="module")
def wanted() -> dict[str, Catalog]:
    return catalogues.wanted()


@pytest.mark.parametrize(("language", "name"), THERE)
def test_a_catalogue_has_each_sentence_of_the_program_and_no_other(
    wanted: dict[str, Catalog], language: str, name: str
) -> None:
    said = {(one.id, one.context) for one in messages(language, name)}
    assert said == {(one.id, one.context) for one in wanted[name] if one.id}


@pytest.mark.parametrize(("language", "name"), THERE)
def test_the_compiled_catalogue_is_that_of_its_text(wanted: dict[str, Catalog], language: str, name: str) -> None:
    written, compiled = catalogues.updated(language, name, wanted[name])
    path = catalogues.file_of(language, name)
    assert path.read_bytes() == written, "run python -m language.catalogues"
    assert path.with_suffix(".mo").read_bytes() == compiled, "run python -m language.catalogues"


@pytest.mark.parametrize(("language", "name"), [each for each in THERE if each[1] == catalogues.PARENTS])
def test_each_sentence_for_parents_is_translated_in_each_plural_form(language: str, name: str) -> None:
    catalogue = read(language, name)
    for one in messages(language, name):
        assert not one.fuzzy, one.id
        assert all(form.strip() for form in forms(one)), one.id
        if isinstance(one.id, tuple | list):
            assert len(forms(one)) == catalogue.num_plurals, one.id


@pytest.mark.parametrize(("language", "name"), THERE)
def test_a_translation_has_the_same_places_and_is_no_copy(language: str, name: str) -> None:
    for one in messages(language, name):
        source = one.id[-1] if isinstance(one.id, tuple | list) else one.id
        for form in filter(None, forms(one)):
            missing = set(PLACES.findall(source)) - set(PLACES.findall(form))
            number = isinstance(one.id, tuple | list) and missing <= {"%(num)s", "{n}"}  # "one minute", in words
            assert not missing or number, (one.id, form)
            assert set(PLACES.findall(form)) <= set(PLACES.findall(source)) | {"%(num)s"} - {""}, (one.id, form)
            assert form != source or len(source) <= MAY_BE_EQUAL, form
            assert form == unicodedata.normalize("NFC", form), form
            assert "<" not in form, form
            assert (form[0] == " ", form[-1] == " ") == (source[0] == " ", source[-1] == " "), form


@pytest.mark.parametrize(("language", "name"), [each for each in THERE if each[1] == catalogues.PARENTS])
def test_a_button_fits_a_narrow_phone(language: str, name: str) -> None:
    said = {one.id: forms(one)[0] for one in messages(language, name)}
    assert {source: said[source] for source, most in BUTTONS.items() if len(said[source]) > most} == {}


@pytest.mark.parametrize(("language", "name"), [each for each in THERE if each[1] == catalogues.PARENTS])
def test_no_line_breaks_beside_a_single_letter(language: str, name: str) -> None:
    """`e-mail`, `Escreva-o` and `s-a pierdut` have U+2011, at which no line ends."""
    said = [form for one in messages(language, name) for form in forms(one)]
    assert [form for form in said if SINGLE.search(form)] == []


@pytest.mark.parametrize(("language", "name"), THERE)
def test_the_header_says_who_has_read_it(language: str, name: str) -> None:
    assert "native speaker" in read(language, name).header_comment


def test_each_language_of_the_office_has_its_catalogue() -> None:
    office = {language for language, name in THERE if name == catalogues.OFFICE}
    assert office == {*text.OFFICE_LANGUAGES} - {text.SOURCE}


@pytest.mark.parametrize(("language", "name"), [each for each in THERE if each[1] == catalogues.OFFICE])
def test_a_sentence_of_the_office_is_translated_in_each_plural_form_or_not_at_all(language: str, name: str) -> None:
    catalogue = read(language, name)
    for one in messages(language, name):
        assert not one.fuzzy, one.id
        assert len({bool(form.strip()) for form in forms(one)}) == 1, one.id
        if isinstance(one.id, tuple | list):
            assert len(forms(one)) == catalogue.num_plurals, one.id


def test_what_is_not_translated_is_listed_by_language_and_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sentences = Catalog()
    sentences.add("Importer", locations=[("routes/office/common/page.py", 0)])
    sentences.add(("%(num)s mail", "%(num)s mails"), locations=[("templates/office/mails/index.html", 0)])
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    monkeypatch.setattr(catalogues, "wanted", lambda: {catalogues.OFFICE: sentences, catalogues.PARENTS: Catalog()})
    catalogues.list_missing()
    (dutch,) = re.findall(r"^nl office: .*\n((?:  .*\n)+)", capsys.readouterr().out, re.M)
    assert dutch.split("\n") == [
        "  routes/office/common/page.py",
        "    'Importer'",
        "  templates/office/mails/index.html",
        "    '%(num)s mail'",
        "",
    ]
    catalogues.main([])
    assert "nl office: 2 sentences to translate\n" in capsys.readouterr().out
    path = catalogues.file_of("nl", catalogues.OFFICE)
    path.write_text(path.read_text().replace('msgid "Importer"\nmsgstr ""', 'msgid "Importer"\nmsgstr "Inlezen"'))
    catalogues.list_missing()
    assert "nl office: 1 sentences to translate, shown in French\n" in capsys.readouterr().out


def test_plurals_are_those_of_each_language() -> None:
    forms = {"ar": 6, "pl": 3, "uk": 3, "ro": 3, "tr": 1}
    for language, name in THERE:
        assert read(language, name).num_plurals == forms.get(language, 2), language


def test_a_sentence_in_no_catalogue_is_french() -> None:
    with text.speaking("nl"):
        assert text._("Ceci n’est dans aucun catalogue.") == "Ceci n’est dans aucun catalogue."
        assert text.ngettext("{n} chose", "{n} choses", 0) == "{n} chose"
