"""Words that parents read: the guide's sentences are there, the ones found hard to understand are not."""

from pathlib import Path

import pytest

from tests.support.family import guardian, issued
from tests.support.visitor import Browser

ROOT = Path(__file__).parents[2]
NOT_UNDERSTOOD = (
    "8 au téléphone",
    "Cette page est ouverte pour :",
    "Ce jeton est remplacé. Utilisez le jeton du dernier mail",
    "chacun a son lien",
    "Visez le carré",
    "Ici, vous pouvez le changer",
    "Nous ne savons pas d’où vient cette demande",
)


async def test_the_guides_sentences_are_word_for_word(either: Browser) -> None:
    entrance = (await either.get("/")).said
    assert "Première connexion pour définir votre mot de passe personnel" in entrance
    assert "Mot de passe oublié ? Pas de panique, cliquez ici pour redéfinir votre mot de passe." in entrance
    assert (
        "Afin de redéfinir votre mot de passe, veuillez entrer votre adresse email."
        " Vous allez recevoir des instructions dans votre boîte mail." in (await either.get("/reset")).said
    )


async def test_the_entrance_says_once_that_a_token_is_a_code(either: Browser) -> None:
    for path in ("/", f"/first-connection?token={await issued(await guardian())}"):
        said = (await either.get(path)).said
        assert said.count("jeton (code)") == 1
        assert said.lower().index("jeton") == said.index("jeton (code)"), "where it first appears"


@pytest.mark.parametrize("sentence", NOT_UNDERSTOOD)
def test_no_sentence_is_left_that_was_not_understood(sentence: str) -> None:
    files = [path for room in ("templates", "routes", "models") for path in (ROOT / room).rglob("*.*")]
    assert files
    assert [path for path in files if path.suffix != ".pyc" and sentence in path.read_text()] == []
