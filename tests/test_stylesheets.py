"""Our stylesheets in the oldest engines that families use: what those drop has something before it that they take."""

import re
from pathlib import Path

import pytest

from routes.web import colours
from routes.web.layout import STYLE
from tests.support.engines.compat import DATA
from tests.support.engines.harmless import HARMLESS
from tests.support.engines.stylesheet import Stylesheet

ROOT = Path(__file__).parents[1]
UNAVAILABLE = "deploy/unavailable.html"


def ours() -> dict[str, str]:
    """Every stylesheet of a page, by the file that it is written in."""
    found = {f"static/{path.name}": path.read_text() for path in (ROOT / "static").glob("*.css")}
    found["static/preau.css"] = STYLE + colours.style("#0055aa", "#880000")  # with what a school's colours add
    page = (ROOT / UNAVAILABLE).read_text()
    start, end = page.index("<style>") + len("<style>"), page.index("</style>")
    found[UNAVAILABLE] = "\n" * page[:start].count("\n") + page[start:end]
    return found


def faults(css: str, *harmless: str) -> list[str]:
    """`line what: engines`, engines by letter and number."""
    short = {"Chromium ": "c", "Safari ": "s", "Firefox ": "f"}
    found = []
    for fault in Stylesheet("made.css", css, harmless).faults:
        engines = " ".join(sorted(re.sub("|".join(short), lambda m: short[m[0]], name) for name in fault.engines))
        found.append(f"{fault.line} {fault.what}: {engines}")
    return found


def test_no_old_engine_is_left_without_what_it_drops() -> None:
    read = [Stylesheet(file, css, HARMLESS) for file, css in ours().items()]
    assert len(read) >= 4
    assert "\n".join(str(fault) for sheet in read for fault in sheet.faults) == ""
    unused = HARMLESS.keys() - set[str]().union(*(sheet.excused for sheet in read))
    assert not unused, "what is harmless no longer stands anywhere"


