"""The tables' classes say what a migrated database holds: types, nullability, uniqueness and foreign keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from piccolo.columns import Column, ForeignKey, Serial
from piccolo.constraints import Unique
from piccolo.table import Table

from models.database import on_postgres
from models.tables import TABLES
from settings import Settings
from tests.support.sql import query

SPELLED = {  # PostgreSQL's own names for what Piccolo asks for
    "BIGSERIAL": "bigint",
    "BIGINT": "bigint",
    "INTEGER": "integer",
    "BOOLEAN": "boolean",
    "BYTEA": "bytea",
    "TEXT": "text",
    "TIMESTAMPTZ": "timestamp with time zone",
}


@dataclass(frozen=True)
class ColumnSchema:
    """One column, as the Table or the database describes it."""

    type: str
    nullable: bool
    references: tuple[str, str] | None  # the table, and what happens when its row is deleted


def spelled(kind: str) -> str:
    if not on_postgres():
        return kind
    name, bracket, length = kind.partition("(")
    return f"character varying({length}" if name == "VARCHAR" and bracket else SPELLED[kind]


def by_class(column: Column) -> ColumnSchema:
    references = None
    if isinstance(column, ForeignKey):
        to = column._foreign_key_meta
        references = to.resolved_references._meta.tablename, to.on_delete.value
    nullable = column._meta.null and not isinstance(column, Serial)
    return ColumnSchema(spelled(column.column_type), nullable, references)


def unique_by_class(table: type[Table]) -> set[tuple[str, ...]]:
    single = {(column._meta.name,) for column in table._meta.columns if column._meta.unique}
    pairs: list[Any] = [constraint for constraint in table._meta.constraints if isinstance(constraint, Unique)]
    return single | {in_order(pair.get_column_names()) for pair in pairs}


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names))


async def in_sqlite(name: str) -> tuple[dict[str, ColumnSchema], set[tuple[str, ...]]]:
    keys = {
        row["from"]: (row["table"], row["on_delete"])
        for row in await query(f"SELECT * FROM pragma_foreign_key_list('{name}')")
    }
    columns = {
        row["name"]: ColumnSchema(row["type"], not row["notnull"] and not row["pk"], keys.get(row["name"]))
        for row in await query(f"SELECT * FROM pragma_table_info('{name}')")
    }
    unique = await query(
        f"SELECT l.name AS own, i.name FROM pragma_index_list('{name}') l, pragma_index_info(l.name) i"
        ' WHERE l."unique" = 1 AND l.partial = 0'
    )
    return columns, grouped([(row["own"], row["name"]) for row in unique])


async def in_postgres(name: str) -> tuple[dict[str, ColumnSchema], set[tuple[str, ...]]]:
    actions = {"c": "CASCADE", "n": "SET NULL", "a": "NO ACTION", "r": "RESTRICT"}
    keys = {
        row["attname"]: (row["table"], actions[row["deltype"]])
        for row in await query(
            "SELECT a.attname, k.confrelid::regclass::text AS table, k.confdeltype::text AS deltype"
            " FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]"
            f" WHERE k.contype = 'f' AND k.conrelid = '\"{name}\"'::regclass"
        )
    }
    columns = {
        row["attname"]: ColumnSchema(row["type"], not row["attnotnull"], keys.get(row["attname"]))
        for row in await query(
            "SELECT attname, format_type(atttypid, atttypmod) AS type, attnotnull FROM pg_attribute"
            f" WHERE attrelid = '\"{name}\"'::regclass AND attnum > 0 AND NOT attisdropped"
        )
    }
    unique = await query(
        "SELECT i.indexrelid::bigint AS own, a.attname AS name FROM pg_index i"
        " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)"
        f" WHERE i.indisunique AND NOT i.indisprimary AND i.indpred IS NULL AND i.indrelid = '\"{name}\"'::regclass"
    )
    return columns, grouped([(row["own"], row["name"]) for row in unique])


def grouped(pairs: list[tuple[object, str]]) -> set[tuple[str, ...]]:
    return {in_order(name for other, name in pairs if other == own) for own, _ in pairs}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
async def test_a_migrated_database_has_the_schema_of_the_tables(opened: Settings, table: type[Table]) -> None:
    name = table._meta.tablename
    columns, unique = await (in_postgres(name) if on_postgres() else in_sqlite(name))
    assert columns == {column._meta.name: by_class(column) for column in table._meta.columns}
    assert unique == unique_by_class(table)
