"""Glued and abbreviated headings of a row, written in full: `NOMEL`, `PRENP`, `st_lname`, `Verz1Vn`.

A heading that the vocabulary knows stays as it is. Another one is taken apart into the word of a field and a mark of
the owner (heading_marks.py). Words and marks are the beginnings, or the consonants, of the vocabulary's words.
"""

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterator, Sequence

from models.importing.reading.headings.heading_marks import Marks, Parts
from models.importing.reading.headings.heading_words import heading_words, names_owner, numbered_letters
from models.importing.reading.headings.headings import LONGEST, heading
from models.importing.reading.headings.row_owners import with_owners
from models.importing.reading.headings.short_words import LEAST, LEAST_ALONE, begins, field_of, is_beginning
from models.importing.reading.headings.two_languages import in_one_language
from models.importing.reading.headings.vocabulary import BESIDE, INITIALS, OF_A_CHILD, QUALIFYING, SMALL, WORDS

ORDINAL = re.compile(r"(?<=[0-9])[.]?[º°ª]")
EMAIL = re.compile(r"\be[-_ ]mail")
NAME_INITIAL = re.compile(r"\b([A-Z][a-z]{2,3})N\b")  # `FamN`, `RufN`; and not `TelN`
TOKEN = re.compile(r"[a-z]+|[0-9]+")
SHORTENED = (
    "legal",
    "prive",
    "domicile",
    "travail",
    "privat",
    "officiel",
    "principal",
    "preferred",
    "full",
    "complet",
    "volledig",
)
QUALIFIERS = (QUALIFYING | BESIDE["phone"]) - {*WORDS, "pers"}
MANY = 6  # headings of one field, in a row: `nom_eleve`, `nom_pere`, `nom_resp1`…
NEARLY, SOME, MOST_WORDS = 0.8, 0.4, 4  # of the headings; of a short heading
NAMES = ("nom", "prenom")
LONGEST_WORD, MOST_WAYS = 24, 12  # letters that are taken apart, and ways to do so: a strange heading costs little


@functools.lru_cache(64)
def in_full(titles: tuple[str, ...]) -> tuple[str, ...]:
    """The headings of one row, the short ones written as the vocabulary has them: `nom eleve`, `telephone pere`."""
    titles = with_owners(in_one_language(titles))
    common = _common(titles)
    ways = {at: _likely(title, tuple(_ways(title, common))) for at, title in enumerate(titles) if _may_be_short(title)}
    marked = Marks(titles, ways)
    known = {heading(title) for title in titles}
    full = list(titles)
    for at, some in sorted(ways.items(), key=lambda one: not INITIALS.isdisjoint(_tokens(titles[one[0]]))):
        for parts in sorted(some, key=marked.support, reverse=True):
            said = marked.said(parts)
            sure = marked.is_name(parts) if heading(titles[at]) else not parts.mark or parts.mark in marked.owners
            if sure and heading(said) not in known:
                known.add(heading(said))
                full[at] = said
                break
    return tuple(full)


def _may_be_short(title: str) -> bool:
    """Whether the vocabulary does not know the heading, or knows a short one (`NOME`, `p1_email`) without an owner."""
    if not title.strip() or len(title) > LONGEST:
        return False
    found = heading(title)
    if found is None:
        return True
    tokens = _tokens(title)
    one_letter_more = len(tokens) == 1 and not WORDS.keys().isdisjoint((tokens[0][:-1], tokens[0][1:]))
    return not (found.owner or found.group) and (
        one_letter_more or any(len(word) < 3 for word in tokens if word.isalpha())
    )


def _likely(title: str, ways: tuple[Parts, ...]) -> tuple[Parts, ...]:
    """The first way alone where it takes nothing apart: `Clas`, and not `las` of `c`."""
    whole = ways and not ways[0].mark and heading(title) is None and is_beginning(ways[0].said)
    return ways[:1] if whole else ways


def _tokens(title: str) -> list[str]:
    title = NAME_INITIAL.sub(lambda found: whole if field_of(whole := found[0].lower()) in NAMES else found[0], title)
    spaced = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", ORDINAL.sub(" ", title.replace("SuS", "sus")))
    plain = unicodedata.normalize("NFKD", spaced).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return TOKEN.findall(EMAIL.sub("email", numbered_letters(plain).replace("@", " email ")))


def _common(titles: Sequence[str]) -> frozenset[str]:
    """Unknown words of nearly all headings, or of many beside an owner: `profile_field_resp1nom`. They say nothing."""
    filled = [_tokens(title) for title in titles if title.strip()]
    seen = Counter(token for tokens in filled for token in set(tokens) if token.isalpha())
    owned = Counter(
        token
        for tokens in filled
        if any(map(_owns, [*tokens, *heading_words(" ".join(tokens))]))
        for token in set(tokens)
    )
    some = (token for token in seen if seen[token] >= NEARLY * len(filled) or owned[token] >= SOME * len(filled))
    often = {token for token in some if seen[token] > 3 and not _owns(token)} | _types(filled)
    return frozenset(token for token in often if not field_of(token) or seen[token] > max(MANY, SOME * len(filled)))


