"""Which column is what: headings in French, Dutch and English, found by the words in them.

`Nom responsable 1`, `resp1_nom`, `Parent 1 - Nom`, `Naam ouder 1` and `Guardian 1 last name` are one heading: an owner
(pupil or adult), a number, and a field.
"""

import re
import unicodedata
from dataclasses import dataclass

OWNERS = {
    "child": "eleve eleves enfant leerling kind student pupil child",
    "adult": "responsable resp parent tuteur ouder voogd guardian contact carer verantwoordelijke titulaire",
    "small": "de du des la le les l d un une van het een der the of s a au avec met with to et",
}
CHILD, ADULT, SMALL = (frozenset(words.split()) for words in OWNERS.values())
RELATIVES = {
    **dict.fromkeys(("mere", "maman", "moeder", "mother"), "mère"),
    **dict.fromkeys(("pere", "papa", "vader", "father"), "père"),
}
FIELDS = {
    "register": "matricule numeromatricule nmatricule nomatricule nrmatricule stamnummer stamboeknummer stamboeknr id"
    " identifiant leerlingnummer leerlingnr leerlingennummer registernumber registrationnumber admissionnumber upn"
    " matriculenummer inschrijvingsnummer numeroinscription rollnumber",
    "last": "nom nomfamille naam achternaam familienaam lastname surname familyname",
    "first": "prenom prenoms voornaam voornamen roepnaam firstname givenname givennames forename forenames",
    "class": "classe class klas klasse groupe group groep klasgroep klascode klasnaam form yeargroup classname",
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
# Too short to stand alone, clear beside "pupil": `N° élève`, `Student number`.
OF_A_CHILD = dict.fromkeys(("n", "no", "nr", "nummer", "number", "numero", "code", "ref", "reference"), "register")
NEEDED_OF_CHILD = ("register", "last", "first", "class")
NEEDED_OF_ADULT = ("last", "first", "email")


@dataclass(frozen=True, slots=True)
class Heading:
    """`owner` is `child`, `adult` or empty; `group` tells adults beside each other apart."""

    field: str
    owner: str
    group: str


@dataclass(frozen=True, slots=True)
class AdultColumns:
    """Where one adult's cells are; several phone columns are read in turn. `relation` holds when no column says it."""

    relation: str
    columns: dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Layout:
    """What each column of a file is; `missing` names needed ones, `doubled` pairs of headings that say one thing."""

    child: dict[str, int]
    adults: tuple[AdultColumns, ...]
    ignored: tuple[str, ...]
    missing: tuple[str, ...]
    doubled: tuple[tuple[str, str], ...]

    @property
    def recognised(self) -> int:
        return len(self.child) + sum(len(adult.columns) for adult in self.adults)


def heading(text: str) -> Heading | None:
    """What one heading means, or None."""
    spaced = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", text)
    plain = unicodedata.normalize("NFKD", spaced).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = [word for word in re.findall(r"[a-z]+|[0-9]+", plain) if word not in SMALL]
    owner, group, rest = "", "", []
    for word in words:
        if word in CHILD:
            owner = owner or "child"
        elif word.removesuffix("s") in ADULT or word in RELATIVES:
            owner = "adult"
            group += RELATIVES.get(word, "")
        elif word.isdigit():
            group += str(int(word[:4]))
        else:
            rest.append(word)
    name = "".join(rest)
    field = WORDS.get(name) or (OF_A_CHILD.get(name) if owner == "child" else None)
    return Heading(field, owner, group) if field else None


def layout(cells: list[str]) -> Layout:
    """The columns of a row of headings; nothing is missing in a good one."""
    found = [heading(cell) for cell in cells]
    named_child = any(h and h.owner == "child" and h.field in ("last", "first") for h in found)
    child: dict[str, int] = {}
    groups: dict[str, dict[str, tuple[int, ...]]] = {}
    doubled = []
    for index, said in enumerate(found):
        if said is None or (place := _place(said, named_child)) is None:
            continue
        if place == "child":
            if said.field in child:
                doubled.append((cells[child[said.field]], cells[index]))
            child.setdefault(said.field, index)
        else:
            columns = groups.setdefault(said.group or "1", {})
            if said.field in columns and said.field != "phone":
                doubled.append((cells[columns[said.field][0]], cells[index]))
            columns[said.field] = (*columns.get(said.field, ()), index)
    whole = {name: columns for name, columns in groups.items() if "last" in columns and "first" in columns}
    best = max(groups.values(), key=len, default={})
    missing = [f"child {field}" for field in NEEDED_OF_CHILD if field not in child]
    missing += [f"adult {field}" for field in NEEDED_OF_ADULT if field not in best]
    used = {*child.values(), *(i for columns in whole.values() for some in columns.values() for i in some)}
    return Layout(
        child,
        tuple(AdultColumns(name if name in RELATIVES.values() else "", columns) for name, columns in whole.items()),
        tuple(cell.strip() for index, cell in enumerate(cells) if index not in used and cell.strip()),
        tuple(missing),
        tuple(doubled),
    )


def _place(said: Heading, named_child: bool) -> str | None:
    """`child` or `adult`; None for what is not wanted, such as a pupil's own e-mail address."""
    if said.field in ("register", "class"):
        return None if said.owner == "adult" or said.group else "child"
    if said.field == "relation":
        return "adult"
    if said.field in ("last", "first"):
        if said.owner == "child":
            return None if said.group else "child"
        # A bare `Nom` is the pupil's, unless another column says that it is.
        return "adult" if said.owner == "adult" or said.group or named_child else "child"
    return None if said.owner == "child" else "adult"
