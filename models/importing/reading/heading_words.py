"""The words of headings, in French, Dutch and English: lower case, without accents, fields written as one word."""

OWNERS = {
    "child": "eleve eleves enfant leerling kind student pupil child",
    "adult": "responsable resp parent representant ouder voogd verzorger vertegenwoordiger coaccount guardian contact"
    " carer verantwoordelijke",
    # Whoever works at the school: the class teacher's columns stand beside the parents' in many exports.
    "staff": "professeur prof enseignant enseignante instituteur institutrice maitre maitresse educateur educatrice"
    " directeur directrice direction leerkracht leraar lerares juf meester docent docente klastitularis"
    " klastitularissen klassenleraar klasleraar klasleerkracht klasverantwoordelijke teacher headteacher staff"
    " klassenlehrer klassenlehrerin klassenlehrperson klassenleitung klassenvorstand lehrer lehrerin lehrkraft"
    " lehrperson",
    # A guardian in one country's schools, a teacher in the next: `titulaire`, `tutor`.
    "unsure": "titulaire tuteur tutrice tutor opvoeder mentor coach referent referente",
    "small": "de du des la le les l d un une van het een der the of s a au avec met with to et",
    # What schools add to a heading without meaning another thing; a heading without it is preferred.
    "qualifying": "legal legale legaux legales prive privee perso personnel personnelle officiel officielle officieel"
    " officiele usuel usuelle actuel actuelle principal principale primary main current wettelijk wettelijke huidig"
    " huidige",
}
CHILD, ADULT, STAFF, UNSURE, SMALL, QUALIFYING = (frozenset(words.split()) for words in OWNERS.values())
# A `tuteur légal` teaches nobody.
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
# Too short to stand alone, clear beside "pupil": `N° élève`, `Student number`.
OF_A_CHILD = dict.fromkeys(("n", "no", "nr", "nummer", "number", "numero", "code", "ref", "reference"), "register")
# As `Type co-account 1`.
OF_AN_ADULT = {"type": "relation"}
# A part of the class or a year, where another column says the class itself.
WEAK = frozenset(("groupe", "group", "groep", "division", "yeargroup"))
# One heading that would do, for each that is needed.
EXAMPLES = {
    "child register": "Matricule",
    "child last": "Nom élève",
    "child first": "Prénom élève",
    "child class": "Classe",
    "adult last": "Nom responsable 1",
    "adult first": "Prénom responsable 1",
    "adult email": "E-mail responsable 1",
}
