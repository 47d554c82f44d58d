"""Who came, went and changed in an import: kept with its run, for the history.

The rows refer to people and hold no name of their own, so that an erasure removes them. Of a changed address or
telephone only the fact is kept; of a class and a name also what it was, since the page says so.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from piccolo.columns import BigSerial, ForeignKey, Text, Varchar
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from models.database import fetch
from models.families.child import Child
from models.families.guardian import Guardian
from models.importing.applying.write_plan import ids_by_key
from models.importing.comparing.plan import Change, Plan, PlannedAccess

if TYPE_CHECKING:
    from models.importing.applying.import_run import ImportRun

RUN = LazyTableReference("ImportRun", module_path="models.importing.applying.import_run")  # which imports this module
WITH_VALUES = ("class_name", "first_name", "last_name", "register_number")
CHUNK = 1000  # rows a statement
Row = tuple[str, int | None, int | None, str]  # kind, child, guardian, detail


class ImportChange(Table, tablename="import_change"):
    """`kind` is the name of a list of `Plan`. `detail` is JSON: the changed fields, each with what it was and is where
    that is kept."""

    id = BigSerial(primary_key=True)
    run: "ForeignKey[ImportRun]" = ForeignKey(references=RUN, null=False)
    kind = Varchar(20)
    child = ForeignKey(references=Child, null=True, default=None)
    guardian = ForeignKey(references=Guardian, null=True, default=None)
    detail = Text(default="[]")


@dataclass(frozen=True, slots=True)
class NamedChange:
    """One change with the names of today: of a child, an adult, or the adult's access to the child."""

    kind: str
    detail: str
    guardian: int | None
    child_first: str | None
    child_last: str | None
    class_name: str | None
    adult_first: str | None
    adult_last: str | None

    @property
    def child_name(self) -> str:
        return f"{self.child_first or ''} {self.child_last or ''}".strip()

    @property
    def adult_name(self) -> str:
        return f"{self.adult_first or ''} {self.adult_last or ''}".strip()

    @property
    def changes(self) -> list[Change]:
        """The changed fields; `before` and `after` are empty where the values are not kept."""
        return [Change(*one) for one in json.loads(self.detail)]


async def record(run: int, plan: Plan) -> None:
    """Keep who came, went and changed, inside the transaction of the import, after it has written."""
    adults, children = await ids_by_key()
    found = [*_children(plan, children), *_adults(plan, adults), *_accesses(plan, adults, children)]
    for start in range(0, len(found), CHUNK):
        rows = [
            ImportChange(run=run, kind=kind, child=child, guardian=guardian, detail=detail)
            for kind, child, guardian, detail in found[start : start + CHUNK]
        ]
        await ImportChange.insert(*rows)


async def changes(run: int) -> list[NamedChange]:
    """Those of one import, by class and name. People who were erased since are missing."""
    child, adult = ImportChange.child._, ImportChange.guardian._
    names = (
        *(child.first_name.as_alias("child_first"), child.last_name.as_alias("child_last")),
        *(adult.first_name.as_alias("adult_first"), adult.last_name.as_alias("adult_last")),
    )
    rows = ImportChange.select(
        *(ImportChange.kind, ImportChange.detail, ImportChange.guardian, *names),
        child.class_name.as_alias("class_name"),
    )
    ordered = rows.order_by(child.class_name, child.last_name, child.first_name, adult.last_name, adult.first_name)
    return await fetch(NamedChange, ordered.where(ImportChange.run == run))


async def forget(run: int) -> None:
    """Of an import that is undone: nobody came, went or changed."""
    await ImportChange.delete().where(ImportChange.run == run)


def _children(plan: Plan, ids: dict[str, int]) -> Iterator[Row]:
    moved = {"gone_children": plan.gone_children, "new_children": plan.new_children}
    for kind, some in {**moved, "returned_children": plan.returned_children}.items():
        yield from ((kind, ids[child.register_number], None, "[]") for child in some)
    for one in plan.changed_children:
        yield "changed_children", ids[one.child.register_number], None, _detail(one.changes)


def _adults(plan: Plan, ids: dict[str, int]) -> Iterator[Row]:
    yield from (("new_adults", None, ids[adult.username], "[]") for adult in plan.new_adults)
    for one in plan.changed_adults:
        yield "changed_adults", None, ids[one.adult.username], _detail(one.changes)


def _accesses(plan: Plan, adults: dict[str, int], children: dict[str, int]) -> Iterator[Row]:
    """Those that do not follow from a child or an adult who came or went."""
    moved = {child.register_number for child in (*plan.new_children, *plan.returned_children, *plan.gone_children)}
    new = {adult.username for adult in plan.new_adults}

    def follows(access: PlannedAccess) -> bool:
        return access.child.register_number in moved or access.adult.username in new

    kept = {
        "begun": [access for access in plan.begun if not follows(access)],
        "ended": [access for access in plan.ended if not follows(access)],
        "closed": plan.closed,
        "reopened": plan.reopened,
        "changed_relations": plan.changed_relations,
    }
    for kind, accesses in kept.items():
        for access in accesses:
            yield kind, children[access.child.register_number], adults[access.adult.username], "[]"


def _detail(changes: Iterable[Change]) -> str:
    kept = [(one.field, one.before, one.after) if one.field in WITH_VALUES else (one.field, "", "") for one in changes]
    return json.dumps(kept, ensure_ascii=False)
