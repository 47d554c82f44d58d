"""The school's colours, adjusted to the contrast of WCAG 2.2: 1.4.3 (text, 4.5:1) and 1.4.11 (controls, 3:1).

An admin sets one colour for buttons and links and one for the roof. Each keeps its hue. It is made darker in the light
scheme, and lighter in the dark scheme, until it has enough contrast with every background that the stylesheet uses.
"""

import colorsys
from dataclasses import dataclass

TEXT, CONTROL = 4.5, 3.0
OWN = "#0b5c4a"  # Préau's own, as `--go` in static/preau.css
STEP = 0.01  # of lightness (0 to 1), at each attempt
Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Light:
    """The background and text colours of `static/preau.css` in its light or dark scheme. `darker`: whether
    a darker colour has more contrast."""

    paper: str
    card: str
    ink: str
    on: str
    wash: float  # share of the accent in a tinted background
    darker: bool


DAY = Light("#f5efe2", "#fffdf8", "#1e2b27", "#ffffff", 0.11, darker=True)
NIGHT = Light("#131c1a", "#1d2926", "#edf1ea", "#0c1513", 0.14, darker=False)


def _parse(text: str) -> Colour:
    red, green, blue = (int(text[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def luminance(colour: Colour) -> float:
    """Relative luminance (WCAG 2.2, definitions)."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#rrggbb`, 1 to 21."""
    lighter, darker = sorted((luminance(_parse(one)), luminance(_parse(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _mixed(colour: str, ground: str, share: float) -> str:
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(_parse(colour), _parse(ground), strict=True))
    return _hex((red, green, blue))


def _lightness(colour: str, lightness: float) -> str:
    hue, _, saturation = colorsys.rgb_to_hls(*_parse(colour))
    return _hex(colorsys.hls_to_rgb(hue, lightness, saturation))


def _until(colour: str, light: Light, least: float, grounds: list[str], wash: bool) -> str:
    """The colour of this hue with the nearest lightness that has `least` contrast with all grounds, and with its own
    tint if `wash`."""
    lightness = colorsys.rgb_to_hls(*_parse(colour))[1]
    tried = colour
    while 0 <= lightness <= 1:
        under = [*grounds, _mixed(tried, light.card, light.wash)] if wash else grounds
        if min(contrast(tried, ground) for ground in under) >= least:
            return tried
        lightness += -STEP if light.darker else STEP
        tried = _lightness(colour, min(1.0, max(0.0, lightness)))
    return light.ink


def readable(colour: str, light: Light) -> str:
    """The accent colour, adjusted for this scheme."""
    return _until(colour, light, TEXT, [light.paper, light.card, light.on], wash=True)


def _roof(colour: str, light: Light) -> str:
    return _until(colour, light, CONTROL, [light.paper, light.card], wash=False)


def _variables(colour: str, roof: str, light: Light) -> str:
    declarations = ""
    if colour:
        shown = readable(colour, light)
        declarations += f"--go:{shown};--on:{light.on};--wash:{_mixed(shown, light.card, light.wash)};"
    if roof:
        declarations += f"--roof:{_roof(roof, light)};"
    return ":root{" + declarations.rstrip(";") + "}"


def bars(colour: str) -> tuple[str, str]:
    """The `theme-color` of the light and the dark scheme: the school's colour, and a tinted background."""
    colour = colour or OWN
    return readable(colour, DAY), _mixed(readable(colour, NIGHT), NIGHT.card, NIGHT.wash)


def style(colour: str, roof: str) -> str:
    """CSS to append to the stylesheet; empty if no colour is set."""
    if not colour and not roof:
        return ""
    night = _variables(colour, roof, NIGHT)
    return f"{_variables(colour, roof, DAY)}@media(prefers-color-scheme:dark){{{night}}}"
