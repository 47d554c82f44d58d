"""Words of courts, authorities and measures of protection, as a school notes them beside a pupil: `retrait AP, TJ
04/26`, `KESB-Entscheid`, `s.11(2)(a)`. What such a remark means, only the school knows: it is asked about."""

import re

from models.importing.reading.rights.spoken import plain

PARAGRAPH = re.compile(r"§|\b(?:[Aa]rt(?:icle|ikel|icolo|\.)?|s\.|ss\.|sec(?:tion|t?\.)|par\.)\s?[0-9]{1,4}\b(?!/)")
# All in the words of `plain`. `court` alone is short in French, and a part of English addresses.
LAW = re.compile(
    r"\b(?:tribuna\w*|juges?|jugement\w*|jaf|tj|tgi|parquet|procureur|gendarmerie|police|plainte"
    r"|ordonnance|opp|ap (?:retir|suspend|exclusi)\w*|ap (?:au|a la) (?:pere|mere|papa|maman)"
    r"|visites? (?:mediatis|encadr|supervis|surveill|accompagn)\w*|(?:point|espace|lieu) rencontre"
    r"|(?:retrait|perte|suspension|sans|plus d) (?:l )?ap|code civil|c civ"
    r"|cour d (?:appel|assises)|chambre (?:de la famille|civile)|decision (?:du|de justice|judiciaire)|judiciaires?"
    r"|mesures? (?:judiciaire|educative|de protection|d eloignement)\w*|eloignement|main courante|incarcere\w*|prison"
    r"|detention|mainlevee|curat\w+|ase|aemo|saj|spj|sas|confiee?s? (?:a|par|au)"
    r"|rechtbank|rechters?|jeugdrechter|kinderrechter|vredegerecht|vonnis\w*|beschikking|uithuis\w*|uhp|ots|rvdk"
    r"|jeugdbescherm\w*|kinderbescherming|veilig thuis|voogdij\w*|gezag\w*|omgangs\w+|politie|parket|kort geding"
    r"|contactverbod|straatverbod|aangifte|bw"
    r"|\w*gericht(?:e?s?|lich\w*|sbeschluss\w*)|beschluss\w*|verfugung\w*|urteil\w*|kesb|jugendamt\w*|asd|zgb|bgb|abgb"
    r"|gewaltschutz\w*|gewschg|umgangs(?:recht|regel|verbot|pfleg|ausschl|kontakt)\w*|begleiteter umgang"
    r"|sorge(?:recht)?"
    r"|\w*vormund\w*|beistand\w*|beistandin|polizei\w*|strafanzeige|wegweisung\w*|rayonverbot\w*"
    r"|inobhut\w*"
    r"|(?:family|county|high|crown|sheriff|by|in|via|per) court"
    r"|court (?:orders?|case|ruling|decision|hearing|date|papers)"
    r"|orders? (?:applied|granted|made|in place|pending|expir\w*)|interdict\w*|sheriff|injunction\w*|prrs?"
    r"|bail|probation|remand|guardianship|social (?:services|work)|child protection|cp plan|looked after|lac|marac"
    r"|safeguarding|dsl|cpoms|non molestation|prohibited steps|occupation order|nmo|pso|dvp[on]|cao|sgo|kinship"
    r"|foster\w*|supervised contact|letterbox|whereabouts|undisclosed"
    r"|giudice|decreto|sentenza|affid\w+|servizi sociali|carabinieri|questura|allontanamento"
    r"|juzgado|sentencia|alejamiento|custodia|patria potestad|fiscalia|cpcj|guarda)\b"
)
# `Rue du Lac 21, 1004 Lausanne`, `12 avenue du Parquet 5000 Namur`: words of streets and towns.
STREET = (
    r"(?:rue|av|avenue|bd|boulevard|ch|chemin|rte|route|place|pl|quai|allee|\w+(?:stra(?:sse|at)|str|weg|laan|gasse))"
)
NUMBER, CODE = r"[0-9]{1,4} ?(?:[a-z]|bis|ter)?", r"(?:[a-z]{1,2} )?[0-9]{4,5}"
ADDRESS = re.compile(rf"(?:{NUMBER} )?{STREET}(?: [a-z]+){{0,5}}(?: {NUMBER})? {CODE} ([a-z]+(?: [a-z]+){{0,2}})")


MAIL = re.compile(r"\S+@\S+")  # `j.foster@example.org`


def speaks_of_law(cell: str) -> bool:
    """Whether a remark has such a word."""
    cell = MAIL.sub(" ", cell)
    address = ADDRESS.fullmatch(" ".join(plain(cell).split()))
    if address and not LAW.search(address[1]):
        return False
    return PARAGRAPH.search(cell) is not None or LAW.search(plain(cell)) is not None
