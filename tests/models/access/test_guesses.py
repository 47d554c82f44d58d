"""zxcvbn's estimates from packed word lists."""

import subprocess
import sys
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.access.guesses import WordRanks, guesses

WORDS = ["pass", "password", "a", "ab", "abc", "abcd", "pas", "123", "1", "12", "1234"]
PASSWORDS = (
    "girafe tomate vélo nuage",
    "P@ssw0rd1234",
    "p4$$w0rd m0t d3 p4ss3 !1",
    "correct horse battery",
    "emerald thunder 1987-06-12",
    "nohtyp drowssap",
    "marie dupont marie dupont",
    "qwertyuiop azerty 123456",
    "xK9#mQ2$vL7w",
    "密码很长的句子在这里写下来吧",
)
LONGEST = """
import gc, models.access.guesses
print(max(len(one) for one in gc.get_objects() if type(one) in (list, dict)))
"""


@pytest.fixture
def lists(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """zxcvbn's own, loaded anew."""
    monkeypatch.delitem(sys.modules, "zxcvbn.frequency_lists", raising=False)
    found: dict[str, list[str]] = import_module("zxcvbn.frequency_lists").FREQUENCY_LISTS
    return found


def test_every_word_has_the_rank_of_its_place(lists: dict[str, list[str]]) -> None:
    assert len(lists["passwords"]) == 30_000
    for words in lists.values():
        ranks = WordRanks(words)
        assert all(word in ranks for word in words)
        assert [ranks[word] for word in words] == list(range(1, len(words) + 1))


@given(st.one_of(st.text("abcdpsw123 \n", max_size=9), st.text(max_size=5)))
def test_no_other_text_is_a_word(text: str) -> None:
    assert (text in WordRanks(WORDS)) == (text in WORDS)


@pytest.mark.parametrize("password", PASSWORDS)
def test_the_estimate_is_that_of_the_unpacked_lists(
    password: str, lists: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from zxcvbn import matching

    packed = guesses(password, ["marie", "dupont"])
    for name, words in lists.items():
        assert isinstance(matching.RANKED_DICTIONARIES[name], WordRanks)
        unpacked: dict[str, Any] = matching.build_ranked_dict(words)
        monkeypatch.setitem(matching.RANKED_DICTIONARIES, name, unpacked)
    assert packed == guesses(password, ["marie", "dupont"])


def test_the_unpacked_lists_are_not_kept() -> None:
    done = subprocess.run([sys.executable, "-c", LONGEST], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 900  # the shortest list has 983 words
