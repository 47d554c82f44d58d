"""What a batch of letters is called on a page."""

from models.office.post.letter_batch import Batch
from models.office.post.letter_choice import ALL, BATCH, CLASS
from text import _


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
