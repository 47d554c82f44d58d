"""Addresses that the office may correct before an import (reading/mail/mends.py), as questions of the preview, and the
answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from language.text import _
from models.core.address import BadAddress, clean_address
from models.importing.comparing.summary import mend_text
from models.importing.reading.mail.mends import Mend
from models.importing.reading.questions import ADDRESS, QUESTION_KEY

TYPED = "address-"  # followed by the key of a mend: the name of its text field


@dataclass(frozen=True, slots=True)
class MendChoice:
    """One choice in words. `value` has the answer to each mend of the question: `key=address`, separated by spaces."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class MendQuestion:
    """What one cell of the file means; of two adults where it names them both. `chosen` is the value of the choice that
    holds, `typed` an address that was written instead, by key. `answered`: the office has decided."""

    mends: tuple[Mend, ...]
    choices: tuple[MendChoice, ...]
    chosen: str
    typed: Mapping[str, str]
    answered: bool

    @property
    def key(self) -> str:
        return self.mends[0].key

    @property
    def fields(self) -> int:
        """How many fields of a form it has: the choice, and a text for each address."""
        return 1 + len(self.mends)

    @property
    def text(self) -> str:
        """The question in words."""
        first = self.mends[0]
        if len(self.mends) == 1:
            return mend_text(first)
        adults = _(" et ").join(one.adult for one in self.mends)
        words = {"line": first.line, "adults": adults, "child": first.child, "value": first.value}
        return _("Ligne {line} : {adults}, parents de {child} : « {value} ». À qui est cette adresse ?").format(**words)

    def label(self, mend: Mend) -> str:
        """The label of the text field."""
        if len(self.mends) == 1:
            return _("Ou une autre adresse : elle compte alors")
        return _("Ou une autre adresse pour {adult} : elle compte alors").format(adult=mend.adult)


def mend_questions(mends: Iterable[Mend], decisions: Mapping[str, str]) -> list[MendQuestion]:
    """The questions about these addresses, each once, with the answers of these decisions."""
    cells: dict[tuple[object, ...], dict[str, Mend]] = {}
    for mend in mends:
        cell = (mend.line, mend.child, mend.value) if mend.kind == "whose_address" else (mend.key,)
        cells.setdefault(cell, {}).setdefault(mend.key, mend)
    return [_question(tuple(some.values()), decisions) for some in cells.values()]


def _question(mends: tuple[Mend, ...], decisions: Mapping[str, str]) -> MendQuestion:
    given = {mend.key: decisions[mend.key].removeprefix(ADDRESS) for mend in mends if mend.key in decisions}
    nobody = MendChoice(_value(mends, {}), _("Aucune adresse"))
    choices = (*_choices(mends), nobody)
    values = {choice.value for choice in choices}
    chosen = _value(mends, given)
    typed = {} if chosen in values else given
    return MendQuestion(mends, choices, chosen if not typed else nobody.value, typed, bool(given))


def _choices(mends: tuple[Mend, ...]) -> Iterable[MendChoice]:
    for proposal in mends[0].proposals:
        if len(mends) == 1:
            yield MendChoice(_value(mends, {mends[0].key: proposal}), proposal)
            continue
        for mend in mends:
            said = _("{address} : à {adult}").format(address=proposal, adult=mend.adult)
            yield MendChoice(_value(mends, {mend.key: proposal}), said)
        both = dict.fromkeys((mend.key for mend in mends), proposal)
        yield MendChoice(_value(mends, both), _("{address} : à tous les deux").format(address=proposal))


def _value(mends: tuple[Mend, ...], addresses: Mapping[str, str]) -> str:
    return " ".join(f"{mend.key}={addresses.get(mend.key, '')}" for mend in mends)


@dataclass(slots=True)
class GivenAddresses:
    """What a form says of addresses: the decisions, what was typed, and the keys of what is no address."""

    decisions: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    bad: list[str] = field(default_factory=list)


def given(fields: Mapping[str, str]) -> GivenAddresses:
    """The answers of a form with these questions; other fields are passed over. What was typed counts before what was
    chosen; a question with a bad address has no answer. Raises `BadAddress` for a choice that no form of ours has."""
    found, together = GivenAddresses(), []
    for name, value in fields.items():
        if not name.startswith(f"{TYPED}of-"):
            continue
        answers = dict(answer.partition("=")[::2] for answer in value.split(" "))
        if not all(map(QUESTION_KEY.fullmatch, answers)):
            raise BadAddress(value)
        found.decisions |= {key: ADDRESS + (clean_address(one) if one else "") for key, one in answers.items()}
        together.append(set(answers))
    for name, value in fields.items():
        key = name.removeprefix(TYPED)
        if not name.startswith(TYPED) or not QUESTION_KEY.fullmatch(key) or not value.strip():
            continue
        found.typed[key] = value
        try:
            found.decisions[key] = ADDRESS + clean_address(value)
        except BadAddress:
            found.bad.append(key)
    spoiled = set(found.bad).union(*(keys for keys in together if not keys.isdisjoint(found.bad)))
    found.decisions = {key: value for key, value in found.decisions.items() if key not in spoiled}
    return found
