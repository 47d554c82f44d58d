"""Words of headings and cells about who may see a child, and about pupils who have left.

In French, Dutch, English and German, lower case, without accents. Those of Informat, SIECLE, GEPI and Smartschool are
from their documentation; the others are common usage.
"""

import re
from collections.abc import Collection


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


YES = _words("oui o ja j yes y vrai true t waar wahr x 1 ok si sim")
NO = _words("non n nee neen nein no faux false f onwaar falsch 0 nao")

# Headings that contain all words of one set: a cell that says no restricts.
RIGHTS = (
    *map(
        _words,
        (
            "droit acces",
            "droit visite",
            "droit regard",
            "residence alternee",
            "parent autorise",
            "responsable autorise",
            "contact autorise",
            "exercice ap",
            "el sorge",
            "poder paternal",
            "regime guarda",
        ),
    ),
    *(
        frozenset((word,))
        for word in _words(
            "autorite parentale garde custody custodial hebergement heberge hebergee hebergeant droits acces gezag"
            " ouderlijk verblijf verblijft verblijfsregeling hoederecht bezoekrecht omgangsrecht inzagerecht toegang"
            " responsibility responsabilite pr auskunftsberechtigt vit lives living woont inwonend sorgerecht"
            " sorgeberechtigt erziehungsberechtigt umgangsrecht recht rechte rechten rights"
            " aufenthaltsrecht access gezagsdrager gezagdrager gezaghebbend gezaghebbende gezagsrelatie voogdij obsorge"
            " elterliche potestad potesta genitoriale parentais custodia affido affidamento"
        )
    ),
)
RIGHTS_ALONE = _words("sorge")  # with no other word: `Sorge 1`, and not `Sorge1Strasse`
# Headings about where the pupil lives: no restriction where another column says who has the rights.
RESIDENCE = _words(
    "garde custody custodial hebergement heberge hebergee hebergeant verblijf verblijft verblijfsregeling vit lives"
    " living woont inwonend aufenthaltsrecht residence"
)
DECEASED = _words("decede decedee deces overleden overlijden deceased verstorben fallecido fallecida falecido")
# Headings whose yes and no need no question (catalogue 65): `Autorité parentale : Non`.
CLEAR = DECEASED | _words(
    "autorite parentale parental gezag ouderlijk responsibility sorgerecht sorgeberechtigt erziehungsberechtigt acces"
    " access toegang interdiction contactverbod dechu dechue barred pr auskunftsberechtigt"
)
# Headings with one of these words: a cell that says yes, or any text, restricts.
BARS = DECEASED | _words(
    "interdiction interdit interdite restriction restrictions dechu dechue decheance jugement tribunal judiciaire court"
    " ordonnance verbod verboden contactverbod vonnis beperking injunction barred restricted gericht verbot"
    " bloque bloquee geblokkeerd blocked gesperrt"
)
# The same in the words that a language glues or inflects: `Auskunftssperre`, `Afgeschermd voor`.
BAR = re.compile(
    r"\w*sperr(?:e|en|t|vermerk)?|abgeschirmt|afge?scherm\w*|(?:ge)?blok\w*|bloqu\w*|block(?:ed|ing)?"
    r"|\w*verbo[dt](?:en|e)?|interdi\w*|prohib\w*|proib\w*|shield(?:ed|ing)?|withh[eo]ld\w*|bann(?:ed|i|ie)"
    r"|uitgesloten|ausgeschlossen|exclue?s?|excluded|excluid[oa]"
)
# Beside `contact` or a right they reverse it: `Pas d'accès`, `Droit de visite suspendu`, `Geen ouderlijk gezag`.
WITHOUT = _words(
    "no non not without sans pas aucun aucune geen niet zonder kein keine nicht ohne refuse refusee suspendu suspendue"
    " bloque bloquee retire retiree geweigerd geblokkeerd opgeschort denied blocked suspended revoked gesperrt"
)
# The same beside authority alone: `Retrait de l’autorité parentale`; `Autorisé au retrait` is about fetching a pupil.
REMOVED = _words(
    "retrait retraits perte privation suspension removal removed withdrawn withdrawal revocation lost entzug entzogen"
    " aberkannt ontzet ontzetting ontnomen verloren"
)
AUTHORITY = _words("autorite parentale parental gezag ouderlijk responsibility sorgerecht custody")
# Who has this has it alone: `SB1_ALLEINSORGEBERECHTIGT`, `Sole custody`, `Garde exclusive`.
SOLE = re.compile(
    r"\ballein(?:ige\w*)? ?(?:sorge|erziehungsb)\w*|\bsole (?:custody|legal|parental|guardian)|\beenhoofdig"
    r"|\balleen ?gezag|\b(?:garde|autorite)\b.*\b(?:exclusi|unilateral|unique)|\bexclusi\w+ (?:garde|autorite)"
)
EITHER = _words("oui ja yes")  # in `Autorité parentale (oui/non)` nothing is reversed
NOT_RIGHTS = _words(  # `Droit à l'image`, `Responsabilité civile`, `Accès internet`
    "image images photo photos civile assurance financier financiere financiele internet wifi pmr cantine transport bus"
    " foto fotos bild bilder beeld"
    " sms medicale medical soir matin periscolaire garderie handicap bourse religion financial building arrangements"
)
# Headings of only these and an adult's words, over short codes: `Responsable légal`, `Legal guardian`.
LEGAL_MARKS = _words(
    "legal legale legaux legales wettelijk wettelijke wett wv gesetzlich gesetzliche ges sorgeberechtigte sorgeb"
    " sorgeber vertretungsberechtigt"  # `Verz. 1 WV`: wettelijk vertegenwoordiger
)
# The cell of a parent who has no authority, whatever the heading.
NO_AUTHORITY = re.compile(
    r"(?:sans|pas d|aucune) (?:autorite(?: parentale)?|responsabilite legale)"
    r"|(?:0 [a-z ]*)?(?:non|pas) responsable legale?"
    r"|(?:zonder|geen) (?:ouderlijk )?gezag|(?:no|without) parental responsibility|(?:kein|ohne) sorgerecht"
)

