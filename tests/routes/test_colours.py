"""Pages have readable contrast with any colour that a school chooses."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from routes.web.assets import FOLDER
from routes.web.colours import DAY, NIGHT, Light, contrast, readable, style

COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def variables(css: str) -> tuple[dict[str, str], dict[str, str]]:
    day, night = re.findall(r":root\{([^}]*)\}", css)
    both = [dict(pair.split(":") for pair in part.split(";")) for part in (day, night)]
    return both[0], both[1]


@given(COLOURS, COLOURS)
@settings(max_examples=150, deadline=None)
def test_text_and_controls_have_the_contrast_that_everybody_needs(colour: str, roof: str) -> None:
    for said, light in zip(variables(style(colour, roof)), (DAY, NIGHT), strict=True):
        assert contrast(said["--go"], said["--on"]) >= 4.5
        for ground in (light.paper, light.card, said["--wash"]):
            assert contrast(said["--go"], ground) >= 4.5
            assert contrast(light.ink, ground) >= 4.5
            if ground != said["--wash"]:
                assert contrast(said["--roof"], ground) >= 3


def test_a_colour_that_can_be_read_already_stays_as_it_is() -> None:
    assert readable("#0b5c4a", DAY) == "#0b5c4a"
    assert readable("#ffff00", DAY) != "#ffff00"
    assert readable("#83d8be", NIGHT) == "#83d8be"


def test_nothing_chosen_adds_nothing_to_the_page() -> None:
    assert style("", "") == ""


def test_the_grounds_are_those_of_the_stylesheet() -> None:
    sheet = (FOLDER / "preau.css").read_text()
    day, night = re.findall(r":root\{([^}]*)\}", sheet)[:2]

    def check(part: str, light: Light) -> None:
        for name in ("paper", "card", "ink"):
            assert f"--{name}:{getattr(light, name)}" in part

    check(day, DAY)
    check(night, NIGHT)
    assert contrast("#ffffff", "#000000") == 21
