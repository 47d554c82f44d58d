"""What one heading means, by the words in it: French, Dutch and English.

`Nom responsable 1`, `resp1_nom`, `Parent 1 - Nom`, `Naam ouder 1` and `Guardian 1 last name` are one heading: an owner
(pupil or adult), a number, and a field.
"""

import re
import unicodedata
from dataclasses import dataclass

# Words in lower case, without accents, fields written as one word.
OWNERS = {
    "child": "eleve eleves enfant leerling kind student pupil child",
    "adult": "responsable resp parent representant ouder voogd verzorger vertegenwoordiger coaccount guardian contact"
    " carer verantwoordelijke",
    # People who work at the school: many exports have the class teacher's columns beside the parents'.
    "staff": "professeur prof enseignant enseignante instituteur institutrice maitre maitresse educateur educatrice"
    " directeur directrice direction leerkracht leraar lerares juf meester docent docente klastitularis"
    " klastitularissen klassenleraar klasleraar klasleerkracht klasverantwoordelijke teacher headteacher staff"
    " klassenlehrer klassenlehrerin klassenlehrperson klassenleitung klassenvorstand lehrer lehrerin lehrkraft"
    " lehrperson",
    # A guardian in some countries, a teacher in others: `titulaire`, `tutor`.
    "unsure": "titulaire tuteur tutrice tutor opvoeder mentor coach referent referente",
    "small": "de du des la le les l d un une van het een der the of s a au avec met with to et",
    # Words that do not change what a heading means; a heading without them is preferred.
    "qualifying": "legal legale legaux legales prive privee perso personnel personnelle officiel officielle officieel"
    " officiele usuel usuelle actuel actuelle principal principale primary main current wettelijk wettelijke huidig"
    " huidige",
}
CHILD, ADULT, STAFF, UNSURE, SMALL, QUALIFYING = (frozenset(words.split()) for words in OWNERS.values())
# With one of these, an `unsure` word is a guardian: `tuteur légal`.
LEGAL = frozenset(("legal", "legale", "legaux", "legales", "wettelijk", "wettelijke"))
RELATIVES = {
    **dict.fromkeys(("mere", "maman", "moeder", "mother"), "mère"),
    **dict.fromkeys(("pere", "papa", "vader", "father"), "père"),
}
FIELDS = {
    "register": "matricule numeromatricule nmatricule nomatricule nrmatricule stamnummer stamnr stamboeknummer"
    " stamboeknr id identifiant leerlingnummer leerlingnr leerlingennummer registernumber registrationnumber"
    " admissionnumber admissionno upn matriculenummer inschrijvingsnummer numeroinscription rollnumber",
    "last": "nom nomfamille naam achternaam familienaam lastname surname familyname",
    "first": "prenom prenoms voornaam voornamen roepnaam firstname givenname givennames forename forenames",
    "class": "classe class klas klasse groupe group groep klasgroep klascode klasnaam form yeargroup classname"
    " division anneeclasse groupeclasse classegroupe registrationgroup reggroup tutorgroup formgroup classgroup",
    "email": "email emails mail courriel adressemail adresseemail adressecourriel adresseelectronique emailadres"
    " mailadres emailaddress mailaddress",
    "phone": "telephone tel gsm portable mobile telefoon telefoonnummer phone phonenumber numerotelephone numerogsm"
    " ntelephone ntel ngsm mobilephone mobilenumber cellphone telmobile telgsm gsmnummer gsmnr mobiel mobielnummer"
    " telnr telnummer telephoneportable telephonemobile telephonenumber",
    "relation": "lien lienparente parente relation relatie relationship verwantschap qualite role rol",
    "language": "langue taal language languecontact languemaison languecorrespondance voertaal contacttaal"
    " correspondentietaal thuistaal homelanguage",
}
WORDS = {word: field for field, words in FIELDS.items() for word in words.split()}
# Ambiguous alone, clear beside "pupil": `N° élève`, `Student number`.
OF_A_CHILD = dict.fromkeys(("n", "no", "nr", "nummer", "number", "numero", "code", "ref", "reference"), "register")
# As `Type co-account 1`.
OF_AN_ADULT = {"type": "relation"}
# A part of the class or a year, where another column says the class itself.
WEAK = frozenset(("groupe", "group", "groep", "division", "yeargroup"))
# An example of a good heading for each needed field.
EXAMPLES = {
    "child register": "Matricule",
    "child last": "Nom élève",
    "child first": "Prénom élève",
    "child class": "Classe",
    "adult last": "Nom responsable 1",
    "adult first": "Prénom responsable 1",
    "adult email": "E-mail responsable 1",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """`owner` is `child`, `adult`, `staff` or empty; `group` distinguishes the adults of a row. A `loose` heading (`Nom
    usuel`, `Groupe`) is used only where there is no other; an `unsure` one (`Nom titulaire`) is a parent's or a
    teacher's."""

    field: str
    owner: str
    group: str
    loose: bool
    unsure: bool = False


def heading(text: str) -> Heading | None:
    """What one heading means, or None."""
    owner, group, rest = "", "", []
    words = heading_words(text)
    sure = not LEGAL.isdisjoint(words) or any(is_adult(word) for word in words)
    if field := WORDS.get("".join(words)):  # `Tutor group` is a class
        return Heading(field, "", "", "".join(words) in WEAK)
    for word in words:
        if word in CHILD:
            owner = owner or "child"
        elif word in STAFF:
            owner = "staff"
        elif is_adult(word):
            owner = owner if owner == "staff" else "adult"
            group += RELATIVES.get(word, "")
        elif word in UNSURE:
            owner, group = owner or "adult", group + ("" if sure else word)
        elif word.isdigit():
            group += str(int(word[:4]))
        elif word not in QUALIFYING:
            rest.append(word)
    name = "".join(rest)
    field = WORDS.get(name) or {"child": OF_A_CHILD, "adult": OF_AN_ADULT}.get(owner, {}).get(name)
    if not field:
        return None
    loose = name in WEAK or not QUALIFYING.isdisjoint(words)
    return Heading(field, owner, group, loose, owner == "adult" and not sure)


def owner_of(text: str) -> str:
    """The owner that a heading over several columns names: `responsable 1`, `enfant`; empty where it names none."""
    words = heading_words(text)
    owners = [word for word in words if word in CHILD | STAFF | UNSURE | LEGAL or is_adult(word)]
    named = [word for word in owners if word not in LEGAL]
    return " ".join([*owners, *(word for word in words if word.isdigit())]) if named else ""


def owner_and_group(text: str) -> tuple[str, str]:
    """Owner and group of a heading whose field is unknown: `Autorité parentale responsable 1`."""
    words = heading_words(text)
    numbers = "".join(str(int(word[:4])) for word in words if word.isdigit())
    group = "".join(RELATIVES.get(word, "") for word in words) + numbers
    if not STAFF.isdisjoint(words):
        return "staff", group
    if any(is_adult(word) for word in words):
        return "adult", group or "1"
    return ("child" if not CHILD.isdisjoint(words) else ""), group


def heading_words(text: str) -> list[str]:
    """The words of a heading in lower case and without accents, without articles and prepositions."""
    spaced = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", text)
    plain = unicodedata.normalize("NFKD", spaced).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"\bco[ -]account", "coaccount", plain)
    return [word for word in re.findall(r"[a-z]+|[0-9]+", plain) if word not in SMALL]


def is_adult(word: str) -> bool:
    """Whether this word of a heading means an adult beside the pupil."""
    return word.removesuffix("s") in ADULT or word in RELATIVES


def names_staff_alone(text: str) -> bool:
    """Whether a heading is `Professeur` or `Titulaire` without a field: the columns after it may be that person's."""
    return heading(text) is None and not (STAFF | UNSURE).isdisjoint(heading_words(text))
