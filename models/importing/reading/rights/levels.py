"""What a cell below `Niveau de responsabilité` says: the words of SIECLE, in which schools write them."""

import re

LEGAL = re.compile(
    r"(?:(?:representant|responsable|repr?|resp|tuteur) )?leg(?:al|aux|ale)?(?: ?[12])?"
    r"|(?:representante|tutrice|responsable) legale(?: [12])?|rl ?[12]?|(?:representant|responsable) [12] legal"
)
CONTACT = re.compile(r"(?:(?:personnes?|pers) )?(?:a (?:contacter|prevenir)|(?:de )?contact)(?: [1-9])?")


def is_legal(plain: str) -> bool:
    """Whether a level is that of a legal representative: `REPRESENTANT LEGAL`, `Légal 1`."""
    return LEGAL.fullmatch(plain.strip()) is not None


def is_contact(plain: str) -> bool:
    """Whether a level is that of somebody to call, and of nobody's parent: `PERSONNE A CONTACTER`."""
    return CONTACT.fullmatch(plain.strip()) is not None


def is_other(plain: str) -> bool:
    """Whether a level is neither: `PERSONNE EN CHARGE`, `Payeur`."""
    return not is_legal(plain) and not is_contact(plain)
