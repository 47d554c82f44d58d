"""What the office corrected, when the file comes again (docs/decisions/import.md).

Where the file says what it said before, the office's word stays. Where it says something new, the file wins. Where it
says what the office wrote, all is well. The last two end the mark; only the last says nothing.
"""

from dataclasses import replace

from models.importing.reading.names import alike, better
from models.importing.reading.persons import Adult
from models.importing.reading.remarks import Remark, remark
from models.importing.reading.row import Adult as Mention


def address(known: Adult, mentions: list[Mention], notices: list[Remark]) -> Adult:
    """The adult with the address to hold: of several in the file the one known already, so that a second import
    changes nothing; and where the file has none, that one too."""
    given = [mention.email for mention in mentions if mention.email]
    if not given or (known.file_email is None and known.email in given):
        return known
    if known.email in given:
        return replace(known, file_email=None)
    if known.file_email is None:
        return replace(known, email=given[0])
    words = {"adult": known.full_name, "file": given[0]}
    if known.file_email in given:
        words = {**words, "file": known.file_email, "kept": known.email or "—"}
        notices.append(remark(mentions[0].line, "office_address", **words))
        return known
    notices.append(remark(mentions[0].line, "file_address", **words, before=known.email or "—"))
    return replace(known, email=given[0], file_email=None)


def name(known: Adult, mentions: list[Mention], given: tuple[str, str], notices: list[Remark]) -> Adult:
    """The adult with the name to hold; `given` is the file's best spelling of it."""
    if any((mention.first_name, mention.last_name) == (known.first_name, known.last_name) for mention in mentions):
        unmarked = known.marks[:2] == (None, None)
        return known if unmarked else replace(known, file_first_name=None, file_last_name=None)
    first, file_first = _part(known.first_name, known.file_first_name, given[0])
    last, file_last = _part(known.last_name, known.file_last_name, given[1])
    adult = replace(known, first_name=first, last_name=last, file_first_name=file_first, file_last_name=file_last)
    if (file_first, file_last) != (None, None):
        words = {"adult": adult.full_name, "file": " ".join(given)}
        notices.append(remark(mentions[0].line, "office_name", **words))
    elif known.marks[:2] != (None, None) and adult.full_name != known.full_name:
        notices.append(remark(mentions[0].line, "file_name", adult=adult.full_name, before=known.full_name))
    return adult


def _part(known: str, mark: str | None, given: str) -> tuple[str, str | None]:
    """A first or last name to hold, and its mark. Case and accents make the file say nothing new."""
    if mark is not None and given != known and alike(given, mark):
        return known, mark
    return better(known, given), None