LEAVING = _words(
    "sortie sorti sorties depart parti partie radiation radie radiee demission demissionnaire desinscription"
    " desinscrit uitschrijving uitschrijvingsdatum uitgeschreven gestopt uitstroom vertrek vertrekdatum vertrokken"
    " einddatum leaving leaver leavers left leave dol exit withdrawal withdrawn abg abgang abgangsdatum abgegangen"
    " austritt austrittsdatum ausgetreten abmeldung abmeldedatum entlassung entlassdatum inactif inactive inactief"
    " archive archivee archived dsort dsortie datsortie dtsortie datesortie ddepart dtdepart datedepart baja baixa"
    " departure departed deregistration deregistered unenrolment unenrollment gekundigt ritiro"
)
ENDED_ON = _words("einddatum enddate enddatum")  # of a pupil's time at the school, or of an adult's entry
# Beginnings of such words where a language glues them: `Uitschrijfdatum`, `Austrittsgrund`.
LEAVING_STEMS = ("kundig", "kuendig", "uitschrij", "vertrek", "austritt", "abgang", "abmeld", "entlass")
# `Date de fin`, `Inscrit jusqu’au`, `Datum uit`: only a date below it means that the pupil left.
ENDS = _words("fin end einde ende eind uit jusqu jusque tot until till bis")
# Beside such a word there is no doubt: `Enrolment end date`.
ENROLMENT = _words(
    "enrolment enrollment enrolled inscription inscrit inscrite scolarite frequentation inschrijving ingeschreven"
    " schulbesuch attendance matricula matricule registration school ecole schule"
)
PRESENT = _words(
    "attivo attiva ativo ativa activo activa actif active actief aktiv inscrit inscrite ingeschreven present presente"
    " enrolled roll angemeldet current currently"
)
STATUS = _words("statut status etat situation toestand zustand stat sit estado situacao situacion stato")
# Beside a word of status: `Situation familiale`, `Burgerlijke staat`.
OF_FAMILY = _words(
    "familiale familial famille fam parents parentale civil civile conjugale matrimoniale gezin familie family marital"
    " burgerlijke ouders eltern menage"
)
FAMILY_STEMS = ("gezins", "familien")
NOT_LEAVING = _words(  # `Autorisation de sortie`, `Heure de départ`, `SEN Status`
    "autorisation autorise autorisee autorises autorisees autorisations regime heure heures seul seule scolaires"
    " pedagogique pedagogiques delega delegati delegato sen send fsm eal ehcp"
    " transport bus garderie uur handed time naissance permission national nationaal suite"
)

