"""Words about an adult's own entry in a school's program: whether it may be written to, sees the portal, or has ended.

Beginnings of words, in French, Dutch, German and English; some Spanish, Portuguese and Italian.
"""

import re
from collections.abc import Collection, Sequence

from models.importing.reading.rights.everyday_words import everyday_cell
from models.importing.reading.rights.spoken import plain

NEVER = (
    r"ne|pas|plus|jamais|aucune?|sans|non|no|not|never|without|stop|dont|don t|niet|geen|nooit|zonder|nicht|kein\w*|nie"
    r"|niemals|ohne"
)
# What may be kept from somebody beside such a word.
TELLING = (
    r"(?:[ck]onta[ck]t\w*|[ck]om+uni[ckq]\w*|e?mail\w*|courri\w*|inform\w*|preven\w*|avert\w*|aviser|notif\w*|envoi|envoy\w*"
    r"|ecrire|appel\w*|joindre|solliciter|convoquer|verwittig\w*|inlicht\w*|bericht\w*|(?:op)?bellen|aanschrijven|schrijven"
    r"|(?:ver|door|op)?sturen|benachr\w*|anschreiben|anrufen|schicken|senden|schreiben|send|call|write|telling|disturb"
    r"|correspond\w*|letters?|briev\w*|briefe?|avisar|llamar|enviar|chiamare|inviare)"
)
NOT_TOLD = re.compile(
    rf"\b(?:{NEVER}) (?:\w+ ){{0,3}}?{TELLING}\b"
    rf"|\b{TELLING} (?:\w+ )?(?:{NEVER}|unerwunscht|ongewenst|unwanted|undesired)$"
)
# In a remark: `ne plus envoyer de mail`, `geen mails meer sturen`.
FORBIDS = re.compile(
    r"\b(?:ne (?:pas|plus|jamais|rien)|niet|nicht|do not|don t|never|no longer|stop)(?: \w+){0,2}?"
    r" (?:contact\w*|communiquer|informer|avertir|prevenir|envoyer|ecrire|transmettre|kontaktieren|informieren"
    r"|informeren|verwittigen|sturen|mailen|contacteren|schicken|senden|anschreiben|benachrichtigen|mitteilen|e?mail|send"
    r"|inform|notify|write|disclose|share)\b"
    r"|\b(?:geen|keine?|no) (?:\w+ ){0,3}(?:sturen|bezorgen|geven|schicken|senden|weitergeben|zusenden)\b"
)
CONFLICT = re.compile(r"\b\w*(?:conflict\w*|konflikt\w*|vechtscheiding|strittig\w*|litig\w*|acrimon\w*|zerstritten)\b")
ADDRESS = re.compile(r"\b(?:ad+res+\w*|anschrift|nr|numero|nummer|number)\b")  # `Pas d’adresse mail`
YES_OR_NO = re.compile(r"\b(?:oui|ja|yes|j|o|y) (?:ou |of |oder |or )?(?:non|nee|nein|no|n)\b")
# Of an entry that may be used: a no closes it.
USABLE = re.compile(
    r"porta(?:il|al|l|le)s?\w*|\w+porta(?:al|l)|app|applications?|comptes?|accounts?|[ck]onto|cuenta|conta|logins?"
    r"|connexion|(?:un)?visib\w*|zichtba\w*|sichtba\w*|afficher?|affichee?|angezeigt|anzeigen|getoond|tonen|shown|displayed"
    r"|activ\w*|actif|actie[fv]\w*|aktiv\w*|ativ[oa]|attiv[oa]|enabled?|ingeschakeld|habilit\w*|freigeschaltet|freigegeben"
    r"|freigabe|vali[dt]\w*|geldig\w*|gultig\w*|vigente|contactable|[ck]ontaktierbar|contacteerbaar|joindre"
    r"|consult\w*|inzien|einseh\w*|view\w*"
)
# Of whose end or state a heading speaks, where it is not the pupil's.
ENTRY = re.compile(
    r"liens?|link(?:s|ed)?|relati\w+|beziehung|verbindung|verknupfung|koppeling|rattachement|comptes?|accounts?|[ck]onto"
    r"|logins?|porta(?:il|al|l)\w*|\w+porta(?:al|l)|acces\w*|toegang\w*|zugang\w*|zugriff|vali[dt]\w*|geldig\w*|gultig\w*"
    r"|mandats?|mandaa?t\w*|vollmacht\w*|legal\w*|juridi\w*|tutelles?|voogdij\w*|vormundschaft\w*|guardianships?|droits?"
    r"|rights?|recht\w*|contact\w*|kontakt\w*|authori[sz]\w*|autorisations?|machtiging\w*|berechtigung\w*"
)
# What an entry is that has ended, or that is kept closed: in a heading over a yes, and in a cell.
ENDED = re.compile(
    r"bloqu\w*|suspend\w*|revo[ckq]\w*|revoked|retire[es]*|leve[es]*|annule\w*|resilie\w*|desactiv\w*|ferme[es]*|clotur\w*"
    r"|expire\w*|perime\w*|termine[es]*|supprim\w*|efface\w*|archiv\w*|exclu[es]*|refus\w*|rejet\w*"
    r"|interdi\w*|desabonn\w*|rompu\w*|dissou\w*|caduc|caduque|abroge\w*|cache[es]*|masque[es]*|invalide?\w*|inacti\w*|inakti\w*"
    r"|geblok\w*|opgeheven|ingetrokken|beeindigd|stopgezet|gestopt|vervallen|verlopen|geschorst|opgeschort|verwijderd|gewist"
    r"|gearchiveerd|uitgeschakeld|gedeactiveerd|afgesloten|gesloten|geweigerd|geannuleerd|ongeldig|verborgen|afgemeld|ontzet"
    r"|gesperrt|aufgehoben|widerrufen|entzogen|beendet|erloschen|abgelaufen|ausgesetzt|geloscht|deaktivier\w*|geschlossen"
    r"|abgelehnt|verweigert|ungultig|versteckt|ausgeblendet|gekundigt|storniert"
    r"|block\w*|withdrawn|lifted|ended|terminat\w*|cancel\w*|disabled?|deactiv\w*|closed|deleted?|remov\w*|reject\w*"
    r"|den(?:ied|y)|lapsed|ceased|void|dissolved|discharged|locked|barred|banned|hidden|unsubscri\w*|dormant"
    r"|cancelad[oa]|eliminad[oa]|bloquead[oa]|revocad[oa]|revogad[oa]|sospes[oa]|bloccat[oa]|revocat[oa]|scadut[oa]"
)
EXPIRES = re.compile(r"expir\w*|echean\w*|termes?|verval\w*|verloop|ablauf\w*|scadenza|caduc\w*|vencimiento")
STOPPED = re.compile(r"stop(?:pe[es]*|ped|)|gestopp?t|arrete[es]*|eingestellt|sospes[oa]|suspendid[oa]|detenid[oa]")
# Of what is sent to an adult: `Post`, `Courrier`, `Mailing`.
SENT = re.compile(
    r"post(?:versand|zustellung)?|versand|zustellung|courriers?|courriels?|envois?|mailings?|e?mails?|bri(?:ef|even)|briefe"
    r"|verzending|letters?|newsletters?|infobrief|correspond\w*|[ck]om+unica\w*|[ck]om+uni[ck]atie|mitteilung\w*|posta|correo"
)
# Of an account that nobody has used so far.
UNUSED = re.compile(
    r"(?:jamais|pas encore) connectee?|never (?:logged|signed) in|nooit ingelogd|(?:noch )?nie eingeloggt"
)
# Of what is sent to both parents or to one: `Post & rapport`, `Bulletins`.
REPORTS = re.compile(r"rap+orts?|bulletins?|zeugnis\w*|reports?|infos?|\w*information\w*|pagelle")
BOTH = re.compile(
    r"(?:[a-z]{2,4} ){0,2}(?:beiden?|deux|both)(?: (?:parents?|ouders?|eltern(?:teile)?))?|tous"
    r"|1 (?:(?:et|en|and|und) )?2"
)
OF_AUTHORITY = re.compile(r"(?:gezag|sorge)\w+")  # `Gezagsregister` over `1+2`
HALF = 0.5  # of the cells
MOST_WORDS = 3  # of a cell that says no more than this
# Over `1`, `2` and `urgence`: how near somebody stands to the pupil.
RANK = re.compile(
    r"rang\w*|rank\w*|prior\w*|ordre|order|volgorde|volgnummer|volgnr|reihenfolge|niveau|level|type|typ|soort|art"
)


