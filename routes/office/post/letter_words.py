"""What a batch of letters is called on a page."""

from language.text import _
from models.invitations.letter_batch import Batch
from models.invitations.letter_choice import ALL, BATCH, CLASS


def scope_words(batch: Batch) -> str:
    """For whom it was made."""
    scope, _colon, rest = batch.scope.partition(":")
    if batch.names:
        return batch.names
    if scope == CLASS:
        return _("Classe {name}").format(name=rest)
    if scope == BATCH:
        return _("Réimpression")
    return _("Toute l'école") if scope == ALL else _("Un parent")