# A whole cell that means so, under any heading.
GONE = _words(
    "sorti sortie parti partie radie radiee inactif inactive inactief inaktiv inativo inativa inactivo inactiva"
    " inattivo inattiva demissionnaire demissionne demissionnee"
    " desinscrit desinscrite aquittelecole uitgeschreven vertrokken leaver withdrawn offroll exclu exclue transfere"
    " transferee archive archivee archived abgemeldet ausgetreten abgegangen entlassen ancieneleve ancienneeleve"
    " formerpupil formerstudent"
)
# A whole cell, or one or two words of it, below `Statut` or `Actif`; who is not there yet is not there.
GONE_UNDER_STATUS = GONE | _words(
    "left depart quitte ancien ancienne former ferme closed noninscrit noninscrite plusinscrit plusinscrite"
    " desinscription candidat candidate candidature annule annulee annulation preinscrit preinscrite preinscription"
    " uit uitgeschr oudleerling kandidaat geannuleerd ausgeschieden ehemalig ehemalige ehemaliger bewerber off withdrew"
    " graduated alumni alumnus applicant cancelled anulada anulado baja trasladada trasladado transferida transferido"
    " cancelada cancelado ritirata ritirato trasferita trasferito removed deleted verwijderd supprime supprimee"
    " geloscht eliminado eliminada eliminato"
)
# The same where they need no question: the pupil was here, and is not any more.
PLAINLY_GONE = GONE | _words(
    "left quitte ancien ancienne former graduated alumni alumnus withdrew ausgeschieden ehemalig ehemalige ehemaliger"
    " oudleerling uitgeschr anulada anulado baja trasladada trasladado transferida transferido ritirata ritirato"
    " trasferita trasferito baixa removed deleted verwijderd supprime supprimee geloscht"
)
# Below `Statut`: of pupils who are there; and words that say nothing about it.
THERE = _words(
    "actif active aktiv actief activo activa ativo ativa attivo attiva inscrit inscrite ingeschreven enrolled"
    " matriculada matriculado present presente current angemeldet onroll enabled activee ingeschakeld aktiviert"
)
ANY_STATUS = THERE | _words(
    "regulier reguliere regular libre new nouveau nouvelle nieuw nieuwe neu neue returning confirmed confirme confirmee"
    " definitif definitive admis admise externe interne demi pensionnaire intern extern leerling eleve schuler"
    " schulerin pupil student on roll yes oui ja redoublant redoublante primo arrivant arrivante fully full part time"
    " single registration main dual accepted invited invite invitee uitgenodigd eingeladen"
)
STAFF_CELL = _words("titulaire principal principale classe klas class form tutor adjoint adjointe")
NOT_ROLES = _words("profession metier emploi beroep occupation job csp employeur werk beruf")
# Anywhere in a cell.
RIGHTS_CELL = re.compile(
    r"autorite parentale|droits? (?:de |d )?(?:visite|garde|hebergement|acces)"
    r"|garde (?:exclusive|principale)|dechu|decheance|jugement|ordonnance|juge aux affaires"
    r"|interdiction|interdit|non autorise|pas autorise|ne peut (?:pas|plus)|sans droit|sans autorite"
    r"|(?:pas|plus) (?:d acces|le droit|de contact|de droit)"
    r"|non responsable|non legal|pas responsable"
    r"|ouderlijk gezag|geen contact|contactverbod|hoederecht|bezoekrecht"
    r"|parental responsibility|no contact|(?:court|care) order|family court|safeguarding|restraining"
    r"|molestation|injunction|(?:barring|safety|protection) order|unterlassungs\w+|naherungsverbot|annaherungsverbot"
    r"|no longer (?:has|have) (?:any )?(?:guardianship|custody|access|contact|rights?)|straatverbod|huisverbod"
    r"|(?:ne|n) (?:a|ont) plus (?:la|l|de|d) ?(?:garde|autorite|droits?|acces)"
    r"|(?:must|may) not (?:be |have |receive|see|contact|collect|pick)|not to receive|no information to"
    r"|sorgerecht|umgangsrecht|kontaktverbot|kontaktsperre|keine auskunft|geen (?:informatie|inlichtingen)"
    r"|abholberechtigt|nur abhol\w*|(?:alleen|enkel) (?:voor )?(?:ophalen|afhalen)|(?:collection|pick ?up) only"
    r"|(?:seulement|uniquement|juste) (?:pour )?(?:venir )?(?:chercher|reprendre|recuperer)"
    r"|(?:non|pas|plus) (?:etre )?(?:informer?|prevenir|contacter)"
)

# In an adult's own cells, as whole words: `Petit (plus de contact)`, `père décédé`. `Dechuyteneer` is a surname.
OWN_CELL = re.compile(rf"\b(?:{RIGHTS_CELL.pattern}|decede|overleden|deceased|verstorben)e?s?\b")
# In a cell with a name, of lines too: `feu Roy Jan`, `wijlen Jan Roy`.
NAME_CELL = re.compile(rf"{OWN_CELL.pattern}|\b(?:feue?|dcd|r i p)\b|^(?:wijlen|late)\b", re.MULTILINE)


def about_rights(words: frozenset[str]) -> bool:
    """Whether the words of a heading are about who may see the pupil."""
    return any(some <= words for some in RIGHTS) or keeps_away(words)


def keeps_away(words: Collection[str]) -> bool:
    """Whether the words of a heading keep something from somebody: `Interdiction`, `Auskunftssperre`."""
    return not BARS.isdisjoint(words) or any(map(BAR.fullmatch, words))


def about_residence(words: set[str]) -> bool:
    """Whether the words of a heading say where the pupil lives, and not who may decide: `Lives with pupil`."""
    return not words.isdisjoint(RESIDENCE) and words.isdisjoint(CLEAR)


def about_family(words: set[str]) -> bool:
    """Whether the words of a heading are about the family's own situation: `Situation familiale`."""
    return not words.isdisjoint(OF_FAMILY) or any(word.startswith(FAMILY_STEMS) for word in words)
