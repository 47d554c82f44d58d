"""Addresses that cannot be used as they stand, and what was probably meant."""

import re
from dataclasses import dataclass

from models.core.address import BadAddress, clean_address
from models.importing.reading import cells
from models.importing.reading.cells import trimmed
from models.importing.reading.headings.vocabulary import words_of
from models.importing.reading.legends.odd_comments import is_odd, names_another
from models.importing.reading.names import squash
from models.importing.reading.remarks import LineNumber
from models.importing.reading.sheets.looks import look_of

ADDRESS = re.compile(r"[^\s<>,;|/()\[\]\"':]+@[^\s<>,;|/()\[\]\"':]+")
FOOTNOTE = re.compile(r"@.*(?:[(\[]\s*(?:[0-9]{1,2}|\*+)\s*[)\]]|[*¹²³†])\s*$")  # `anne@example.org (1)`
NONE = cells.NONE | words_of(
    "null nil na nd nc nihil nvt keine keiner rien inconnu inconnue onbekend unknown"
    " unbekannt pasdemail pasdadresse pasdadressemail pasdadresseemail sansmail sansadresse pasemail nomail"
    " noemail geenmail geenemail keineemail x xx xxx non no nee nein 0"
)
# Before the @, of an address that a program wants and that reaches nobody.
NOBODY = words_of(
    "neant aucun aucune inconnu inconnue onbekend unknown unbekannt pasdemail pasdadresse pasdadressemail sansmail"
    " sansadresse pasemail nomail noemail geenmail geenemail keineemail noreply nepasrepondre donotreply"
)
IDEM = words_of("idem id dito ditto ibidem zelfde hetzelfde same gleich")  # as of the adult before
DOMAINS = {
    "gmial.com": "gmail.com",
    "gmai.com": "gmail.com",
    "gmal.com": "gmail.com",
    "gamil.com": "gmail.com",
    "gmail.co": "gmail.com",
    "gmail.con": "gmail.com",
    "gmailcom": "gmail.com",
    "gmail": "gmail.com",
    "hotmial.com": "hotmail.com",
    "hotmai.com": "hotmail.com",
    "hotmail.con": "hotmail.com",
    "hotmailcom": "hotmail.com",
    "hotmail": "hotmail.com",
    "outlok.com": "outlook.com",
    "outlook.con": "outlook.com",
    "yaho.fr": "yahoo.fr",
    "yahoofr": "yahoo.fr",
    "yaho.com": "yahoo.com",
    "yahoo.con": "yahoo.com",
    "skynetbe": "skynet.be",
    "skynet": "skynet.be",
    "telenetbe": "telenet.be",
    "telenet": "telenet.be",
    "orangefr": "orange.fr",
    "orange": "orange.fr",
    "wanadoofr": "wanadoo.fr",
}


@dataclass(frozen=True, slots=True)
class Mend:
    """An address of the file that is not stored, of `adult` beside `child`. `kind` says why: `bad_address`,
    `several_addresses`, `pupils_address` where it is one that the school gives to pupils, `school_address` to its
    teachers, `anothers_address` where it is made of another adult's name, `shared_address` where several families have
    it, `noted_address` where a footnote, comment or remark is about it, `crossed_address` where it is crossed out, or
    `whose_address` where a cell names two adults. `proposals` are addresses that may be meant. `key` identifies it in
    this file. An `unnamed` adult is not imported without an address."""

    key: str
    line: LineNumber
    kind: str
    adult: str
    child: str
    value: str
    proposals: tuple[str, ...]
    unnamed: bool = False


def has_note(cell: str) -> bool:
    """Whether a footnote's mark stands beside an address, or a comment that nothing explains or that names
    somebody else: it may be another's."""
    comment = look_of(cell).comment
    return FOOTNOTE.search(cell) is not None or (bool(comment) and (is_odd(comment) or names_another(comment)))


def is_none(cell: str) -> bool:
    """Whether a cell says in words that there is no address, or has one that reaches nobody."""
    value = trimmed(cell)
    if "@" not in value:
        return not value.strip("-–—./?0 ") or squash(value) in NONE
    return squash(value.partition("@")[0]) in NOBODY


def proposals(cell: str, first_name: str = "") -> tuple[str, ...]:
    """The good addresses that this cell may mean, those made of the first name first."""
    value = re.sub(r"\s*(?:\(at\)|\[at\]|\bat\b| @ | @|@ )\s*", "@", trimmed(cell), flags=re.IGNORECASE)
    found: dict[str, None] = {}
    for one in ADDRESS.findall(value) or ADDRESS.findall(value.replace(" ", "")):
        for guess in _guesses(one.strip(".,;:-")):
            try:
                found[clean_address(guess)] = None
            except BadAddress:
                continue
    words = [squash(word) for word in first_name.replace("-", " ").split()]
    own = [one for one in found if any(word and word in squash(one.partition("@")[0]) for word in words)]
    return tuple(dict.fromkeys((*own, *found)))


def _guesses(address: str) -> list[str]:
    local, _at, domain = address.partition("@")
    plain = re.sub(r"\.{2,}", ".", domain.replace(",", ".").casefold()).strip(".")
    local = re.sub(r"\.{2,}", ".", local).strip(".")
    return [f"{local}@{DOMAINS.get(plain, plain)}"]


def suspicious(address: str) -> str:
    """The address that was probably meant by a good one with a mistyped domain; empty where it seems right."""
    local, _at, domain = address.partition("@")
    return f"{local}@{DOMAINS[domain]}" if domain in DOMAINS and "." in domain else ""
