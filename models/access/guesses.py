"""How many guesses a password takes, by zxcvbn, with its word lists packed: 4 MB instead of 14.

Importing this module loads the lists. `models/access/password.py` does so in its pool, at the first password chosen.
"""

import itertools
import sys
import threading
from collections.abc import Sequence

import zxcvbn
from zxcvbn import matching

FIRST = 3  # letters by which words are put together: at most ten words on average, found quickly


class WordRanks:
    """The rank of each word, in the place of zxcvbn's dict: words with the same first letters share one text."""

    __slots__ = ("texts",)

    def __init__(self, words: Sequence[str]) -> None:
        """`words` from the most to the least frequent."""
        ordered = sorted(range(len(words)), key=words.__getitem__)
        groups = itertools.groupby(ordered, lambda place: words[place][:FIRST])
        # Each key is copied: the slice of a short word is that word, and would keep the memory around it in use.
        self.texts = {
            letters.encode().decode(): "".join(f"\0{words[place]} {place + 1}" for place in places) + "\0"
            for letters, places in groups
        }

    def __contains__(self, word: str) -> bool:
        text = self.texts.get(word[:FIRST])
        return text is not None and f"\0{word} " in text

    def __getitem__(self, word: str) -> int:
        text = self.texts[word[:FIRST]]
        start = text.index(f"\0{word} ") + len(word) + 2
        return int(text[start : text.index("\0", start)])


def _pack() -> None:
    """Replace zxcvbn's dicts, and unload the module that holds its lists."""
    for name, words in matching.FREQUENCY_LISTS.items():
        matching.RANKED_DICTIONARIES[name] = WordRanks(words)
    del matching.FREQUENCY_LISTS, zxcvbn.frequency_lists, sys.modules["zxcvbn.frequency_lists"]


_pack()
_turn = threading.Lock()  # zxcvbn keeps the names in a global while it works


def guesses(password: str, names: list[str]) -> float:
    """The estimate for at most 72 characters, by somebody who tries these names too."""
    with _turn:
        return float(zxcvbn.zxcvbn(password, user_inputs=names)["guesses"])
