"""What an import asks of the office: who somebody is, and whether an access stays closed."""

from dataclasses import dataclass

from models.importing.reading.persons import Adult

NEW, OPEN, CLOSED = "new", "open", "closed"
BARRED_CONTACT, BARRED_ELSEWHERE = "barred_contact", "barred_elsewhere"
BESIDE_BARRED, BESIDE_LOOKALIKE = "beside_barred", "beside_lookalike"
BARS = (BARRED_CONTACT, BARRED_ELSEWHERE, BESIDE_BARRED, BESIDE_LOOKALIKE)
ACCOUNT, PERSON = "account:", "person:"  # before a username; before the key of somebody else in the file
ASKED = frozenset(("homonyms", "two_accounts", "renamed", "perhaps_renamed", *BARS))


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a question. `NEW`: somebody who has no account. `account:…`, `person:…`: the same as this one, who
    is `adult` beside `children`. `OPEN`, `CLOSED`: what becomes of the access."""

    value: str
    adult: Adult | None = None
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Who is `adult` of this line, beside `children`? The office may choose; `answer` is the option that holds now,
    chosen by somebody when it is `decided`.

    `kind` is the notice that is given where nobody can be asked, one of `ASKED`. `BARS` are about an access that stays
    closed because of `barred`: an adult whom the office shut out, or the child that it closed to this adult. When in
    doubt there are two accounts, and what was closed stays so.
    """

    key: str
    kind: str
    line: int
    adult: Adult
    children: tuple[str, ...]
    options: tuple[Option, ...]
    answer: str
    decided: bool
    barred: str = ""
