"""Catalogues in which each sentence stands in brackets with its language: `‹nl Importer›`. What escapes is seen."""

import functools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from language import catalogues, text
from language.templating import _environment
from routes.office.common.event_sentences import sentences

INNERMOST = re.compile(r"‹(?:nl|en) [^‹›]*›")
CACHES = (text._catalogue, text.available, _environment, sentences)


@contextmanager
def bracketing(folder: Path) -> Iterator[None]:
    """Use such catalogues of the office's languages, made in this empty folder, inside the block."""
    for language in {*text.OFFICE_LANGUAGES} - {text.SOURCE}:
        place = folder / language / "LC_MESSAGES"
        place.mkdir(parents=True)
        for name, found in _wanted().items():
            catalogue = Catalog(locale=language)
            for one in found:
                if one.id:
                    forms = [one.id] if isinstance(one.id, str) else list(one.id)
                    said = tuple(f"‹{language} {form}›" for form in forms)
                    catalogue.add(one.id, said if len(said) > 1 else said[0], context=one.context)
            with (place / f"{name}.mo").open("wb") as file:
                write_mo(file, catalogue)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text, "LOCALE", folder)
        _forget()
        yield
    _forget()


def outside(words: str) -> str:
    """What stands outside brackets."""
    while (rest := INNERMOST.sub(" ", words)) != words:
        words = rest
    return words


@functools.cache
def _wanted() -> dict[str, Catalog]:
    return catalogues.wanted()


def _forget() -> None:
    for cache in CACHES:
        cache.cache_clear()
