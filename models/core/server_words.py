"""A mail server's answer: cleaned for storage and display, and judged by whose fault it describes.

Servers use the codes of RFC 3463 loosely, and many use none, so the text counts where the code is not specific. The
table in tests/models/core/test_server_words.py has the answers of real servers.
"""

import re

MOST = 500  # characters
TOKEN = re.compile(r"\b\w{4}-\w{4}-\w{4}\b")  # a server may quote the link in the mail
STATUS = re.compile(r"(?<![\d.])[45]\.(\d\.\d{1,3})(?![\d.])")  # RFC 3463, without the class; no part of an IP address
# RFC 3463, 7505 and Exchange: no such mailbox, no such domain, a mailbox that is full or closed.
OF_ADDRESS = {"1.1", "1.2", "1.3", "1.4", "1.6", "1.10", "2.1", "2.2", "2.4", "4.4", "4.310"}
OF_SENDER = {"1.7", "1.8", "1.90"}  # in the same group as those, but about the sender
NO_SUCH = re.compile(
    r"no such|(?:user|recipient|address|account|mailbox|host)\W+(?:is )?(?:unknown|not found|unavailable|frozen)"
    r"|unknown (?:user|recipient|address|account|mailbox|local)|not? exist|n.t exist|n.t have an? \S+ account"
    r"|invalid (?:recipient|address|mailbox|user)|address rejected|no mailbox|not our (?:user|customer)"
    r"|not a (?:valid|known|registered)|unrouteable"
    r"|account \S+ \S* ?(?:disabled|closed|inactive|discontinued)|(?:utilisateur|destinataire) in(?:connu|valide)",
    re.I,
)
FULL = re.compile(r"\bfull\b|(?:over|exceed\w*)\W+(?:\w+ )?quota|quota exceeded", re.I)
OF_OURS = re.compile(
    r"sender|mail ?from|helo|client|relay|authenticat|\b(?:spf|dkim|dmarc|dnsbl|rbl|spam\w*)\b|block|blacklist"
    r"|reputation|policy",
    re.I,
)


def one_line(answer: str) -> str:
    """`answer` on one line of printable characters, at most `MOST`, without the token of a link."""
    line = TOKEN.sub("…", " ".join(answer.encode("utf-8", "replace").decode().split()))
    return "".join(c if c.isprintable() else "?" for c in line)[:MOST]


def of_one_address(words: str, report_status: str = "") -> bool:
    """Whether the answer is about the address alone: it does not exist, or its mailbox is closed or full.

    False for answers about the sender or the mail, such as any 5.7.x, and for those that are not clear: no address is
    marked as wrong on a guess (catalogue 66). `report_status` is a report's status, used where `words` have no code.
    """
    status = STATUS.search(words) or STATUS.search(report_status)
    detail = status[1] if status else ""
    if detail in OF_ADDRESS:
        return True
    if detail in OF_SENDER or detail.startswith("7."):
        return False
    return bool(NO_SUCH.search(words) or FULL.search(words)) and not OF_OURS.search(words)


def is_full(words: str) -> bool:
    """Whether the address is right and its mailbox is full, by the status code (RFC 3463: x.2.2), else by the text."""
    status = STATUS.search(words)
    return status[1] == "2.2" if status and status[1] in OF_ADDRESS else bool(FULL.search(words))


def for_good(words: str) -> bool:
    """Whether the server refused permanently (5xx), and not only for now (4xx; RFC 5321 §4.2.1)."""
    return words.startswith("5")


def gist(words: str) -> str:
    """The part that is the same for every mail: without addresses, hosts, queue numbers and times."""
    status = STATUS.search(words)
    plain = (part.strip("<>()[]{}:;,.'\"") for part in words.lower().split())
    return " ".join([status[0] if status else "", *(part for part in plain if part.isalpha())])
