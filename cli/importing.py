"""`preau import`: families from the school's export; a dry run without `--apply`."""

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from cli.answers import AnswersFile, lines
from cli.opening import with_school
from language.punctuation import named
from language.text import _
from models import importing
from models.importing import Families, Plan, Unreadable
from models.importing.applying import apply as applying
from models.importing.applying import memory as import_memory
from models.importing.applying.apply import ImportRefused
from models.importing.comparing import summary
from models.importing.reading import confined_reading
from models.importing.reading.columns.read_columns import ReadColumn, of_preview, read_as
from models.importing.reading.sheets.opening import LARGEST

SHOWN = 15  # lines of a list, unless --all-details


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--apply", "apply_it", is_flag=True, help="Write it to the database. Without this: a dry run.")
@click.option("--skip-bad-rows", is_flag=True, help="Import the good rows; leave out those with a fault.")
@click.option("--allow-leavers", is_flag=True, help="Import even when many children would leave, or become others.")
@click.option(
    "--answers",
    "answers_path",
    type=click.Path(dir_okay=False, path_type=Path),
    help="What only the school knows. The dry run writes its questions there; write an answer to each, run again.",
)
@click.option("--all-details", is_flag=True, help="Print every line of every list.")
@with_school
async def import_families(
    file: Path,
    apply_it: bool,
    skip_bad_rows: bool,
    allow_leavers: bool,
    answers_path: Path | None,
    all_details: bool,
) -> None:
    """Import children and parents from FILE, the export of the school's pupil administration.

    FILE is CSV (comma, semicolon or tab; UTF-8 or Windows-1252) or a workbook (.xlsx, .ods, .xls), with one row per
    child and parent, or one row per child with parents 1, 2, 3… side by side. Headings may be French, Dutch or
    English. Needed: register number, child's last and first name, class, parent's last and first name, e-mail.
    Read if there: phone, relation, language. Other headings: name each column once at the office's import page; files
    with the same headings are then read here too.

    It prints what each column is read as, then what changes. Without --apply nothing is changed: it prints what would
    be. With --apply all of it is done, or nothing. FILE must hold the whole school: children who are not in it have
    left, and their parents lose access to them. What the office ended stays ended. Importing the same file again
    changes nothing. No mail is sent: see `preau invite`.

    Columns that are perhaps a teacher's, about parental authority or about leaving are asked about, and so is a parent
    of more than six children: nothing is imported before each question has an answer, here or in the office. What was
    answered is remembered for files with the same headings. A mail address that is none is left out, and may be
    corrected in the file of --answers. So may an access that an earlier file closed, and that this one permits.

    Exit codes: 0 done, or ready to be done; 1 the file has faults or questions or was refused, and nothing was changed.
    """
    answers = AnswersFile(answers_path) if answers_path is not None else None
    asked_to_apply = apply_it
    try:
        families, decisions = await _read(file, answers)
        if not apply_it:
            plan = await applying.preview(families, decisions)
        else:
            with _progress() as progress:
                plan = await applying.carry_out(
                    families,
                    decisions,
                    skip_bad_rows=skip_bad_rows,
                    allow_leavers=allow_leavers,
                    file_name=file.name,
                    progress=progress,
                )
    except Unreadable as error:
        if error.by_hand:
            await _seen_columns(file)
        raise click.ClickException(named(file.name, importing.sentence(error.remark))) from None
    except ImportRefused as refusal:
        plan, apply_it = refusal.plan, False
        closing = _("Rien n’a été changé.")
    else:
        closing = _("Rien n’a été changé : ceci est un essai.")
    if plan.unanswered:
        _ask(plan, answers, closing, draft=not asked_to_apply)
        sys.exit(1)
    _print(plan, all_details)
    if answers and not asked_to_apply:
        _draft(plan, answers)
    if apply_it:
        click.echo(_("C’est fait. Personne n’est invité."))
        return
    if obstacles := list(_obstacles(plan, skip_bad_rows, allow_leavers)):
        click.echo("\n".join([closing, *obstacles]))
        sys.exit(1)
    click.echo(closing + " " + _("Pour importer, ajoutez --apply."))


