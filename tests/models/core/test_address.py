import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.address import BadAddress, address_key, clean_address, masked


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("marie@example.org", "marie@example.org"),
        (" Marie.Dupont+ecole@Example.ORG\t", "marie.dupont+ecole@example.org"),
        ("o'neill@a-b.example", "o'neill@a-b.example"),
        ("a@b.co", "a@b.co"),
    ],
)
def test_an_address_is_accepted_and_put_in_lower_case(typed: str, clean: str) -> None:
    assert clean_address(typed) == clean


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "marie",
        "marie@",
        "@example.org",
        "marie@example",
        "a@b@c.org",
        "marie@example..org",
        "marie@-example.org",
        "marie@example.org.",
        ".marie@example.org",
        "ma rie@example.org",
        "a,b@example.org",
        "<marie@example.org>",
        "Marie <marie@example.org>",
        "marie@example.org\nBcc: x@example.org",
        "marie@example.org\r",
        "marie@example.org\0",
        '"marie dupont"@example.org',
        "marie@[127.0.0.1]",
        "marıe@example.org",
        "marie@exаmple.org",
        "ｍarie@example.org",
        "é@example.org",
        "x" * 65 + "@example.org",
        "a@" + "b" * 64 + ".org",
        "a@" + ".".join(["b" * 50] * 6) + ".org",
    ],
)
def test_an_invalid_address_is_refused_and_never_corrected(typed: str) -> None:  # 15, 52
    with pytest.raises(BadAddress):
        clean_address(typed)


@given(st.text(max_size=100))
def test_an_accepted_address_is_safe_in_a_mail_header(text: str) -> None:  # 52
    for typed in (text, f"{text}@example.org", f"a@{text}.org"):
        try:
            clean = clean_address(typed)
        except BadAddress:
            continue
        assert clean.isascii()
        assert not set(clean) & set('\r\n\t ,;:<>()[]\\"\0')
        assert clean_address(clean) == clean == address_key(clean)


@pytest.mark.parametrize(
    ("address", "shown"),
    [("marie@example.org", "m•••@example.org"), ("a@b.co", "a•••@b.co"), ("", ""), ("nonsense", "")],
)
def test_an_address_is_shown_masked(address: str, shown: str) -> None:
    assert masked(address) == shown
