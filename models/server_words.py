"""The words of a mail server, fit to be kept and shown."""

import re

MOST = 500  # characters
OF_ONE_ADDRESS = re.compile(r"\b[45]\.[12]\.\d{1,3}\b")  # RFC 3463: the address, the mailbox
TOKEN = re.compile(r"\b\w{4}-\w{4}-\w{4}\b")  # a server may quote the link of the mail


def one_line(said: str) -> str:
    """`said` on one line of printable characters, without the token of a link."""
    line = TOKEN.sub("…", " ".join(said.encode("utf-8", "replace").decode().split()))
    return "".join(c if c.isprintable() else "?" for c in line)[:MOST]


def of_one_address(words: str) -> bool:
    """Whether the server speaks of this address alone, such as of a full mailbox: it takes the other mails."""
    return bool(OF_ONE_ADDRESS.search(words))
