"""What a school writes beside pupils every day, which says nothing of who may see them: health, meals, transport,
addresses. Of each the beginning of a word; a whole word ends with a full stop."""

import re

from models.importing.reading.rights.spoken import plain

HEALTH = (
    "allerg asthm astma gluten lactos lait. noix notenall arachid pinda noten epilep diab pai. medic medis medik sante"
    " gezond health gesund arzt vaccin mutuel ziekte krank bril brill lunett glasses logo dys ergo kine psy sen. adhd"
    " tdah autis intoler intoller diet diaet dieet voeding regime halal veget vegan porc. veg."
    " celia coelia zoliak alerg huevo cacahuet marisco"
)
MEALS = (
    "repas meal lunch dine dinent dineur cantin mensa midi middag mittag noon warme tartine boterham milk"
    " menjad comedor refezion refeito almoc merend"
)
TRANSPORT = "bus. schoolbus transp trein train velo fiets tram ligne linie line. lijn a. pied. scuolabus pullman"
LIFE = (
    "photo foto image beeld bild club sport piscin zwem schwim natat nage atelier hobby instrument garder opvang"
    " etude hort wrap ogs study lundi mardi mercredi jeudi vendredi maandag dinsdag woensdag donderdag vrijdag montag"
    " doposc prescuol ludotec extraescol"
    " sieste doudou dodo tetine dienstag mittwoch donnerstag freitag monday tuesday wednesday thursday friday"
)
ADDRESSES = (
    "rue street straat straa strass str. adres addr anschr domicil plz cp. npa post ort. wohnort ville city town"
    " gemeente commune localit loc. land. pays country nation natie geburt birth naiss gebo lieu"
)
LEARNING = (
    "langue lang. taal sprach language idiom lingua relig moral levensb konfess cours option optie wahl profil filier"
    " groep group equip house. team ecole school schul orig herkomst"
    " projet soutien remed besoin"
)
PERSONS = "civ titre title titel anrede aanspr polit sex genre gender geslacht geschl prof beroep metier beruf job"
PRICES = (
    "pay betaal bezahl paid montant solde factur prix prijs eur. tarif taille maat casier locker cotis minerval"
    " cheque gutschein voucher quotient lidgeld bijdrag beitrag gebuhr fee. fees. abonn"
)
THINGS = (
    f"{PRICES} date datum heure uur uhr time hor. badge login user gebruik device ipad laptop id. nr. no. num iban rib."
    " bank banq"
)
OTHERS = (  # who is no parent: these are shown as left out, or are no question of rights
    "fratr sibling geschw broer frere brother accueil notf nood emerg urgen contact kontakt cherch afhal ophal abhol"
    " collect pick bso. tso. nom. noms naam name nick prenom vorn voorn surnom lien relat"
)
DAYS = (
    "lu. lun. ma. mar. me. mer. je. jeu. ve. ven. sam. mo. di. mi. do. fr. wo. vr. mon. tue. wed. thu. fri. merc. giov."
)


YEAR = re.compile(
    r"[0-9]{1,2} ?(?:e|er|re|ere|eme|ste|de|nd|rd|th|o|a)? ?(?:annee|jaar|lehrjahr|schuljahr|year|anno|ano)"
)


def _any(*lists: str) -> re.Pattern[str]:
    beginnings = "|".join(word.replace(".", r"\b") for some in lists for word in some.split())
    return re.compile(rf"\b(?:{beginnings})|allerg")


IN_CELLS = _any(HEALTH, MEALS, TRANSPORT, LIFE)
ABOUT_PRICES = _any(PRICES)
IN_HEADINGS = _any(HEALTH, MEALS, TRANSPORT, LIFE, ADDRESSES, LEARNING, PERSONS, THINGS, OTHERS, DAYS)
# Who may fetch the pupil, beside the parents: `Personnes autorisées (sortie)`.
FETCHING = re.compile(
    r"\b(?:pers|personnes?|persone|personas|adultes?|tiers) (?:autori[sz]\w*|habilite\w*)"
    r"|\bautori[sz]ad\w+ (?:a |para )?reco|\bdelega\w* (?:al |per il )?ritiro"
)
# What schools note of parents, also within a glued word: `Staatsangehörigkeit`, `Elternbeirat`.
OF_ADULTS = re.compile(
    r"elternvertret|ouderver|benevol|volont|vrijwill|ehrenamt|membre|member|\blid\b|mitglied|associa|verein|newsletter|nieuwsbrief|delegu|comite"
    r"|beirat|raad\b|logement|woning|wohn|housing|mode de|source|\bbron|quelle|modif|gewijz|geandert|\bupdate|\bcree\b"
    r"|created|quartier|wijk|bezirk|ortsteil|interpr|tolk|forces|gift|smartphone|ethni|origin|herkunft|natio|angehorig"
    r"|sprach|taal\b|land\b|familienstand|burgerlijke|niveau|level|county|region|provin|kanton|marital|civil|bildung|diplom|stadt|gemeinde"
    r"|steuer|fisca|\btax|\baid\b"
)
# Headings of remarks: `Contact Notes` is not the name of a contact.
OF_REMARKS = re.compile(
    r"\b(?:notes?|remar\w*|rem|obs\w*|com+ent\w*|kommentar\w*|info\w*|alert\w*|annot\w*|avis|avviso|bem\w*|opm\w*|hinweise?"
    r"|vermerke?|bijz\w*|besonder\w*|particular\w*|aandacht\w*|memo|mededel\w*|divers\w*|varia|anmerk\w*|osserv\w*)\b"
)
# The same words where they cannot be about a person: `Note éducateur`, `Opmerking leerkracht`, and not `Info prof`.
OF_NOTES = re.compile(
    r"\b(?:not(?:es?|a|itie|itz)s?|notizen|remar\w*|obs\w*|com+ent\w*|kommentar\w*|annot\w*|bem\w*|opm\w*|hinweise?|vermerke?"
    r"|anmerk\w*|memo|mededel\w*|osserv\w*)\b"
)
BESIDE = 2  # further words that each such word of a cell explains
LONG, SHORTEST = 4, 3  # letters of a word that counts; of one that explains others


def of_remarks(title: str) -> bool:
    return OF_REMARKS.search(plain(title)) is not None


def of_notes(title: str) -> bool:
    """Whether a heading is of what somebody notes, and never the name of who does."""
    return OF_NOTES.search(plain(title)) is not None


def everyday_heading(title: str) -> bool:
    said = plain(title)
    everyday = IN_CELLS if of_remarks(title) else IN_HEADINGS
    return everyday.search(said) is not None or FETCHING.search(said) is not None


def about_prices(title: str) -> bool:
    """Whether a heading is about prices, sizes or lockers."""
    return ABOUT_PRICES.search(plain(title)) is not None


def ordinary_of_adults(title: str) -> bool:
    """Whether a heading is about what a school notes of parents and that says nothing of what they may."""
    return OF_ADULTS.search(plain(title)) is not None


def everyday_cell(cell: str) -> bool:
    """Whether a cell is mostly about such matters, lists days of the week, or is a year of lessons: `2e année`."""
    said = plain(cell)
    some = said.split()
    if all(f"{word}." in DAYS.split() for word in some) or YEAR.fullmatch(said.strip()):
        return True
    explained = sum(len(word) >= SHORTEST and IN_CELLS.search(word) is not None for word in some)
    return explained > 0 and sum(len(word) >= LONG for word in some) <= (1 + BESIDE) * explained
