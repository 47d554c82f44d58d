"""Comments beside cells that nothing explains: `Sa boîte est relevée par un cousin`."""

import re

from models.importing.reading.rights.everyday_words import LONG
from models.importing.reading.rights.law_words import speaks_of_law
from models.importing.reading.rights.rare_words import unexplained
from models.importing.reading.rights.spoken import names_kin, names_outsider, plain

CLOCK = re.compile(r"\b[0-9]{1,2} ?(?:[:hu.]|uur|uhr|am|pm)(?: ?[0-9]{2})?\b", re.IGNORECASE)
# How an adult is reached, and other matters of the adult's own: `liefst na 17u bellen`, `travaille à Mons`.
REACHING = re.compile(
    r"(?:r?appel\w*|(?:op)?bel(?:len|t)?|call\w*|(?:an)?ruf\w*|telef\w*|tel|gsm|sms|handy|natel|mobile|whatsapp|numeros?|nummer"
    r"|number|joign\w*|erreichb\w*|bereikbaar|reach\w*|e?mails?|adress?e?s?|address|adresse[nr]?|travail\w*|work\w*|werkt?|arbeitet|birthday|verjaart|anniversaire|geburtstag"
    r"|nouve(?:au|lle)|nieuw\w*|new|neue?[rs]?|verifi\w*|check\w*|controle\w*|correct\w*|corrig\w*)"
)
REACHED = 4  # long words that such a word explains, itself included
LAWYER = re.compile(
    r"\b(?:avocate?s?|advoca(?:at|te|ten)|raads(?:man|vrouw|lieden)|\w*anwalt\w*|lawyers?|solicitors?|barristers?|counsel"
    r"|avvocat[oa]|abogad[oa]|advogad[oa])\b"
)
AUTHOR = re.compile(r"^[^:\n]{1,40}:\s*")  # `Secrétariat :` before the comment


def names_another(comment: str) -> bool:
    """Whether a comment beside an address names somebody else, whose it may be: `la boîte de sa nouvelle amie`."""
    said = plain(AUTHOR.sub("", comment))
    return names_kin(said) or names_outsider(said)


def is_odd(comment: str) -> bool:
    """Whether nothing explains a comment: it is about neither everyday matters nor how somebody is reached."""
    said = AUTHOR.sub("", comment)
    if speaks_of_law(said) or LAWYER.search(plain(comment)):  # the author, too: `Me Roulin, avocate : …`
        return True
    some = plain(CLOCK.sub(" ", said)).split()
    reached = REACHED * sum(REACHING.fullmatch(word) is not None for word in some)
    return unexplained(said) and sum(len(word) >= LONG for word in some) > reached
