"""Mailboxes of the school itself among the parents' addresses: `secretariat@school.example`."""

import re
from collections.abc import Sequence

from models.importing.reading.headings.heading_words import heading_words
from models.importing.reading.headings.vocabulary import OUTSIDER, words_of
from models.importing.reading.layout import Layout
from models.importing.reading.mail import pupils_mail
from models.importing.reading.names import squash
from models.importing.reading.people.full_names import Name
from models.importing.reading.tables import TextRow

# The first word before the @.
OFFICE = words_of(
    "secretariat secretaire secretaires secretary secr secretariaat sekretariat direction directie directeur directrice"
    " schulleitung ecole school schule college lycee athenee basisschool kleuterschool economat headteacher"
)
ANY_OFFICE = words_of("info infos contact admin administration office accueil onthaal reception kontakt")  # or a firm's
WORD = re.compile(r"[^\W_]+")


def domains(layout: Layout, rows: Sequence[TextRow]) -> frozenset[str]:
    """The school's own domains, by the addresses of its teachers; those of doctors and neighbours say nothing."""
    staff = [at for at in layout.outsiders if OUTSIDER.isdisjoint(heading_words(layout.titles[at]))]
    return pupils_mail.domains(staff, rows)


def is_schools(address: str, adult: Name) -> bool:
    """Whether an address seems to be the school's office. `info@` may be the adult's own firm, where the domain has the
    adult's name."""
    local, _at, domain = address.partition("@")
    first = squash(found[0]) if (found := WORD.match(local)) else ""
    if first in ANY_OFFICE:
        own = [word for name in (adult.first, adult.last) for word in map(squash, name.replace("-", " ").split())]
        return not any(len(word) > 2 and word in squash(domain) for word in own)
    return first.rstrip("0123456789") in OFFICE
