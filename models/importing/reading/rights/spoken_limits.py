"""Remarks that keep something from a parent, in a school's own words: `vader krijgt geen mails`, `mum only`."""

import re
from collections.abc import Collection

from models.importing.reading.rights.right_words import RIGHTS_CELL
from models.importing.reading.rights.spoken import plain

SEGMENT = re.compile(r"[.;!?,:()/\n]+")
MOTHER = r"(?:mere|maman|mama|mam|moeder(?:skant)?|mum|mummy|mom|mother|mutter|mutti|madre|mamma|mae)"
FATHER = r"(?:pere|papa|vader(?:skant)?|pa|dad|daddy|father|vater|vati|padre|babbo|pai)"
ONE = rf"(?:{MOTHER}|{FATHER})"
MOTHERS, FATHERS = re.compile(rf"\b{MOTHER}\b"), re.compile(rf"\b{FATHER}\b")
PARENT = re.compile(
    rf"\b(?:{ONE}|parents?|ouders?|eltern(?:teil)?|ex|monsieur|madame|meneer|mijnheer|mevrouw|mme|mr|mrs|dhr|mevr|herr"
    r"|frau|mari|epoux|epouse|conjointe?|partner|(?:resp|responsable|rl|verzorger|guardian|erz) ?[1-4]?)\b"
)
GRAND = re.compile(
    r"\b(?:grande?|beau|belle|bonne|groot|stief|schoon|gross|step|god)s? ?(?=(?:mere|pere|maman|papa)\b)\w+"
)
REFUSAL = re.compile(
    r"\b(?:pas|plus|rien|jamais|aucune?|sans|non|ni|refus\w*|interdi\w*|geen|niet|niets|nooit|zonder|verbod\w*"
    r"|verbied\w*|kein\w*|nicht|nichts|nie|ohne|verb[io]t\w*|no|not|never|without|nothing|cannot|don t|dont"
    r"|can t|nao|sin|sem|senza|ningun[ao]?|nada|nunca|nenhuma?|nessun[ao]?|niente|prohib\w*|proib\w*|vietat[oa]"
    r"|(?:s )?oppos\w*|object(?:s|ed|ing|ions?)|bezwaar|verzet|widerspr\w*|einspruch|weiger\w*|geweigerd|verweiger\w*"
    r"|untersag\w*|opone|opuest[oa])\b"
)
TOLD = re.compile(
    r"\b(?:[ck]onta[ck]t\w*|[ck]om+uni[ckq]\w*|infos?|inform\w*|renseign\w*|avert\w*|prev(?:en\w*|ient)|envo\w*|donner"
    r"|transm\w*|remettre|dire|au courant|courriers?|courriels?|e?mail\w*|sms|nouvelles|bulletins?|rapport\w*"
    r"|documents?|(?:coor)?donnees|acces|droits?|visit\w*|rencontr\w*|voir|appel\w*|telephon(?:er|ez)|joindre|reco\w*|recev\w*"
    r"|invit\w*|chercher|reprendre|recuperer|confier|approch\w*|laisser partir|a l ecole"
    r"|(?:ver|door|op)?stur\w*|geven|(?:door|mee)gev\w*|me[ed]edel\w*|inlicht\w*|verwittig\w*|(?:op)?bellen|bericht\w*|post"
    r"|brie[fv]\w*|ontvang\w*|krijg\w*|toegang|zien|bezoek\w*|(?:op|af)halen|nieuws|gegevens|recht\w*|gezag|op school"
    r"|auskunft\w*|mitteil\w*|weiter\w*|schick\w*|send\w*|sent|anruf\w*|benachr\w*|zugang|sehen|abhol\w*|besuch\w*|erhalt\w*"
    r"|bekomm\w*|daten|tell|told|give|given|shared?|call|called|ring|letters?|reports?|receive\w*|gets?|access|see"
    r"|collect\w*|pick|release\w*|details|news|talk\w*|notif\w*|rights?|custody|text\w*|copy|copied|involve\w*|premises"
    r"|envi\w*|comunic\w*|avis\w*)\b"
)
ONLY = (
    r"(?:uniquement|seulement|exclusi\w+|juste|rien qu[e ]|only|solely|just|enkel|alleen|uitsluitend|slechts|nur"
    r"|ausschliesslich|lediglich|allein|solo|solamente|unicamente|soltanto|somente|apenas)"
)
SMALL = (
    r"(?:(?:a|au|la|le|l|avec|via|par|chez|pour|de|du|sa|son|with|to|through|by|his|her|the|met|aan|naar|voor|bij|het"
    r"|zijn|haar|mit|an|bei|fur|uber|der|die|den|dem|das|zur|zum|con|al|il|el|alla|com|o) )*"
)
# A parent who has died: `Vater verstorben`.
DIED = re.compile(
    r"\b(?:decedee?s?|deces|dcd|feue?|overleden|overlijden|gestorven|ontvallen|wijlen|verstorben\w*|gestorben|deceased"
    rf"|died|passed away|late {ONE}|(?:est|is|ist) (?:morte?|dood|tot|dead)|fallecid[oa]|falecid[oa]"
    r"|(?:half)?wees(?:kind)?|orphel\w+|(?:halb|voll)?waise\w*|orphan\w*)\b"
)
ONLY_ONE = re.compile(
    rf"\b(?:pas|not|niet|nicht) (?:(?:a|au|avec|par|le|la|the|to|aan|naar|met|den|der|mit|an|via) )*{ONE}\b"
    rf"|\b{ONLY} {SMALL}{ONE}\b|\b{ONE} {ONLY}\b|\bseule? {SMALL}{ONE}\b|\bne (?:\w+ ){{1,3}}que? {SMALL}{ONE}\b"
    rf"|\b(?:tou(?:t|te|tes|s)|alles?|all|everything|tutto|todo|tudo)\b.{{0,30}}\b(?:via|par|a|door|aan|naar|uber|an|through|to)"
    rf" {SMALL}{ONE}\b"
)
ONLY_WORD = re.compile(
    rf"\b{ONLY}(?! (?:par|per|by|via|pour|voor|fur|for) (?:e ?mail|sms|tel\w*|gsm|urgen\w*|nood\w*|notf\w*))\b"
)
# Who must be asked before a parent gets anything: `papa: eerst navragen bij directie`.
HEAD = (
    r"(?:direct(?:ion|ie|eur|rice)|secretari\w+|zorgco\w*|head ?teacher|head|principal|office|dsl|schulleit\w*"
    r"|sekretariat|rektor\w*|(?:dossiers?|file|akte)(?! (?:medi\w*|sante|health)))"
)
ASK = (
    r"(?:demander|consulter|verifier|referer|voir|avis|accord|(?:na|be)?vragen|(?:na)?vraag|overleg\w*|raadpleeg|zie|ask"
    r"|check|refer|consult|approval|see|ruck(?:sprache|frage)|(?:nach)?fragen|absprache|absprechen|(?:ab)?klaren|siehe)"
)
ASKED_FIRST = re.compile(
    rf"\b{ASK}\b.{{0,40}}\b{HEAD}\b|\b{HEAD} {ASK}\b|\b(?:nur|erst) nach (?:rucksprache|absprache|ruckfrage)\b"
)
# Words of a family's situation: `Mère seule`, `Divorcés`.
LONE = re.compile(
    rf"\b{ONE} (?:seule?|alleen|allein\w*|isolee?|alone|only)\b"
    rf"|\b(?:alleenstaande|alleinerziehende[rn]?|single|lone) {ONE}\b"
)
SITUATION = re.compile(
    r"\b(?:couples?|mari(?:e?s?|age)|divorc\w*|separ\w*|cohabit\w*|concubin\w*|celibataires?|veu(?:fs?|ves?)|monoparent\w*"
    r"|recompos\w*|(?:parent|mere|pere|maman|papa)s? (?:seule?|isolee?)s?|ensemble|pacs\w*|gehuwd|gescheiden"
    r"|alleenstaand\w*|samenwon\w*|weduw\w*|ongehuwd|verheiratet|geschieden|getrennt\w*|ledig|verwitwet|alleinerzieh\w*|married"
    r"|single|widow\w*|together)\b"
)
MOSTLY = 0.6  # of the cells below `Situation` have such a word
KEPT_OFF = re.compile(
    r"\b(?:eloigne\w*|secrete?s?|confidentiel\w*|geheim\w*|violen\w*|geweld\w*|gewalt\w*|menace\w*|bedreig\w*|bedroh\w*"
    r"|interdi\w*|exclue?s?|suspen\w*|geschorst|opgeschort|ausgesetzt|verbod\w*|verboten|verbot|forbidden|banned|barred|entzogen|ontzet|gesperrt|blocked|geblokkeerd|vonnis"
    r"|beschluss|urteil|procedures?|proces|proceedings|rechts?zaak|rechtbank|tribuna\w*|justice|judiciaires?"
    r"|(?:in|to|family) court|court case|gericht|verfahren)\b"
)
# What a parent cannot do, has not, or when: nothing is kept from anybody.
HARMLESS = re.compile(
    r"\b(?:parl\w+|compr\w+|lire|spreek\w*|spreken|verstaat|lezen|spricht|versteht|lesen|speaks?|understands?|reads?"
    r"|joignable|disponible|dispo|bereikbaar|beschikbaar|erreichbar|reachable|available"
    r"|(?:avant|apres|before|after|until|voor|na|vor|nach|tot|bis) (?:le )?[0-9]+\w*"
    r"|(?:a|ont|heeft|hebben|hat|haben|has|have|avoir|met|mit) (?:pas|plus|geen|kein\w*|no|niet|not)(?: d| de| l)?"
    r"(?: acces)?(?: a)?(?: adresse)? ?(?:e ?mails?|adresse?|gsm|tele\w*|internet|pc|handy|smartphone|auto|voiture"
    r"|car))\b"
)
# Of a word that is his or hers: `opposé(e)` is one word.
GENDER = re.compile(r"(?<=\w)\((?:e|es|s|ne|le|te|in|innen|en|a|as)\)")
QUICK = (RIGHTS_CELL, REFUSAL, ONLY_WORD, ONLY_ONE, KEPT_OFF, DIED, ASKED_FIRST)


