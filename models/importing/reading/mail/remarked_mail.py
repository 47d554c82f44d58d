"""Addresses of which a remark in the row says that they are somebody else's: `mailbox van Lieve is nu die van haar
opvolger`, `le mail de papa appartient au propriétaire`. They are left out, and asked about."""

import re
from collections.abc import Iterator, Sequence

from models.importing.reading.cells import plain_address, trimmed
from models.importing.reading.headings.vocabulary import RELATIVES
from models.importing.reading.layout import NAMES, AdultColumns, Layout, relation_of
from models.importing.reading.names import squash
from models.importing.reading.rights.everyday_words import everyday_heading
from models.importing.reading.rights.spoken import names_kin, plain
from models.importing.reading.rights.spoken_limits import FATHERS, MOTHERS
from models.importing.reading.rights.watched_column import SHORTEST_NAME
from models.importing.reading.tables import TextRow

# All in the words of `plain`.
MAIL = re.compile(
    r"\b(?:e ?mail\w*|mail\w*|gmail|hotmail|outlook|courriels?|mel|boites?(?! a)|bal|messagerie|postbus|postvak"
    r"|postfach|in ?box|correo|buzon|casella|posta)\b"
)
ADDRESS = re.compile(r"\b(?:adress?e?n?|address)\b")
# Somebody who has or had the box, and is nobody's kin.
SOMEBODY = re.compile(
    r"\b(?:(?:wild)?vreemd\w*|inconnue?s?|etrang\w+|(?:wild)?fremd\w*|unbekannt\w*|strangers?"
    r"|(?:some(?:body|one)|anyone) else|iemand anders|ander (?:gezin|iemand)|andere (?:familie|persoon|mensen)"
    r"|(?:quelqu un|personne) d autre"
    r"|autre (?:personne|famille|dame|monsieur)|jemand ander\w*|andere[nr]? (?:person|frau|mann)"
    r"|another (?:person|family|woman|man|lady)|opvolg\w+|success(?:eure?|rice|ors?)|remplac\w+|nachfolg\w+|vervang\w+"
    r"|replacement|predecess\w+|predecesseur|voorgang\w+|vorgang\w+|collega\w*|collegues?|kolleg\w*|colleagues?"
    r"|co ?workers?|van (?:het|t) werk|du (?:travail|boulot|bureau)|from work|at work|op het werk|vom (?:buro|geschaft)"
    r"|proprios?|proprietaires?|huurbaas|verhuurd\w+|vermieter\w*|landlord|landlady|bailleur|huurders?|huurst\w+"
    r"|locataires?|tenants?|(?:vor|nach)?mieter\w*|bewoner\w*|occupants?|habitants?|bewohner\w*|voisine?s?|buur\w*"
    r"|nachbar\w*|neighbou?rs?|vecin[oa]|vicin[oa]"
    r"|lodger|flat ?mate|room ?mate|huisgen\w+|colocat\w+|mitbewohn\w*|inquilin[oa]"
    r"|patron(?:ne)?|baas|bazin|werkgever\w*|employeur|employer|boss|chef\w*|arbeitgeber\w*"
    r"|notaire|notaris|comptable|boekhoud\w+|secretaires?|secretaresse|sekretar\w+|assistente?)\b"
)
OWNED = re.compile(
    r"\b(?:appartien\w+|toebehor\w+|behoort|hoort (?:bij|toe)|gehor(?:t|te|en)|belong\w*|re ?assigned|reattribu\w+"
    r"|overgenomen|ubernommen|taken over|(?:repris|reprise|lue?s?|relevee?s?|consultee?s?|geree?s?) par"
    r"|(?:gelezen|beheerd|bekeken|gecheckt) door|(?:gelesen|verwaltet|gepruft) von|(?:read|managed|checked|used) by"
    r"|(?:doet|leest|beheert|bekijkt) (?:zijn|haar|hun|de) e?mails?|(?:macht|liest) (?:seine|ihre|die) e?mails?"
    r"|(?:lit|gere|consulte|releve) (?:ses|sa|leurs?|les|la) (?:e?mails?|courriels?|boite)"
    r"|(?:does|reads) (?:his|her|their) e?mails?"
    r"|(?:celles?|celui|die|dat|that|those) (?:de|d|du|des|der|van|von|of)"
    r"|(?:is|est|ist)(?: (?:nu|now|intussen|ondertussen|maintenant|desormais|encore|nog|noch|still|jetzt|inzwischen"
    r"|mittlerweile|eigenlijk|eigentlich|actually|niet|meer|pas|plus|nicht|mehr|not))*"
    r" (?:van|von|a(?! jour)|au|aan|chez|bij|bei)"
    r"|n est (?:pas|plus) (?:l[ae] si\w+|a (?:lui|elle))|(?:nicht|kein\w*) (?:seine?|ihre?)|not (?:his|hers)"
    r"|is (?:his|her|their) \w+ s|(?:plus|pas) acces|(?:kein\w*|nicht) (?:mehr )?zugr\w+|geen toegang"
    r"|no (?:longer )?access"
    r"|(?:arriv|tomb|abouti|atterri|parvien)\w* chez|(?:kom|kwam|land|beland)\w* (?:(?:toe|aan|terecht) )?bij"
    r"|(?:lande[nt]?|komm\w+|geh\w+|ging\w*) (?:jetzt |nun )?(?:bei|zu)"
    r"|(?:goes|go|went|gets|ends? up|arrives?) (?:to|with|at))\b"
)
ANY_OTHER = re.compile(r"\b(?:autres?|andere?[nrs]?|others?|peter|meter)\b")  # `une autre adresse` is nobody's
WHOSE = re.compile(r"(?:mail|courriel|adress?e?s?)\b[^=\n]{0,30}=\s*([^@=\n]{3,})$", re.IGNORECASE)  # `mail = Mme Wit`
MOTHERLY = re.compile(rf"{MOTHERS.pattern}|\b(?:madame|mme|mevrouw|mevr|frau|mrs)\b")
FATHERLY = re.compile(rf"{FATHERS.pattern}|\b(?:monsieur|mr|meneer|mijnheer|dhr|herr)\b")