def _types(filled: Sequence[list[str]]) -> set[str]:
    """Words that begin headings of several people, and say what kind of column each is: `tx` of `tx_nom`,
    `tx_resp_nom`; never before a number, as `sb` of `SB1_NAME`."""
    begun = [tokens for tokens in filled if len(tokens) > 1 and tokens[1].isalpha() and _is_type(tokens[0])]
    first = Counter(tokens[0] for tokens in begun)
    numbered = {tokens[0] for tokens in filled if len(tokens) > 1 and tokens[1].isdigit()}
    owned = {tokens[0] for tokens in begun if any(map(_owns, tokens[1:]))}
    plain = {tokens[0] for tokens in begun if not any(map(_owns, tokens[1:]))}
    return {token for token, count in first.items() if count > 3 and token in owned & plain - numbered}


def _owns(token: str) -> bool:
    return names_owner([token]) or (len(token) > 2 and bool(begins(token)))


def _ways(title: str, common: Container[str]) -> Iterator[Parts]:
    """The ways to read this heading, the likelier ones first."""
    tokens = [token for token in _tokens(title) if token not in common]
    words = [token for token in tokens if token.isalpha()]
    if not OF_A_CHILD.keys().isdisjoint(words):  # `N° fam.`
        return
    words = [word for word in words if word not in SMALL] if len(words) > 2 else words
    words = words[1:] if len(words) > 2 and _is_type(words[0]) else words
    numbers = [token.lstrip("0") for token in tokens if token.isdigit()]
    if (
        len(numbers) > 1 and tokens[-1].isdigit() and WORDS.get(field_of(tokens[-2])) in ("phone", "mobile")
    ):  # `SB1_TELEFON2`
        numbers.pop()
    if len(numbers) > 1 or not words or len(words) > MOST_WORDS:
        return
    glued = len(tokens) > 1 or title.isupper()
    for some in dict.fromkeys((tuple(_names_joined(words)), tuple((word, "") for word in words))):
        shortest = LEAST if len(tokens) < len(_tokens(title)) else LEAST_ALONE  # `nom` of `tx_nom`
        for field, mark in _fields_and_marks(some, glued, shortest):
            yield Parts(field, mark, "".join(numbers), " ".join(words))
    if len(words) == 1 and len(words[0]) > 2:
        yield Parts("", words[0], "".join(numbers), words[0])


def _is_type(word: str) -> bool:
    """Whether a database writes so what kind of column it is: `tx` of `tx_nom_eleve`."""
    return len(word) < 4 and not (field_of(word) or begins(word) or names_owner([word]))


def _names_joined(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each word, and its field where it is two: `First nm`."""
    before = ""
    for word in (*words, ""):
        field = field_of(before + word) if word in ("name", "naam", "nam", "nm") else ""
        if before and field in ("nom", "prenom"):
            yield before + word, field
            before = ""
            continue
        if before:
            yield before, ""
        before = word


def _fields_and_marks(words: Sequence[tuple[str, str]], glued: bool, shortest: int) -> Iterator[tuple[str, str]]:
    """Each word is a field, a mark, or one after the other: the fields together, and at most one mark. `glued`: words
    may have been shortened before they were glued; else one of the two is whole, as in `nomel` and not in `famille`."""
    found: list[tuple[tuple[str, ...], tuple[str, ...]]] = [((), ())]
    for word, known in words:
        found = [
            (fields + more, marks + others)
            for fields, marks in found
            for more, others in ([((known,), ())] if known else _options(word, glued))
            if len(marks) + len(others) < 2
        ]
    for fields, marks in found:
        field = " ".join(dict.fromkeys(fields))
        if field and (marks or len(words) > 1 or field_of(words[0][0], shortest)) and heading(field) is not None:
            yield field, "".join(marks)


def _qualifies(word: str) -> bool:
    """Whether the word, or what it is short for, says nothing about field or owner: `legal`, `domic`, `priv`."""
    return word in QUALIFIERS or (len(word) > 3 and any(one.startswith(word) for one in SHORTENED))


@functools.lru_cache(4096)
def _options(word: str, glued: bool) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """What one word may be: fields, and marks."""
    if names_owner([word]) or len(word) > LONGEST_WORD:
        return (((), (word,)),)
    if _qualifies(word):
        return (((), ()),)
    found: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    if field := field_of(word):
        found.append(((field,), ()))
    for cut in range(len(word) - 1, 0, -1):
        left, right = word[:cut], word[cut:]
        if (field := field_of(left)) and (glued or field == left):
            found += [((field, *more), marks) for more, marks in _options(right, glued)]
        if (field := field_of(right)) and (glued or field == right):
            found.append(((field,), (left,)))
    return (*found[:MOST_WAYS], ((), (word,)))
