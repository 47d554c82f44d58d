"""Every action that the code records has a sentence."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from routes.office.common.event_sentences import sentences
from routes.office.common.event_words import words

ROOT = Path(__file__).parents[3]
# Named by the audit's list of actions, whether or not something writes them in this version.
NAMED = {
    *("token issued", "token opened", "token refused", "token spent", "password refused", "reset asked"),
    *("signed in", "sign-in refused", "signed out", "mail sent", "mail refused", "mail bounced", "mail retried"),
    *("letter printed", "phone code made", "address corrected", "name corrected", "account disabled"),
    *("account enabled", "access ended", "access restored", "family read", "seen as parent", "import"),
    *("import undone", "sending begun", "sending stopped", "sending resumed", "reminder queued", "staff signed in"),
    *("staff sign-in refused", "staff signed out", "staff added", "staff disabled", "staff enabled"),
    *("staff role changed", "staff token issued", "staff password set", "second factor set", "recovery code used"),
    *("staff session ended", "settings changed", "audit exported", "data exported", "account erased", "test mail"),
}


def constants(node: ast.AST) -> list[str]:
    return [each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def recorded(tree: ast.AST) -> Iterator[str]:
    """The first argument of every `event.record(…)`; where it is a function's parameter, what that is called with."""
    calls = [each for each in ast.walk(tree) if isinstance(each, ast.Call) and each.args]
    functions = [each for each in ast.walk(tree) if isinstance(each, ast.AsyncFunctionDef)]
    for call in calls:
        if ast.unparse(call.func) not in ("event.record", "event.record_each"):
            continue
        if found := constants(call.args[0]):
            yield from found
            continue
        (through,) = [each for each in functions if call in ast.walk(each)]
        place = [each.arg for each in through.args.args].index(ast.unparse(call.args[0]))
        outer = [each for each in calls if ast.unparse(each.func) == through.name]
        assert outer, ast.unparse(call)
        for each in outer:
            actions = constants(each.args[place])
            assert actions, ast.unparse(each)
            yield from actions


def written() -> set[str]:
    """Every action that the code records."""
    files = [path for room in ("models", "routes", "cli") for path in (ROOT / room).rglob("*.py")]
    return {action for path in [*files, ROOT / "worker.py"] for action in recorded(ast.parse(path.read_text()))}


def test_every_action_that_the_code_records_has_words() -> None:
    actions = written()
    assert {"signed in", "access ended", "staff added", "phone code made", "reminder queued"} <= actions
    for action in actions | NAMED:
        said = words(action, "ok", "", "parent")
        assert said != action, action
        assert "{" not in said, action


@pytest.mark.parametrize(
    ("action", "result", "detail", "actor", "said"),
    [
        ("mail sent", "invitation", "m•••@example.org", "system", "Invitation envoyée à m•••@example.org"),
        ("mail refused", "reset", "550 no such user", "system", "Mail refusé par le serveur : 550 no such user"),
        ("password refused", "common", "", "parent", "Mot de passe refusé : trop facile à deviner"),
        ("signed in", "double tap", "", "parent", "Connexion réussie"),
        ("account disabled", "ok", "", "office:sophie.office", "Compte fermé (sophie.office)"),
        ("token issued", "invitation", "", "cli:root", "Invitation préparée (sur le serveur)"),
        (
            "access ended",
            "ok",
            '{"child": "Zoé", "because": "Jugement", "from": "2026-12-07"}',
            "office:sophie",
            "Accès à Zoé terminé à partir du 7 décembre 2026 : Jugement (sophie)",
        ),
        ("access ended", "ok", '{"child": "Zoé", "because": "{x}"}', "parent", "Accès à Zoé terminé : {x}"),
        ("access ended", "ok", "[1]", "parent", "Accès à — terminé : —"),
        ("mail refused", "x", '{"from": "x"}', "system", 'Mail refusé par le serveur : {"from": "x"}'),
        ("mail refused", "x", "{detail} <script>", "system", "Mail refusé par le serveur : {detail} <script>"),
        ("mail bounced", "x", "[" * 5000, "system", f"Mail revenu, il n’est pas arrivé : {'[' * 5000}"),
        ("of another version", "x", "y", "parent", "of another version"),
    ],
)
def test_the_advice_says_in_plain_words_what_happened(
    action: str, result: str, detail: str, actor: str, said: str
) -> None:
    assert words(action, result, detail, actor) == said


def test_no_sentence_is_there_for_nothing() -> None:
    known = written() | NAMED
    for key in sentences("fr"):
        assert key.partition(":")[0] in known, key