def test_the_data_name_their_origin_and_licence() -> None:
    (version,) = re.findall(r"^DATA := (\S+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert DATA["source"] == f"@mdn/browser-compat-data {version}"
    assert DATA["licence"] == "CC0-1.0"


ALL = "c49 c64 c80 f52 s10"
BUT_80 = "c49 c64 f52 s10"


@pytest.mark.parametrize(
    ("declaration", "engines"),
    [
        ("accent-color:red", ALL),
        ("aspect-ratio:1", ALL),
        ("backdrop-filter:blur(1px)", BUT_80),
        ("background-image:image-set(url(a.png) 1x)", ALL),
        ("background:rgb(0 0 0/50%)", "c49 c64 s10"),
        ("clip-path:inset(50%)", "c49 f52 s10"),
        ("color:#12345680", "c49"),
        ("color:color-mix(in srgb,red,blue)", ALL),
        ("background:linear-gradient(red 0 50%,blue)", BUT_80),
        ("color:AccentColor", ALL),
        ("display:grid", "c49 s10"),
        ("font-size:clamp(1rem,2vw,2rem)", BUT_80),
        ("font-weight:650", "c49 f52 s10"),
        ("gap:1rem", ALL),
        ("inset:0", ALL),
        ("inset-inline-start:0", ALL),
        ("made-up:1px", ALL),
        ("margin-inline:1rem", ALL),
        ("overflow-wrap:anywhere", BUT_80),
        ("padding:env(safe-area-inset-left)", BUT_80),
        ("padding:min(1rem,5vw)", BUT_80),
        ("padding:max(1rem,calc(1px + min(1px,1vw)))", BUT_80),
        ("width:made-up(1px)", ALL),
        ("width:fit-content", "f52 s10"),
        ("height:100dvh", ALL),
        ("position:sticky", "c49 s10"),
    ],
)
def test_each_new_declaration_is_caught(declaration: str, engines: str) -> None:
    assert faults(f"p{{color:red}}\np{{margin:0;{declaration}}}") == [f"2 {declaration}: {engines}"]


@pytest.mark.parametrize(
    "good",
    [
        "p{padding:1rem;padding:min(1rem,5vw)}",
        "p{padding:1rem;padding-left:min(1rem,5vw)}",
        "p{word-wrap:break-word;overflow-wrap:anywhere}",
        "p{clip:rect(0 0 0 0);clip-path:inset(50%)}",
        "p{display:flex;display:grid}",
        "p{color:#123456;color:#12345680}",
        "p{display:flex;justify-content:space-between;align-items:center}",
        "p{font:600 1rem/1.5 system-ui,ui-monospace,monospace}",
        "p{--x:1px;margin:var(--x);transform:translateX(1px) rotate(45deg)}",
        "p{background:linear-gradient(to right,rgba(0,0,0,.5) 10%,transparent) 0 0/calc(50% + 1px) 30px no-repeat}",
        "ul>li:not(:first-child)::before,a[href]:focus+b~i{content:counter(step) '' ;color:inherit}",
        "@media print{p{color:red}}@media screen and (min-width:40rem){p{color:red}}",
        "@keyframes turn{from{opacity:0}50%{opacity:.5}to{opacity:1}}",
    ],
)
def test_what_every_engine_has_passes_and_so_does_a_good_fallback(good: str) -> None:
    assert faults(good) == []


@pytest.mark.parametrize(
    "bad",
    [
        "p{padding:min(1rem,5vw);padding:1rem}",  # the wrong way round
        "p{padding:clamp(1px,2vw,3px);padding:min(1rem,5vw)}",  # as new as what it stands before
        "p{margin:1rem;padding:min(1rem,5vw)}",  # of something else
        "p{margin:0;margin-inline:1rem}",  # a shorthand of everything says nothing of the sides
        "p{padding:1rem}p{padding:min(1rem,5vw)}",  # in another rule
        "p{padding:1rem;padding:min(var(--x),5vw)}",  # taken for its var(), and found wrong too late
        "p{--x:min(1rem,5vw)}",  # wherever it is used
        "p{grid-gap:1rem;gap:1rem}",  # in a flexible box neither does anything
    ],
)
def test_a_fallback_that_is_none_is_caught(bad: str) -> None:
    assert faults(bad)


@pytest.mark.parametrize(
    ("selector", "what"),
    [
        (":focus-visible", ":focus-visible"),
        ("a:is(b,i)", "a:is(b,i)"),
        ("li:has(a)", "li:has(a)"),
        ("p::file-selector-button", "p::file-selector-button"),
        ("p:not(.a,.b)", "p:not(.a,.b)"),
        ("p:not(.a .b)", "p:not(.a .b)"),
        ("li:nth-child(2 of .a)", "li:nth-child(2 of .a)"),
        ("a:made-up", "a:made-up"),
        ("a:hover,a:focus-visible", "a:focus-visible"),
    ],
)
def test_a_new_selector_is_caught(selector: str, what: str) -> None:
    assert [fault.partition(":")[0] for fault in faults(f"{selector}{{color:red}}")] == [f"1 {what}".partition(":")[0]]


def test_one_new_selector_takes_the_others_of_its_list_along_listed_or_not() -> None:
    assert faults(":focus:not(:focus-visible){outline:0}", ":focus:not(:focus-visible)") == []
    assert faults("a,:focus:not(:focus-visible){outline:0}", ":focus:not(:focus-visible)") != []


def test_a_block_is_read_for_the_engines_that_take_it() -> None:
    """An engine without grid skips the block; Chromium 64 and Firefox 52 read it, and have no `gap` yet."""
    css = "@supports (display:grid){p{display:grid;gap:1rem}}"
    skipped, gap = faults(css)
    assert skipped == "1 @supports (display:grid): c49 s10"
    assert gap == "1 gap:1rem: c64 f52"
    assert faults(css.replace(";gap", ";grid-gap:1rem;gap"), "@supports (display:grid)") == []
    assert faults("@media (prefers-color-scheme:dark){p{inset:0}}") == [
        f"1 @media (prefers-color-scheme:dark): {BUT_80}",
        "1 inset:0: c80",
    ]


def test_of_several_media_queries_one_that_is_understood_is_enough() -> None:
    css = "@media (prefers-color-scheme:dark),print{p{inset:0}}"
    assert faults(css) == [f"1 inset:0: {ALL}"]


def test_new_at_rules_nesting_and_slips_of_the_pen_are_caught() -> None:
    assert faults("@layer a{p{color:red}}") == [f"1 @layer a: {ALL}"]
    assert faults("@container (min-width:1px){p{color:red}}") == [f"1 @container (min-width:1px): {ALL}"]
    assert faults("@media (width>=40rem){p{color:red}}") == [f"1 @media (width>=40rem): {ALL}"]
    assert faults("p{color:red;b{color:red}}") == [f"1 b{{color:red}}: {ALL}"]
    assert len(faults("p{color:red;;:}")) == 1


def test_what_is_harmless_is_excused_by_name_by_value_or_by_rule() -> None:
    for excuse in ("gap", "gap:1rem", "p{gap}"):
        sheet = Stylesheet("made.css", "p{gap:1rem}", [excuse, "inset"])
        assert (sheet.faults, sheet.excused) == ([], {excuse})
    assert str(Stylesheet("made.css", "\np{gap:1rem}", ["q{gap}"]).faults[0]) == (
        "made.css:2: gap:1rem in 'p': not in Chromium 49, Chromium 64, Chromium 80, Firefox 52, Safari 10"
    )
