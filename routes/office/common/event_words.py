"""Events in plain words, for a guardian's timeline and for the audit."""

import json
from contextlib import suppress
from datetime import date

from language import text
from language.text import _
from routes.office.common.event_sentences import sentences
from routes.office.common.step_sentences import step_sentences


def words(action: str, result: str, detail: str, actor: str) -> str:
    """The sentence of an event, with its actor unless that is the parent or Préau."""
    what, who = happened(action, result, detail), person(actor)
    return _("{what} ({who})").format(what=what, who=who) if who else what


def happened(action: str, result: str, detail: str) -> str:
    """The sentence of an event without its actor. `result` selects one of several; `detail` is text or JSON."""
    facts = _facts(detail)
    steps = step_sentences(text.language())
    known = steps if action in steps else sentences(text.language())
    key = f"{action}: {'later' if facts.get('from') else 'earlier' if facts.get('on') else result}"
    return (known.get(key) or known.get(action) or action).format_map(facts)


def person(actor: str) -> str:
    """The name of a staff member; empty for a parent, and for `system`."""
    kind, _colon, name = actor.partition(":")
    return name if kind == "office" else _("sur le serveur") if kind.startswith("cli") else ""


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "—"


def _facts(detail: str) -> _Facts:
    facts = _Facts(detail=detail or "—")
    with suppress(ValueError, RecursionError):  # not JSON: plain text, perhaps from a mail server
        parsed = json.loads(detail)
        if isinstance(parsed, dict):
            facts.update({str(name): str(value) for name, value in parsed.items()})
        for name in ("from", "on"):  # days
            if day := facts.get(name):
                facts[name] = text.written(date.fromisoformat(day))
    return facts