def not_told(title: str) -> bool:
    """Whether a heading says that somebody is told nothing: `Ne pas contacter`, `Niet mailen`."""
    said = plain(title).strip()
    return NOT_TOLD.search(said) is not None and ADDRESS.search(said) is None and YES_OR_NO.search(said) is None


def forbids_telling(remark: str) -> bool:
    """Whether a remark says to send nothing to somebody, whom it need not name; or speaks of a conflict."""
    said = plain(remark)
    return (FORBIDS.search(said) is not None and not everyday_cell(remark)) or CONFLICT.search(said) is not None


def has_ended(in_heading: Collection[str]) -> bool:
    return any(map(ENDED.fullmatch, in_heading))


def is_usable(in_heading: Collection[str]) -> bool:
    return any(map(USABLE.fullmatch, in_heading))


def of_entry(in_heading: Collection[str]) -> bool:
    """Whether a heading is about an adult's entry or its link to the pupil: `Date de fin du lien`."""
    return any(map(ENTRY.fullmatch, in_heading))


def entry_ends(in_heading: Collection[str]) -> bool:
    """Whether a heading over dates is about the end of an entry: `Terme du mandat`, `Lien rompu le`."""
    return of_entry(in_heading) and (has_ended(in_heading) or any(map(EXPIRES.fullmatch, in_heading)))


def says_ended(said: str) -> bool:
    """Whether a cell says that something has ended or is closed, and little else: `bloquée`, `tutelle levée`."""
    some = [word for word in said.split() if not word.isdigit()]
    ended = any(ENDED.fullmatch(word) or STOPPED.fullmatch(word) for word in some)
    return 0 < len(some) <= MOST_WORDS and ended and not everyday_cell(said)


def is_unused(said: str) -> bool:
    """Whether a cell says that an account has not been used so far, and no more: `Jamais connecté`."""
    return UNUSED.fullmatch(said.strip()) is not None


def goes_to_both(in_heading: Collection[str], filled: Sequence[str]) -> bool:
    """Whether most cells say of what is sent, or of authority, that both parents have it: then another cell says who
    has not."""
    about = is_sent(in_heading) or any(some.fullmatch(word) for some in (REPORTS, OF_AUTHORITY) for word in in_heading)
    return about and sum(map(says_both, filled)) > HALF * len(filled)


def says_both(cell: str) -> bool:
    return BOTH.fullmatch(plain(cell).strip()) is not None


def is_sent(in_heading: Collection[str]) -> bool:
    """Whether a heading is about what is sent to an adult."""
    return any(map(SENT.fullmatch, in_heading))
