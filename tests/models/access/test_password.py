"""Which passwords are accepted (catalogue 22, 24–26)."""

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from models.access import hashing, password
from models.access.password import MINIMUM, PasswordRefused, accept, normal
from models.families.guardian import Person
from settings import Settings

MARIE = Person(1, "marie.vandenbossche", "Marie-Ève", "Van den Bossche", "meve@example.org", "fr", None, None, None)


async def reason(typed: str) -> str:
    try:
        await accept(typed, MARIE)
    except PasswordRefused as refused:
        return refused.reason
    return ""


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("", "short"),
        ("elevensigns", "short"),
        ("👨‍👩‍👧", "short"),
        ("ﷺ", "short"),  # eighteen characters in NFKC
        ("nul\0nul\0nul\0nul", "nul"),
        ("marie.vandenbossche", "name"),
        ("MarieEve!VanDenBossche", "name"),
        ("vandenbossche2026", "name"),
        ("Bossche-Marie-1", "name"),
        ("école du tilleul", "name"),
        ("EcoleDuTilleul!!", "name"),
        ("meve@example.org", "name"),
        ("passwordpassword", "common"),
        ("motdepasse123", "common"),
        ("azertyuiop12", "common"),
        ("qwertyuiop123", "common"),
        ("P@ssw0rd1234", "common"),
        ("111111111111", "common"),
        ("123456123456", "common"),
        ("iloveyou1234", "common"),
        ("abcabcabcabc", "common"),
        ("girafe tomate vélo", ""),
        ("correct horse battery staple", ""),
        ("Marie aime les girafes bleues", ""),
        ("xK9#mQ2$vL7w", ""),
        ("toutes en minuscules sans chiffre", ""),
        ("密码很长的句子在这里写", "short"),
        ("密码很长的句子在这里写下来吧", ""),
    ],
)
async def test_a_bad_password_is_refused_with_its_reason(opened: Settings, password: str, expected: str) -> None:
    assert await reason(password) == expected


async def test_the_commonest_long_passwords_are_refused(opened: Settings) -> None:  # 25
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    common = [word for word in FREQUENCY_LISTS["passwords"] if len(word) >= MINIMUM][:300]
    common += [word + word for word in FREQUENCY_LISTS["passwords"][:60] if len(word) >= 6]
    common += [word + "123456" for word in FREQUENCY_LISTS["passwords"][:60] if len(word) >= 6]
    assert len(common) > 150
    assert [word for word in common if await reason(word) == ""] == []


@pytest.mark.parametrize(
    "weak", ["a" * 24, "motdepasse123" * 3, "azertyuiop" * 3 + "1", "1" + "1234567890" * 6, "ab" * 200]
)
async def test_a_long_password_is_rated_as_a_whole(opened: Settings, weak: str) -> None:
    assert await reason(weak) == "common"
    for strong in (weak + "xK9#mQ2$vL7w", "xK9#mQ2$vL7w" + weak, weak + "girafe tomate vélo nuage" + weak):
        assert await reason(strong) == ""


@given(st.text(min_size=1, max_size=300), st.integers(0, 299))
def test_every_part_of_half_a_window_is_whole_in_some_window(text: str, at: int) -> None:
    part = text[at : at + password.WINDOW // 2]
    assert any(part in window for window in password.windows(text))
    assert max(map(len, password.windows(text))) <= password.WINDOW


async def test_rating_a_long_weak_password_takes_linear_time_and_blocks_nobody(
    opened: Settings,
) -> None:
    """With runs of different characters every window is weak, and none is repeated."""
    jobs: list[str] = []
    rate = password._hard

    def noted(part: str, names: list[str]) -> bool:
        jobs.append(part)
        return rate(part, names)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(password, "_hard", noted)
        for length in (128, 512, 15_000):
            jobs.clear()
            weak = "".join(chr(0x4E00 + number) * 24 for number in range(length // 24))
            assert await reason(weak) == "common"
            assert len(jobs) <= 2 * min(length, password.RATED) / (password.WINDOW / 2)
            assert max(map(len, jobs)) == password.WINDOW


async def test_a_long_password_is_rated_quickly(opened: Settings) -> None:
    assert await reason("girafe tomate vélo " * 800) == ""


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=300))
def test_every_spelling_of_a_text_is_one_password(text: str) -> None:  # 24
    import unicodedata

    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert normal(unicodedata.normalize(form, text)) == normal(text)
    assert normal(normal(text)) == normal(text)


@trying(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=400), st.data())
def test_two_passwords_that_differ_anywhere_are_hashed_differently(text: str, data: st.DataObject) -> None:  # 22–23
    from models.core import school

    school.open_school(Settings(secret_key="k" * 48, bcrypt_cost=4))
    at = data.draw(st.integers(0, len(text) - 1))
    other = text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]
    short = hashing._short
    if "\ud800" <= other[at] <= "\udfff":
        return
    assert short(text) != short(other)
    assert len(short(text)) <= 72
    assert b"\0" not in short(text)