def keeps_from_parent(remark: str, names: Collection[str] = ()) -> bool:
    """Whether a remark says that somebody must not see or know of the pupil; or names a parent, or an adult with one of
    these `names`, together with a word of refusal, limit or exclusiveness."""
    said = plain(remark)
    if RIGHTS_CELL.search(said):
        return True
    said = GRAND.sub(" ", said)
    if PARENT.search(said) is None and not any(name in said.split() for name in names):
        return False
    return any(pattern.search(said) for pattern in (KEPT_OFF, DIED, ASKED_FIRST)) or any(
        _limits(GRAND.sub(" ", segment).strip()) for segment in _segments(remark)
    )


def lone_parent(cell: str) -> bool:
    """Whether a cell below a heading about the family says that one parent is alone: `Mère seule`."""
    return LONE.search(plain(cell)) is not None


def of_family(cells: Collection[str]) -> bool:
    """Whether the cells of a column are about the family's situation, as `Divorcés` is."""
    return sum(SITUATION.search(plain(cell)) is not None for cell in cells) > MOSTLY * len(cells)


def is_the_lone_one(cell: str, relation: str) -> bool:
    """Whether an adult with this relation is the parent of such a cell."""
    said, own = plain(cell), plain(relation)
    return any(some.search(said) and some.search(own) for some in (MOTHERS, FATHERS))


