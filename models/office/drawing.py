"""An SVG rebuilt from elements and attributes that only draw, without what runs, loads or links.

Two other measures exist: it is shown in an <img>, where browsers run no script, and its address has the same
Content-Security-Policy as every page. This one holds if either of them fails.
"""

import re
from xml.etree import ElementTree as Tree


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


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
USES_MOST = 12  # nested copies multiply
DEEPEST = 50
LOCAL = re.compile(r"#[\w.-]+")
PAINT = re.compile(r"url\(\s*['\"]?#[\w.-]+['\"]?\s*\)")


class BadDrawing(ValueError):
    """Not an SVG, or one that exceeds the limits."""


def redrawn(data: bytes) -> bytes:
    """The same picture, rebuilt, as UTF-8. Raises `BadDrawing`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadDrawing from None
    text = re.sub(r"<!DOCTYPE svg PUBLIC [\"'][^\"'<>\[\]]*[\"']\s*[\"'][^\"'<>\[\]]*[\"']\s*>", "", text, count=1)
    if (
        "<!DOCTYPE" in text or "<!ENTITY" in text
    ):  # the usual doctype was removed above; another may define an entity bomb
        raise BadDrawing
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = Tree.fromstring(text)  # noqa: S314 entity bombs need a DTD, refused above
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
    """Whether the value refers to nothing outside the drawing."""
    rest = PAINT.sub("", value).casefold()
    return not any(
        outside in rest for outside in ("url", "\\", "@", "javascript", "data:", "expression", "image(", "<", ">")
    )
