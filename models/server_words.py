"""The words of a mail server, fit to be kept and shown."""

import re

MOST = 500  # characters
TOKEN = re.compile(r"\b\w{4}-\w{4}-\w{4}\b")  # a server may quote the link of the mail


def one_line(said: str) -> str:
    """`said` on one line of printable characters, without the token of a link."""
    line = TOKEN.sub("…", " ".join(said.encode("utf-8", "replace").decode().split()))
    return "".join(c if c.isprintable() else "?" for c in line)[:MOST]
