"""The file of `preau import --answers`: the questions of a dry run, and the answers written to them.

TOML: each question is a comment, then its key and the answer between quotes. So is each address to correct.
"""

import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from language.punctuation import named
from language.text import _
from models.core.address import BadAddress, clean_address
from models.importing.comparing import blocking_words, question_words
from models.importing.comparing.summary import mend_text
from models.importing.reading.mail.mends import Mend, is_none
from models.importing.reading.names import squash
from models.importing.reading.questions import (
    ADDRESS,
    CONTACT,
    EACH,
    GONE,
    LAST_FIRST,
    OPEN,
    ORDER,
    PERMITTED_AGAIN,
    PERSON,
    PUPIL,
    STAFF,
    AnswerChoice,
    BlockingQuestion,
    Question,
)

SHOWN = 20  # people named in one question


class AnswersFile:
    """The answers in the file, by the keys of their questions; none where there is no file yet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.written: dict[str, object] = {}
        try:
            self.written = tomllib.loads(path.read_text("utf-8-sig"))
        except FileNotFoundError:
            pass
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise click.ClickException(_("{file} n’est pas lisible : {error}").format(file=path, error=error)) from None
        except RecursionError:  # brackets within brackets, some hundreds deep
            raise click.ClickException(
                _(
                    "{file} n’est pas lisible : trop de crochets l’un dans l’autre."
                    " Écrivez chaque réponse ainsi : {line}"
                ).format(file=path, line='abc123 = "oui"')
            ) from None

    def of(self, questions: Iterable[BlockingQuestion]) -> dict[str, str]:
        """The answers to these questions. Raises `click.ClickException` for an invalid one."""
        return self._of({one.key: {_word(one, each): each.value for each in one.choices} for one in questions})

    def _of(self, questions: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
        """By the keys of questions, and the values by the words to write."""
        decisions = {}
        for key, words in questions.items():
            values = {squash(word): value for word, value in words.items()}
            written = self.written.get(key, "")
            plain = squash(str(written))
            if plain and plain not in values:
                raise click.ClickException(
                    _("{file} : « {said} » ne répond pas à la question {key}. Écrivez {words}.").format(
                        file=self.path, said=written, key=key, words=" / ".join(words)
                    )
                )
            if plain:
                decisions[key] = values[plain]
        return decisions

    def accesses(self, questions: Iterable[Question]) -> dict[str, str]:
        """The answers to questions about an access that an earlier file closed. Raises `click.ClickException` for an
        invalid one."""
        return self._of({one.key: _access_words(one) for one in questions if one.kind == PERMITTED_AGAIN})

    def addresses(self, mends: Iterable[Mend]) -> dict[str, str]:
        """The addresses written for these cells. Raises `click.ClickException` for one that is no address."""
        decisions = {}
        for one in mends:
            written = str(self.written.get(one.key, "")).strip()
            try:
                address = "" if is_none(written) else clean_address(written)
            except BadAddress:
                raise click.ClickException(
                    _("{file} : « {said} », à {key}, n’est pas une adresse mail.").format(
                        file=self.path, said=written, key=one.key
                    )
                ) from None
            if written:
                decisions[one.key] = ADDRESS + address
        return decisions

    def draft(
        self, blocking: Iterable[BlockingQuestion], mends: Iterable[Mend] = (), questions: Iterable[Question] = ()
    ) -> int:
        """Append the questions and addresses that are not in the file yet; returns how many. The file is readable by
        its owner alone, because it names families. Raises `click.ClickException` where it cannot be written."""
        asked = {one.key: _question(one) for one in blocking} | {one.key: _address(one) for one in mends}
        waiting = (one for one in questions if one.kind == PERMITTED_AGAIN and not one.decided)
        asked |= {one.key: _access(one) for one in waiting}
        new = [text for key, text in asked.items() if key not in self.written]
        if new:
            try:
                self._append(new)
            except OSError as error:
                raise click.ClickException(
                    _("{file} ne peut pas être écrit : {error}").format(file=self.path, error=error.strerror)
                ) from None
        return len(new)

    def _append(self, new: Iterable[str]) -> None:
        empty = not self.path.exists()
        with os.fdopen(
            os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8"
        ) as file:
            file.write("".join([_head() if empty else "", *new]))


def lines(one: BlockingQuestion) -> list[str]:
    """A question as comment lines: the people concerned, and each possible answer."""
    shown = [*one.people[:SHOWN], *(["…"] if len(one.people) > SHOWN else [])]
    concerned = [named(blocking_words.people_title(one), ", ".join(shown))] if shown else []
    answers = (named(f'"{_word(one, choice)}"', blocking_words.choice_text(one, choice)) for choice in one.choices)
    return [blocking_words.blocking_text(one), *(f"  {line}" for line in (*concerned, *answers))]


def _head() -> str:
    return _(
        "# Réponses pour « preau import ». Écrivez entre les guillemets une des réponses proposées.\n"
        "# Une question sans réponse : rien n’est importé.\n"
    )


def _question(one: BlockingQuestion) -> str:
    comment = "".join(f"# {line}\n" for line in lines(one))
    return f'\n{comment}{one.key} = ""\n'


def _address(mend: Mend) -> str:
    proposed = " / ".join(mend.proposals)
    lines = [mend_text(mend), *([_("  Peut-être : {addresses}").format(addresses=proposed)] if proposed else [])]
    without = _("  Une réponse vide : ce parent n’est pas importé, car le fichier n’a pas son nom.")
    lines.append(without if mend.unnamed else _("  Une réponse vide : ce parent est importé sans adresse."))
    return "\n" + "".join(f"# {line}\n" for line in lines) + f'{mend.key} = ""\n'


def _access(question: Question) -> str:
    words = {value: word for word, value in _access_words(question).items()}
    answers = [
        "  " + named(f'"{words[option.value]}"', question_words.option_text(question, option))
        for option in question.options
    ]
    text = [question_words.who(question), question_words.question_text(question), *answers]
    text.append(_("  Une réponse vide : l’accès reste fermé."))
    return "\n" + "".join(f"# {line}\n" for line in text) + f'{question.key} = ""\n'


def _access_words(question: Question) -> dict[str, str]:
    """The values by the words to write."""
    return {_("oui") if option.value == OPEN else _("non"): option.value for option in question.options}


def _word(one: BlockingQuestion, choice: AnswerChoice) -> str:
    """The word to write for an answer."""
    if one.kind == CONTACT:
        if choice.value == EACH:
            return _("tous")
        return _("élève") if choice.value == PUPIL else _("parent {n}").format(n=one.choices.index(choice))
    if one.kind == ORDER:
        return _("nom prénom") if choice.value == LAST_FIRST else _("prénom nom")
    if one.kind == PERSON:
        return _("école") if choice.value == STAFF else _("parent")
    return _("oui") if choice.value in (OPEN, GONE) else _("non")
