"""zxcvbn's estimates from packed word lists."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
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


def test_two_passwords_at_once_are_each_rated_with_the_names_of_their_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    from zxcvbn import matching

    def seen(password: str, ranked: dict[str, Any]) -> list[Any]:
        time.sleep(0.05)  # the other thread runs meanwhile
        tried[password] = list(ranked["user_inputs"])
        return []

    tried: dict[str, list[str]] = {}
    monkeypatch.setattr(matching, "omnimatch", seen)
    people = ["marie", "jean"]
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda name: guesses(f"le vélo de {name}", [name]), people))
    assert tried == {f"le vélo de {name}": [name] for name in people}


def test_the_unpacked_lists_are_not_kept() -> None:
    done = subprocess.run([sys.executable, "-c", LONGEST], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 900  # the shortest list has 983 words
