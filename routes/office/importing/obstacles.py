"""Why a file was not imported, in words; and what permits an import that needs a confirmation."""

from collections.abc import Collection, Iterator

from language.text import _
from routes.web.form import Fault

CHOICES = {"faults": "skip_bad_rows", "leavers": "allow_leavers"}  # obstacle → the checkbox that permits the import


def faults(wrong: Collection[str], asks: Collection[str], who: str = "") -> Iterator[Fault]:
    """A fault for each reason, at the checkbox where the page `asks` for it."""
    for one in wrong:
        yield Fault(CHOICES[one] if one in asks else "import", said(who)[one])


def since(wrong: Collection[str], who: str) -> Iterator[Fault]:
    """Those of the faults that say why there are questions again, above them."""
    for one in wrong:
        if one in ("answered", "changed"):
            yield Fault("unclear", said(who)[one])


def said(who: str = "") -> dict[str, str]:
    """The sentences that say why nothing was imported, by the outcome of the task; `answered` is said before it."""
    return {
        "answered": _(
            "Cette page a changé depuis que vous l’avez ouverte : {who} a répondu à une question sur ce fichier."
            " Rien n’a été importé. Relisez, puis confirmez."
        ).format(who=who),
        "changed": _(
            "Cette page a changé depuis que vous l’avez ouverte : quelqu’un a importé un autre fichier, changé une"
            " famille ou répondu à une question. Rien n’a été importé. Relisez, puis confirmez."
        ),
        "unclear": _("Répondez d’abord aux questions."),
        "faults": _("Cochez la case pour importer sans les lignes refusées, ou choisissez un fichier corrigé."),
        "leavers": _("Cochez la case si c’est bien ainsi, ou choisissez un autre fichier."),
        "stopped": _("Le serveur s’est arrêté pendant l’import. Rien n’a été changé. Vous pouvez recommencer."),
        "unreadable": _("Le fichier n’a pas pu être lu. Rien n’a été changé. Choisissez un autre fichier."),
        "busy": _("La base de données était occupée. Rien n’a été changé. Attendez un peu, puis recommencez."),
        "fault": _("Quelque chose n’a pas marché chez nous. Rien n’a été changé. Recommencez plus tard."),
    }
