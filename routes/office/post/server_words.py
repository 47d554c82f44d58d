"""What a mail server meant: it speaks English and numbers (RFC 3463), the secretary does neither."""

from language.text import _
from models.core.server_words import FULL, STATUS, of_one_address


def meaning(words: str) -> str:
    """In plain words, as far as it is known; else the empty string, and the server's own words have to do."""
    found = STATUS.search(words)
    known = _meanings()
    plain = known.get(found[1]) or known.get(found[1].partition(".")[0], "") if found else ""
    if not plain and of_one_address(words):
        return known["2.2"] if FULL.search(words) else known["1.1"]
    return plain


def _meanings() -> dict[str, str]:
    """By class and detail of the code, or by its class alone."""
    no_such, no_domain = _("cette adresse n'existe pas"), _("ce qui suit @ dans l'adresse n'existe pas")
    return {
        "1.0": no_such,
        "1.1": no_such,
        "1.2": no_domain,
        "1.3": _("cette adresse est mal écrite"),
        "1.10": no_domain,
        "2.1": _("cette boîte mail est fermée"),
        "2.2": _("cette boîte mail est pleine"),
        "4.4": no_domain,
        "7": _("ce serveur ne veut pas des mails de l'école"),
    }
