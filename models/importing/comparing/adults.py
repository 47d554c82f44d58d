"""One person's mentions in a file → one account, with what the office corrected; and notices about accounts.

A correction of the office (docs/decisions/import.md) stays while the file has the same value as before. A new value in
the file replaces it. Where the file has what the office wrote, the correction is settled. The last two reset `file_…`;
only the last gives no notice.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from models.core.username import numbered, username_stem
from models.families.marks import FROM_PUPIL
from models.importing.comparing.groups import Mentions
from models.importing.comparing.plan import ChangedAdult
from models.importing.comparing.stored import StoredFamilies
from models.importing.reading.cells import phone_key
from models.importing.reading.names import corrected, damaged, name_key
from models.importing.reading.records import AdultRecord
from models.importing.reading.remarks import Remark, remark


class Usernames:
    """Free usernames, each given once, in constant time for a thousand people of one name."""

    def __init__(self, taken: Iterable[str]) -> None:
        self.taken = set(taken)
        self.last: Counter[str] = Counter()

    def make(self, first_name: str, last_name: str) -> str:
        stem = username_stem(first_name, last_name)
        while True:
            self.last[stem] += 1
            if (name := numbered(stem, self.last[stem])) not in self.taken:
                self.taken.add(name)
                return name


def newly(mentions: Mentions, usernames: Usernames, notices: list[Remark]) -> AdultRecord:
    """A new account; of each field, the first mention that has it counts."""
    first_name, last_name = _name(mentions)
    adult = AdultRecord(
        None,
        usernames.make(first_name, last_name),
        first_name,
        last_name,
        _first(mention.email for mention in mentions),
        _first(mention.phone for mention in mentions),
        _first(mention.language for mention in mentions),  # where the file says none, the school's counts
        name_from=FROM_PUPIL if mentions[0].unnamed else "",
    )
    _note_addresses(adult, mentions, notices)
    return adult


def again(known: AdultRecord, mentions: Mentions, notices: list[Remark]) -> AdultRecord:
    """The account as it will be: what the file says, where it says something. The username never changes."""
    known = _named(known, mentions, notices)
    known = _with_address(known, mentions, notices)
    known = _with_phone(known, mentions, notices)
    adult = replace(known, language=_kept(known.language, [mention.language for mention in mentions]))
    if adult.email and not any(mention.email for mention in mentions):
        notices.append(remark(mentions[0].line, "address_kept", adult=adult.full_name, kept=adult.email))
    _note_addresses(adult, mentions, notices)
    return adult


def _named(known: AdultRecord, mentions: Mentions, notices: list[Remark]) -> AdultRecord:
    """The adult by the name of the file, where it has one: a made-up name gives way to it."""
    if mentions[0].unnamed:
        return known
    if known.unnamed:
        first_name, last_name = _name(mentions)
        return replace(known, first_name=first_name, last_name=last_name, name_from="")
    named = [mention for mention in mentions if mention.key in known.own_keys] or mentions
    return _with_name(known, named, _name(named), notices)


def _with_address(known: AdultRecord, mentions: Mentions, notices: list[Remark]) -> AdultRecord:
    """The adult with the address to keep: of several in the file the known one, so that a second import changes
    nothing; the known one too where the file has none."""
    given = [mention.email for mention in mentions if mention.email and mention.email not in known.set_aside]
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


def _with_phone(known: AdultRecord, mentions: Mentions, notices: list[Remark]) -> AdultRecord:
    """The adult with the phone to keep: as with an address, where two spellings of one number are the same."""
    given = [mention.phone for mention in mentions if mention.phone and phone_key(mention.phone) not in known.set_aside]
    said = {phone_key(phone) or phone for phone in given}
    if not given or (phone_key(known.phone) or known.phone) in said:
        return replace(known, file_phone=None) if given else known
    if known.file_phone is None:
        return replace(known, phone=given[0])
    words = {"adult": known.full_name, "file": given[0]}
    if (phone_key(known.file_phone) or known.file_phone) in said:
        words = {**words, "file": known.file_phone, "kept": known.phone or "—"}
        notices.append(remark(mentions[0].line, "office_phone", **words))
        return known
    notices.append(remark(mentions[0].line, "file_phone", **words, before=known.phone or "—"))
    return replace(known, phone=given[0], file_phone=None)


def _with_name(known: AdultRecord, mentions: Mentions, given: tuple[str, str], notices: list[Remark]) -> AdultRecord:
    """The adult with the name to keep; `given` is the file's best spelling of it."""
    if any((mention.first_name, mention.last_name) == (known.first_name, known.last_name) for mention in mentions):
        settled = all(mention.key == known.key for mention in mentions)  # a row with the former name needs `file_…`
        return replace(known, file_first_name=None, file_last_name=None) if settled else known
    first, file_first = corrected(known.first_name, known.file_first_name, given[0])
    last, file_last = corrected(known.last_name, known.file_last_name, given[1])
    adult = replace(known, first_name=first, last_name=last, file_first_name=file_first, file_last_name=file_last)
    if (file_first, file_last) != (None, None):
        words = {"adult": adult.full_name, "file": " ".join(given)}
        notices.append(remark(mentions[0].line, "office_name", **words))
    elif known.file_values[:2] != (None, None) and adult.full_name != known.full_name:
        notices.append(remark(mentions[0].line, "file_name", adult=adult.full_name, before=known.full_name))
    return adult


