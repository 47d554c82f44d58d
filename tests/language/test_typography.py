"""No line of a page begins with `?`, `:` or `»`, and none ends with `«`; typed text is unchanged."""

import pytest

from language.typography import set_spaces

SIGNS = "<p>Vous avez reçu un jeton ? Écrivez-le : « ici », puis : « là » !</p>"


def test_a_sign_stays_on_the_line_of_its_word() -> None:
    said = set_spaces(SIGNS)
    assert said.replace("\u00a0", " ") == SIGNS
    assert [said.count(f"\u00a0{sign}") for sign in "?:»!"] == [1, 2, 2, 1]
    assert said.count("«\u00a0") == 2


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Mot de passe oublié ?</h2>",
        '<input value="quatre mots au hasard : girafe, tomate ?"><br>',
        "<textarea>Cantine : https://cantine.example ; Bulletins ?</textarea>",
        "<title>Erreur : Espace des parents – École du Tilleul</title>",
        "<q>554 5.7.1 Client host blocked : Access denied</q>",
        '<blockquote>Jeton de connexion : 3AKG-KW03-T6DA<br><a href="/">Lien</a><br>Cela ne marche pas ?</blockquote>',
        "<style>main :last-child{margin:0} p :first-child{margin:0}</style>",
    ],
)
def test_labels_fields_titles_quotes_and_the_stylesheet_are_left_alone(html: str) -> None:
    assert set_spaces(html) == html