class RemarkedMail:
    """The addresses of a table of which a remark says so, in whatever row of it they stand."""

    def __init__(self, layout: Layout, rows: Sequence[TextRow]) -> None:
        aside = {*layout.outsiders, *layout.pupils}
        self.layout = layout
        self.columns = [at for at in layout.unused if at not in aside and not everyday_heading(layout.titles[at])]
        self.addresses = frozenset(self._told(rows)) if self.columns else frozenset[str]()

    def _told(self, rows: Sequence[TextRow]) -> Iterator[str]:
        known: dict[str, int | None] = {}
        for row in rows:
            for cell in (cell for at in self.columns if (cell := trimmed(row.cell(at)))):
                if cell not in known:
                    known[cell] = somebody_elses(cell)
                if (end := known[cell]) is not None:
                    yield from self._meant(row, plain(cell)[:end])

    def _meant(self, row: TextRow, before: str) -> Iterator[str]:
        """The addresses of the adults whom the words before somebody else's name, or of all."""
        named = [adult for adult in self.layout.adults if self._is_named(adult, row, before)]
        for adult in named or self.layout.adults:
            for at in adult.columns.get("email", ()):
                if address := plain_address(row.cell(at)):
                    yield address

    def _is_named(self, adult: AdultColumns, row: TextRow, said: str) -> bool:
        spoken = " ".join(row.cell(at) for at in adult.columns.get("relation", ()))
        relation = relation_of(adult.group) or RELATIVES.get(squash(spoken or adult.relation), "")
        if any(relation == whose and some.search(said) for whose, some in (("mère", MOTHERLY), ("père", FATHERLY))):
            return True
        own = self._names(adult, row)
        others = (self._names(one, row) for one in self.layout.adults if one is not adult)
        return not own.difference(*others).isdisjoint(said.split())

    @staticmethod
    def _names(adult: AdultColumns, row: TextRow) -> set[str]:
        cells = (row.cell(at) for field in NAMES for at in adult.columns.get(field, ()))
        return {word for cell in cells for word in plain(cell).split() if len(word) >= SHORTEST_NAME}


def somebody_elses(cell: str) -> int | None:
    """Where a remark begins, in the words of `plain`, to say that a mailbox is somebody else's; None where it does
    not."""
    said = plain(cell)
    box = MAIL.search(said)
    if not box and not ADDRESS.search(said):
        return None
    found = [one.start() for one in (SOMEBODY.search(said), OWNED.search(said)) if one]
    rest = ANY_OTHER.sub(" ", said)
    if box and not found and names_kin(rest):  # a postal address may be at an aunt's
        found = [len(said)]
    if not found and WHOSE.search(cell):
        found = [len(plain(cell.partition("=")[0]))]
    return min(found, default=None)