def means_another(remark: str, relation: str) -> bool:
    """Whether such a remark, in the row of an adult with this relation, may be about another parent of the pupil."""
    said, own = GRAND.sub(" ", plain(remark)), plain(relation)
    if PARENT.search(said) is None:
        return False
    if any(ONLY_ONE.search(GRAND.sub(" ", segment).strip()) for segment in _segments(remark)):
        return True
    named = [some for some in (MOTHERS, FATHERS) if some.search(said)]
    return len(named) != 1 or named[0].search(own) is None


def other_died(remark: str, relation: str) -> bool:
    """Whether a remark says only that one parent died, and the adult with this relation is the other."""
    said = GRAND.sub(" ", plain(remark))
    if DIED.search(said) is None or any(some.search(said) for some in (RIGHTS_CELL, KEPT_OFF, ASKED_FIRST)):
        return False
    named = [some for some in (MOTHERS, FATHERS) if some.search(said)]
    own = [some for some in (MOTHERS, FATHERS) if some.search(plain(relation))]
    limited = any(_limits(GRAND.sub(" ", segment).strip()) for segment in _segments(remark))
    return len(named) == len(own) == 1 and named != own and not limited


def may_keep(text: str) -> bool:
    """Whether any cell of such a text, which `plain` has made, may say so: a quick look."""
    return any(some.search(text) for some in QUICK)


def _segments(remark: str) -> list[str]:
    return [plain(segment) for segment in SEGMENT.split(GENDER.sub("", remark))]


def _limits(said: str) -> bool:
    if HARMLESS.search(said):
        return False
    refused, told = REFUSAL.search(said) is not None, TOLD.search(said) is not None
    if refused and told:
        return True
    both = MOTHERS.search(said) is not None and FATHERS.search(said) is not None
    if both and not refused:
        return False
    return ONLY_ONE.search(said) is not None or (
        told and ONLY_WORD.search(said) is not None and (MOTHERS.search(said) or FATHERS.search(said)) is not None
    )
