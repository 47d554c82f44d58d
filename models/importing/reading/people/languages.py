"""Language codes of a file: ISO 639-1, and the languages' names as schools write them."""

import functools

ISO_639_1 = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en"
    " eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja"
    " jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb"
    " nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq"
    " sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
CODES = frozenset(ISO_639_1.split())
NAMES = {
    "ar": "arabe arabisch arabic العربية",
    "bg": "bulgare bulgaars bulgarian",
    "de": "allemand duits german deutsch",
    "en": "anglais engels english",
    "es": "espagnol spaans spanish español",
    "fa": "persan perzisch persian farsi",
    "fr": "français francais frans french",
    "it": "italien italiaans italian italiano",
    "nl": "néerlandais neerlandais nederlands dutch flamand",
    "pl": "polonais pools polish polski",
    "pt": "portugais portugees portuguese português",
    "ro": "roumain roemeens romanian română",
    "ru": "russe russisch russian русский",
    "tr": "turc turks turkish türkçe",
    "uk": "ukrainien oekraïens ukrainian українська",
    "zh": "chinois chinees chinese 中文",
}
BY_NAME = {name: code for code, names in NAMES.items() for name in names.split()}


@functools.lru_cache(1024)
def language_code(text: str) -> str | None:
    """`nl` for `NL`, `nl-BE` or `Nederlands`; an empty text for an empty one; None when it is not known."""
    plain = text.casefold().strip()
    code = plain.replace("_", "-").partition("-")[0]
    return BY_NAME.get(plain) or (code if code in CODES or not plain else None)