async def _read(file: Path, answers: AnswersFile | None) -> tuple[Families, dict[str, str]]:
    """The families and the decisions. Reads again while an answer leads to another question whose answer the file
    has."""
    data, columns, memory = _bytes(file), await import_memory.named_columns(), await import_memory.answers()
    decisions: dict[str, str] = {}
    while True:
        families = await confined_reading.read(data, columns, decisions, memory)
        if answers is None:
            return families, decisions
        plan = await applying.preview(families, decisions)
        answered = {**decisions, **answers.of(plan.blocking_questions), **answers.addresses(plan.mends)}
        answered |= answers.accesses(plan.questions)
        if answered == decisions:
            return families, decisions
        decisions = answered


def _ask(plan: Plan, answers: AnswersFile | None, closing: str, *, draft: bool) -> None:
    """Print the unanswered questions, and in a dry run write them to the answers file."""
    _columns(plan.columns)
    click.echo(_("À répondre avant d’importer ({n})").format(n=len(plan.unanswered)))
    for one in plan.unanswered:
        click.echo("")
        for line in lines(one):
            click.echo(f"  {line}")
    click.echo(f"\n{closing}")
    if answers is None:
        click.echo(_("Ajoutez --answers reponses.toml, sans --apply : l’essai y écrit ces questions."))
        return
    if draft and answers.draft(plan.unanswered, plan.mends, plan.questions):
        click.echo(_("Les questions sont écrites dans {file}.").format(file=answers.path))
    click.echo(_("Écrivez une réponse à chaque question dans {file}, puis recommencez.").format(file=answers.path))


def _draft(plan: Plan, answers: AnswersFile) -> None:
    """Write to the answers file what may be answered of a file that can be imported."""
    if answers.draft((), (), plan.questions):
        click.echo(_("Les questions sont écrites dans {file}.").format(file=answers.path) + "\n")
    if answers.draft((), plan.mends):
        click.echo(_("Les adresses à corriger sont écrites dans {file}.").format(file=answers.path) + "\n")


def _bytes(file: Path) -> bytes:
    """The content, cut off one byte after the largest size, so that a larger file is refused without reading it all."""
    with file.open("rb") as stream:
        return stream.read(LARGEST + 1)


async def _seen_columns(file: Path) -> None:
    """Print what the columns of a file seem to be that is not understood as a whole."""
    with contextlib.suppress(Unreadable, LookupError):  # of too many columns
        _columns(of_preview(await confined_reading.look(_bytes(file), await import_memory.named_columns())))


def _columns(columns: Iterable[ReadColumn]) -> None:
    """Print what each column is read as."""
    click.echo(_("Ce que Préau lit dans chaque colonne"))
    for column in columns:
        sheet = _("feuille {name}").format(name=column.sheet_name) if column.sheet_name else ""
        heading = f"{column.title} ({sheet})" if sheet else column.title
        click.echo(f"  {heading} → {read_as(column)} · {' · '.join(column.samples) or _('vide')}")
    click.echo()


def _print(plan: Plan, all_details: bool) -> None:
    _columns(plan.columns)
    for line in summary.headline(plan):
        click.echo(line)
    for section in summary.sections(plan):
        click.echo(f"\n{section.title} ({len(section.lines)})")
        shown = section.lines if all_details else section.lines[:SHOWN]
        for line in shown:
            click.echo(f"  {line}")
        if len(shown) < len(section.lines):
            click.echo("  " + _("… et {n} autres (--all-details les montre)").format(n=len(section.lines) - len(shown)))
    click.echo()


def _obstacles(plan: Plan, skip_bad_rows: bool, allow_leavers: bool) -> Iterator[str]:
    """Sentences that say why this plan would not be applied, and what to do."""
    if plan.faults and not skip_bad_rows:
        yield _("Corrigez les lignes refusées, ou ajoutez --skip-bad-rows pour importer sans elles.")
    if plan.doubtful and not allow_leavers:
        yield summary.doubt(plan)
        yield _("Si c’est bien ainsi, ajoutez --allow-leavers.")


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error, which click draws only on a terminal."""
    with click.progressbar(length=1, label=_("Import"), file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def step(done: int, whole: int) -> None:
            bar.length = whole
            bar.update(done - bar.pos)

        yield step
