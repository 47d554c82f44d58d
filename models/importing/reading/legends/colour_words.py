"""Words for colours, for colouring and for crossing out, in French, Dutch, English and German; and which colours they
mean. All in the letters of `plain`."""

import colorsys
import re

# The hues, in degrees, that a person may call so; bright yellow is 60, the orange of Excel 45.
HUES = (
    (re.compile(r"\b(?:rouges?|rood|rode|reds?|rot(?:e[nmrs]?)?)\b"), ((335, 360), (0, 22))),
    (re.compile(r"\b(?:roses?|roze|pinks?|rosa)\b"), ((290, 360), (0, 22))),
    (re.compile(r"\b(?:oranges?|oranje|orangen?)\b"), ((15, 50),)),
    (re.compile(r"\b(?:jaunes?|geel|gele|yellows?|gelb(?:e[nmrs]?)?)\b"), ((40, 70),)),
    (re.compile(r"\b(?:verte?s?|groene?|greens?|grune?[nmrs]?)\b"), ((65, 175),)),
    (re.compile(r"\b(?:bleue?s?|blauwe?|blues?|blaue?[nmrs]?)\b"), ((165, 260),)),
    (re.compile(r"\b(?:violette?s?|mauves?|violet|paarse?|purple|lila|lilas)\b"), ((250, 330),)),
    (re.compile(r"\b(?:bruns?|marrons?|bruine?|brown|braune?[nmrs]?)\b"), ((10, 48),)),
)
GREY = re.compile(r"\b(?:gris|grise?e?s?|grijze?|grijs|gr[ae]y(?:ed)?|grau(?:e[nmrs]?)?|ausgegraut)\b")
COLOURED = re.compile(
    r"\b(?:couleurs?|coloree?s?|surlign\w+|stabilo\w*|fluo\w*|kleur\w*|gekleurd\w*|gemarkeerd\w*|gearceerd\w*"
    r"|colou?rs?|colou?red|highlight\w*|shaded|farb\w+|markiert\w*|hinterlegt\w*)\b"
)
STRUCK = re.compile(
    r"\b(?:barree?s?|rayee?s?|biffee?s?|raturee?s?|doorgestreept\w*|doorstreept\w*|doorgehaald\w*|doorgekrast\w*"
    r"|crossed (?:out|through|off)|struck (?:out|through|off)|strike ?(?:through|out)|durchgestrichen\w*"
    r"|gestrichen\w*)\b"
)
LITTLE = 0.12  # saturation of a grey


def hues_of(plain: str) -> tuple[str, ...]:
    """The colours that a text names, each as the pattern that finds it."""
    found = [pattern.pattern for pattern, _ranges in HUES if pattern.search(plain)]
    return (*found, GREY.pattern) if GREY.search(plain) else tuple(found)


def speaks(plain: str) -> bool:
    """Whether a text names a colour, colouring or crossing out."""
    return bool(hues_of(plain)) or COLOURED.search(plain) is not None or STRUCK.search(plain) is not None


def is_called(colour: str, hue: str) -> bool:
    """Whether a colour, `RRGGBB`, may be meant by one of `hues_of`."""
    degrees, full, value = colorsys.rgb_to_hsv(*(int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    if hue == GREY.pattern:
        return full < LITTLE and value > 0
    ranges = next((ranges for pattern, ranges in HUES if pattern.pattern == hue), ())
    return full > LITTLE / 2 and any(low <= degrees * 360 <= high for low, high in ranges)