def _name(mentions: Mentions) -> tuple[str, str]:
    whole = [mention for mention in mentions if not damaged(mention.full_name)] or mentions
    readable = [mention for mention in whole if not mention.last_name.isupper()] or whole
    return readable[0].first_name, readable[0].last_name


def _first(values: Iterable[str]) -> str:
    return next(filter(None, values), "")


def _kept(known: str, given: list[str]) -> str:
    """What the file says; of several values the known one, so that a second import changes nothing."""
    return known if (known and known in given) or not any(given) else _first(given)


def _note_addresses(adult: AdultRecord, mentions: Mentions, notices: list[Remark]) -> None:
    found = dict.fromkeys(mention.email for mention in mentions if mention.email not in ("", *adult.set_aside))
    if len(found) > 1:
        words = {"adult": adult.full_name, "found": ", ".join(found), "kept": adult.email}
        notices.append(remark(mentions[0].line, "two_addresses", **words))


def share_contact(one: AdultRecord, other: AdultRecord) -> bool:
    """Whether two accounts have an address or a phone in common, or had."""
    return bool(one.contacts & other.contacts)


def homonyms(
    planned: dict[int, AdultRecord], persons: list[Mentions], stored: StoredFamilies, decided: Collection[int]
) -> list[Remark]:
    """A notice for each name that several accounts have, at least one of them new, who may be one person. None for
    persons about whom the office has decided."""
    by_name: defaultdict[str, list[int]] = defaultdict(list)
    for index, adult in planned.items():
        if adult.unnamed:
            continue
        by_name[name_key(adult.first_name, adult.last_name)].append(index)
    remarks = []
    for key, indexes in by_name.items():
        if all(planned[index].id is not None or index in decided for index in indexes):
            continue
        inside = {planned[index].id for index in indexes}
        accounts = [one.username for one in stored.by_name.get(key, ()) if one.id not in inside]
        accounts += [f"{planned[index].username} ({planned[index].email or '—'})" for index in indexes]
        if len(accounts) > 1:
            line = persons[next(index for index in indexes if planned[index].id is None)][0].line
            words = {"adult": planned[indexes[0]].full_name, "accounts": ", ".join(accounts)}
            remarks.append(remark(line, "homonyms", **words))
    return remarks


def names_given(changed: Mapping[int, ChangedAdult], stored: StoredFamilies) -> list[Remark]:
    """A notice that names the accounts whose made-up name gives way to the file's."""
    now = [each.adult for each in changed.values() if each.adult.id is not None and not each.adult.unnamed]
    before = [(stored.adults[one.id], one) for one in now if one.id is not None and stored.adults[one.id].unnamed]
    names = ", ".join(f"{old.full_name} → {one.full_name}" for old, one in before)
    return [remark(0, "names_given", names=names)] if names else []


def several_accounts(
    planned: dict[int, AdultRecord], persons: list[Mentions], rivals: dict[int, list[AdultRecord]]
) -> list[Remark]:
    """A notice for each person of the file to whom several accounts may belong."""
    return [
        remark(
            persons[index][0].line,
            "two_accounts",
            adult=planned[index].full_name,
            accounts=", ".join([planned[index].username, *(one.username for one in some)]),
        )
        for index, some in sorted(rivals.items())
        if some
    ]
