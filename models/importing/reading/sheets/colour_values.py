"""A colour as an .xlsx file writes it → `RRGGBB`."""

import colorsys
import re
from collections.abc import Mapping, Sequence

RGB = re.compile(r"[0-9A-Fa-f]{6}")
IN_THEME = re.compile(rb'<a:(?:srgbClr\s[^<>]*\bval|sysClr\s[^<>]*\blastClr)="([0-9A-Fa-f]{6})"')
SCHEME = re.compile(rb"<a:clrScheme\b.*?</a:clrScheme>", re.DOTALL)
# Colours 8 to 63 of old workbooks, which newer ones may still name by number; 0 to 7 are the first eight.
INDEXED = re.findall(
    ".{6}",
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF800000008000000080808000800080008080C0C0C0808080"
    "9999FF993366FFFFCCCCFFFF660066FF80800066CCCCCCFF000080FF00FFFFFF0000FFFF8000808000000080800000FF"
    "00CCFFCCFFFFCCFFCCFFFF9999CCFFFF99CCCC99FFFFCC993366FF33CCCC99CC00FFCC00FF9900FF6600666699969696"
    "003366339966003300333300993300993366333399333333",
)
# Of a workbook without a theme: background, letters, the same again, six accents.
OFFICE = re.findall(".{6}", "FFFFFF000000E7E6E644546A4472C4ED7D31A5A5A5FFC0005B9BD570AD470563C1954F72")


def theme_colours(xml: bytes) -> Sequence[str]:
    """The colours of a theme, in the order in which cells count them: letters and background change places."""
    scheme = SCHEME.search(xml)
    found = [one.decode().upper() for one in IN_THEME.findall(scheme[0])] if scheme else []
    if len(found) < len(OFFICE):
        return OFFICE
    return [found[1], found[0], found[3], found[2], *found[4:]]


def rgb(given: Mapping[str, str], theme: Sequence[str]) -> str:
    """The colour of an element `color`, `fgColor`; empty where it is automatic or unknown."""
    if (value := given.get("rgb", ""))[-6:] and RGB.fullmatch(value[-6:]):
        return value[-6:].upper()
    if (number := given.get("theme", "")).isdigit() and int(number) < len(theme):
        return _tinted(theme[int(number)], given.get("tint", "0"))
    if (number := given.get("indexed", "")).isdigit():
        at = int(number) - 8 if int(number) >= 8 else int(number)
        return INDEXED[at] if at < len(INDEXED) else ""
    return ""


def _tinted(colour: str, tint: str) -> str:
    """A colour made lighter, by a tint above 0, or darker."""
    try:
        by = max(-1.0, min(1.0, float(tint)))
    except ValueError:
        return colour
    if not by:
        return colour
    hue, light, full = colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    light = light * (1 + by) if by < 0 else light + (1 - light) * by
    return "".join(f"{round(255 * part):02X}" for part in colorsys.hls_to_rgb(hue, light, full))
