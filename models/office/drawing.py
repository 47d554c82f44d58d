"""An SVG drawn again: only elements and attributes that draw, nothing that runs, loads or links.

It is shown in an <img>, where browsers run no script; who opens its address directly meets the same policy as on every
page. This is the third lock, for the day when one of those two does not hold.
"""

import re
from xml.etree import ElementTree as Tree


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


SVG = "http://www.w3.org/2000/svg"
ELEMENTS = _words(
    "svg g path rect circle ellipse line polyline polygon defs linearGradient radialGradient stop clipPath mask"
    " title desc text tspan use symbol"
)
ATTRIBUTES = _words(
    "id d x y x1 y1 x2 y2 cx cy r rx ry fx fy width height points transform viewBox preserveAspectRatio version fill"
    " fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit"
    " stroke-dasharray stroke-dashoffset opacity clip-path clip-rule mask offset stop-color stop-opacity gradientUnits"
    " gradientTransform spreadMethod clipPathUnits maskUnits font-family font-size font-weight font-style text-anchor"
    " dx dy style href"
)
STYLES = frozenset(name for name in ATTRIBUTES if "-" in name) | {"fill", "stroke", "opacity", "mask"}
ELEMENTS_MOST = 5000
USES_MOST = 12  # copies of copies multiply
DEEPEST = 50
LOCAL = re.compile(r"#[\w.-]+")
PAINT = re.compile(r"url\(\s*['\"]?#[\w.-]+['\"]?\s*\)")


class BadDrawing(ValueError):
    """No SVG, or one that is more than a drawing needs."""


def redrawn(data: bytes) -> bytes:
    """The same picture in our own words, UTF-8. Raises `BadDrawing`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadDrawing from None
    text = re.sub(r"<!DOCTYPE svg PUBLIC [\"'][^\"'<>\[\]]*[\"']\s*[\"'][^\"'<>\[\]]*[\"']\s*>", "", text, count=1)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:  # the usual doctype is harmless and gone; another may be a bomb
        raise BadDrawing
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = Tree.fromstring(text)  # noqa: S314 the way to its bombs, a DTD, was refused above
    except (Tree.ParseError, ValueError):
        raise BadDrawing from None
    uses = len(list(root.iter(f"{{{SVG}}}use")))
    if root.tag != f"{{{SVG}}}svg" or len(list(root.iter())) > ELEMENTS_MOST or uses > USES_MOST:
        raise BadDrawing
    Tree.register_namespace("", SVG)
    return Tree.tostring(_copy(root, 0))


def _copy(element: "Tree.Element", depth: int) -> "Tree.Element":
    if depth > DEEPEST:
        raise BadDrawing
    made = Tree.Element(element.tag)
    for name, value in element.attrib.items():
        plain = name.rpartition("}")[2]
        if plain in ATTRIBUTES and (kept := _value(plain, value)):
            made.set(plain, kept)
    made.text, made.tail = element.text, element.tail
    for child in element:
        if isinstance(child.tag, str) and child.tag.startswith(f"{{{SVG}}}") and child.tag[len(SVG) + 2 :] in ELEMENTS:
            made.append(_copy(child, depth + 1))
    return made


def _value(name: str, value: str) -> str:
    if name == "href":
        return value if LOCAL.fullmatch(value.strip()) else ""
    if name == "style":
        pairs = (part.partition(":") for part in value.split(";"))
        kept = [(n.strip(), v.strip()) for n, _, v in pairs if n.strip() in STYLES and _plain(v)]
        return ";".join(f"{n}:{v}" for n, v in kept)
    return value if _plain(value) else ""


def _plain(value: str) -> bool:
    """Whether a value refers to nothing outside the drawing."""
    rest = PAINT.sub("", value).casefold()
    return not any(mark in rest for mark in ("url", "\\", "@", "javascript", "data:", "expression", "image(", "<", ">"))
