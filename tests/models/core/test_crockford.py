import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core import crockford

randoms = st.binary(min_size=7, max_size=32)
lengths = st.sampled_from([crockford.LENGTH, crockford.SHORT])


@given(randoms, lengths)
def test_a_shown_code_can_be_read_again(random: bytes, length: int) -> None:
    code = crockford.encode(random, length)
    assert crockford.read(crockford.show(code)) == code
    assert [len(group) for group in crockford.show(code).split("-")] == [4] * (length // 4)
    assert len(code) == length
    assert set(code) <= set(crockford.ALPHABET)


# Hyphens of pages and of text programs, and marks that nobody sees, as chats and copies from Arabic pages add them.
BETWEEN = "\u2010\u2011\u2012\u2014\u2212\u00ad\u200b\u200e\u200f\u2066\u2068\u2069\ufeff"


@given(randoms, lengths, st.data())
def test_case_spaces_hyphens_and_look_alikes_are_forgiven(random: bytes, length: int, data: st.DataObject) -> None:
    code = crockford.encode(random, length)
    like = {"0": "0Oo", "1": "1IiLl"}
    typed = ""
    for character in code:
        typed += data.draw(st.sampled_from(like.get(character, character + character.lower())))
        typed += data.draw(st.sampled_from(["", "-", " ", "  ", "\u00a0", "–", *BETWEEN]))
    assert crockford.read(typed) == code


@given(randoms, lengths, st.integers(0, 11), st.sampled_from(crockford.ALPHABET))
def test_one_wrong_character_is_always_detected(random: bytes, length: int, place: int, wrong: str) -> None:
    code = crockford.encode(random, length)
    place %= length
    if code[place] == wrong:
        return
    with pytest.raises(crockford.Slip):
        crockford.read(code[:place] + wrong + code[place + 1 :])


@given(randoms, lengths, st.integers(0, 11), st.integers(0, 11))
def test_a_transposition_of_two_characters_is_always_detected(random: bytes, length: int, one: int, other: int) -> None:
    code = list(crockford.encode(random, length))
    one, other = one % length, other % length
    if code[one] == code[other]:
        return
    code[one], code[other] = code[other], code[one]
    with pytest.raises(crockford.Slip):
        crockford.read("".join(code))


@given(randoms, st.sampled_from(["http://school.example/first-connection?token={}", "Jeton de connexion : {}", " {} "]))
def test_a_pasted_link_or_line_of_the_mail_is_read(random: bytes, around: str) -> None:
    code = crockford.encode(random)
    assert crockford.read(around.format(crockford.show(code))) == code


@given(st.text())
def test_any_text_is_read_as_a_code_or_raises_slip(text: str) -> None:
    with contextlib.suppress(crockford.Slip):
        assert len(crockford.read(text)) in (crockford.LENGTH, crockford.SHORT)
