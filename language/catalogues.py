"""`python -m language.catalogues`: brings `locale/` up to date with the sentences of templates and code.

Each language has a catalogue `parents`, whole in every language; a language of the office has `office` too. A sentence
that parents may read is in `parents`, though the office shows it too. `--missing` changes nothing: it lists what is not
translated. docs/languages.md says how to work with the files.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.core import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from language import calendars
from language.dates import FILE
from language.text import LOCALE, OFFICE_LANGUAGES, SOURCE

Key = tuple[str, str]  # the French words, and which of their meanings
ROOT = LOCALE.parent
PARENTS, OFFICE = "parents", "office"
METHODS = [("tests/**", "ignore"), ("bench/**", "ignore"), ("**.py", "python"), ("templates/**", "jinja2")]
JINJA = {"newstyle_gettext": "true", "trimmed": "true"}
KEYWORDS = {"_": None, "also": None, "marked": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
# The files whose sentences parents may read, by the start of their path; those of `NOT_THEIRS` are the office's.
THEIRS = (
    *("templates/account/", "templates/announcements/", "templates/children/", "templates/components/forms.html"),
    *("templates/components/people.html", "templates/entrance/", "routes/announcement", "routes/calendar.py"),
    *("templates/errors/", "templates/layouts/base.html", "templates/mail/", "templates/office/letters/sheet.html"),
    "templates/office/announcements/sheet.html",
    "templates/office/family/said.html",
    *("templates/password/", "templates/repeat/", "templates/reset/"),
    *("routes/account.py", "routes/children.py", "routes/entrance.py", "routes/first_connection.py", "routes/gate/"),
    *(
        "language/",
        "mail/",
        "models/importing/reading/people/made_up_names.py",
        "routes/password.py",
        "routes/refused_token.py",
        "routes/reset.py",
        "routes/sign_in.py",
        "routes/web/",
    ),
)
NOT_THEIRS = (
    "templates/mail/staff_",
    "templates/mail/colleague",
    "templates/mail/layout/colleague",
    "templates/mail/test/",
)
# Where Babel numbers the plural forms otherwise than every editor of .po files does.
ARABIC = "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5"
WHOSE = {PARENTS: "what parents read", OFFICE: "the office"}
HEADER = """# Préau in {name}: {whom}.
# Not yet read by a native speaker.
# docs/languages.md says how to mend a sentence.
#"""


def wanted() -> dict[str, Catalog]:
    """Every sentence of the program, by catalogue, with the files that say it."""
    found = {PARENTS: Catalog(), OFFICE: Catalog()}
    theirs: dict[Key, bool] = {}
    said = list(_said())
    for path, sentence, context in said:
        key = _key(sentence, context)
        theirs[key] = theirs.get(key, False) or (path.startswith(THEIRS) and not path.startswith(NOT_THEIRS))
    for path, sentence, context in said:
        name = PARENTS if theirs[_key(sentence, context)] else OFFICE
        found[name].add(sentence, locations=[(path, 0)], context=context)
    return found


def _key(sentence: str | tuple[str, ...] | list[str], context: str | None) -> Key:
    return sentence if isinstance(sentence, str) else sentence[0], context or ""


def _said() -> Iterator[tuple[str, str | tuple[str, ...], str | None]]:
    for path, _line, sentence, _comments, context in extract_from_dir(
        ROOT, METHODS, {"templates/**": JINJA}, KEYWORDS, directory_filter=lambda folder: Path(folder).name[0] != "."
    ):
        yield path, sentence, context


def updated(language: str, name: str, sentences: Catalog) -> tuple[bytes, bytes]:
    """The text of a catalogue with exactly these sentences, and its compiled form. What was translated is kept."""
    path = file_of(language, name)
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    template = Catalog(creation_date=catalogue.creation_date)
    for one in sentences:
        if one.id:
            template.add(one.id, locations=sorted(set(one.locations)), context=one.context)
    catalogue.update(template, no_fuzzy_matching=True, keep_user_comments=True)
    catalogue.obsolete.clear()
    text, compiled = BytesIO(), BytesIO()
    write_po(text, catalogue, include_lineno=False, sort_output=True, width=100)
    write_mo(compiled, catalogue)
    return text.getvalue(), compiled.getvalue()


def file_of(language: str, name: str) -> Path:
    """Where a catalogue is; its compiled form is beside it."""
    return LOCALE / language / "LC_MESSAGES" / f"{name}.po"


def catalogues() -> list[tuple[str, str]]:
    """Each catalogue there is: language and name."""
    return sorted((path.parts[-3], path.stem) for path in LOCALE.glob("*/LC_MESSAGES/*.po"))


def begin(language: str, name: str) -> None:
    """An empty catalogue of a new language."""
    path = file_of(language, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    english = Locale.parse(language).english_name
    new = Catalog(
        locale=language,
        project="Préau",
        version=name,
        msgid_bugs_address="docs/languages.md",
        last_translator="see above",
        language_team=english,
        header_comment=HEADER.format(name=english, whom=WHOSE[name]),
        fuzzy=False,
    )
    text = BytesIO()
    write_po(text, new, width=0)
    rule = f"plural={new.plural_expr};".encode()
    path.write_bytes(
        text.getvalue().replace(rule, f"plural=({ARABIC});".encode()) if language == "ar" else text.getvalue()
    )


def missing(language: str, name: str, sentences: Catalog) -> list[tuple[str, str]]:
    """What this catalogue does not say yet: for each sentence the first file that has it, and the French words."""
    said: dict[Key, object] = {}
    if file_of(language, name).exists():
        with file_of(language, name).open("rb") as file:
            said = {_key(one.id, one.context): one.string for one in read_po(file) if not one.fuzzy}
    without = (one for one in sentences if one.id and not _whole(said.get(_key(one.id, one.context), "")))
    return sorted((min(one.locations)[0], one.id if isinstance(one.id, str) else one.id[0]) for one in without)


def list_missing() -> None:
    """Print what is not translated, by language and file."""
    sentences = wanted()
    for language, name in sorted({*catalogues(), *_of_office()}):
        by_file: dict[str, list[str]] = {}
        for path, sentence in missing(language, name, sentences[name]):
            by_file.setdefault(path, []).append(sentence)
        if by_file:
            print(f"{language} {name}: {sum(map(len, by_file.values()))} sentences to translate, shown in French")
        for path, lacking in by_file.items():
            print(f"  {path}", *(f"    {sentence!r}" for sentence in lacking), sep="\n")


def _of_office() -> list[tuple[str, str]]:
    return [(language, OFFICE) for language in OFFICE_LANGUAGES if language != SOURCE]


def main(languages: list[str]) -> None:
    """Update all catalogues, after beginning those of `languages` and of the office that are not there."""
    for language, name in [*((language, PARENTS) for language in languages), *_of_office()]:
        if not file_of(language, name).exists():
            begin(language, name)
    sentences = wanted()
    for language, name in catalogues():
        text, compiled = updated(language, name, sentences[name])
        path = file_of(language, name)
        path.write_bytes(text)
        path.with_suffix(".mo").write_bytes(compiled)
        print(f"{language} {name}: {len(missing(language, name, sentences[name]))} sentences to translate")
    (LOCALE / FILE.name).write_bytes(calendars.made({SOURCE, *(language for language, _name in catalogues())}))


def _whole(translated: object) -> bool:
    return all(translated) if isinstance(translated, tuple | list) else bool(translated)


if __name__ == "__main__":
    list_missing() if sys.argv[1:] == ["--missing"] else main(sys.argv[1:])
