"""PostgreSQL: a pool of connections, and transactions that always return theirs to it."""

import contextlib
import contextvars
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from piccolo.engine.postgres import PostgresEngine
from piccolo.querystring import QueryString

from models.database import transport
from models.database.errors import DatabaseClosed, RowGone, Rows, RowsRefused, SchemaChangeRefused

POOL_SECONDS = 10.0  # to wait for a free connection, and for returning one
ANSWER_SECONDS = 30  # for one statement


@cache
def temporary_errors() -> tuple[type[BaseException], ...]:
    """Errors of temporary failures. The driver is imported at the first call: with SQLite it need not be installed."""
    import asyncpg

    return (
        OSError,
        TimeoutError,
        asyncpg.PostgresConnectionError,
        asyncpg.InsufficientResourcesError,
        asyncpg.OperatorInterventionError,
        asyncpg.SerializationError,
        asyncpg.DeadlockDetectedError,
        asyncpg.LockNotAvailableError,
        asyncpg.ReadOnlySQLTransactionError,  # a standby server, until it is promoted
        asyncpg.InterfaceError,
        asyncpg.InternalClientError,  # the connection was lost within an answer
        asyncpg.InvalidAuthorizationSpecificationError,  # a wrong password
        asyncpg.InvalidCatalogNameError,
    )


@cache
def misfits() -> tuple[type[BaseException], ...]:
    """Errors of rows that the table does not accept."""
    import asyncpg

    return (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError)


@cache
def dangling_references() -> tuple[type[BaseException], ...]:
    """Errors of rows that refer to a row which is not there."""
    import asyncpg

    return (asyncpg.ForeignKeyViolationError,)


class OneLine(logging.Filter):
    """Shortens asyncpg's traceback for each failed attempt to fill its pool to one line."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and (error := record.exc_info[1]):
            record.msg, record.args = "PostgreSQL does not answer: %s", (str(error) or type(error).__name__,)
            record.exc_info = record.exc_text = None
        return True


logging.getLogger("asyncpg.pool").addFilter(OneLine())


@lru_cache(1024)
def numbered(sql: str) -> str:
    """The `?` of a statement as PostgreSQL's `$1`, `$2`…"""
    first, *others = sql.split("?")
    return first + "".join(f"${number}{part}" for number, part in enumerate(others, 1))


@contextlib.contextmanager
def translated_errors() -> Any:
    """Raise a temporary failure of the driver as `DatabaseUnavailable`, a reference to a deleted row as `RowGone`."""
    try:
        yield
    except dangling_references() as error:
        raise RowGone(str(error)) from error
    except temporary_errors() as error:
        raise transport.unavailable(error) from error


@dataclass(frozen=True)
class OnConnection:
    """The open transaction in the form that Piccolo's engine expects: its queries use this connection."""

    connection: Any


class Postgres(PostgresEngine):
    """Piccolo's PostgreSQL engine. A temporary failure raises `DatabaseUnavailable`.

    Raises `DatabaseUntrusted`: `transport.tls`.
    """

    def __init__(self, dsn: str) -> None:
        super().__init__(config={"dsn": dsn, "ssl": transport.tls(dsn)})
        self.current_transaction: contextvars.ContextVar[Any] = contextvars.ContextVar(
            f"pg_transaction_{id(self)}", default=None
        )

        self.closed = False

    async def check_version(self) -> None:
        """Does nothing: Piccolo would connect in the constructor; here `open_database` connects and reports errors."""

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> Any:
        if self.closed:
            raise DatabaseClosed
        with translated_errors():
            return await super().run_querystring(querystring, in_pool)

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> Any:
        raise SchemaChangeRefused

    async def _run_in_pool(self, query: str, args: Any = None) -> Any:
        """As in Piccolo, with a time limit for getting a connection and for returning one whose server hangs."""
        pool: Any = self.pool
        async with pool.acquire(timeout=POOL_SECONDS) as connection:
            return await connection.fetch(query, *(args or ()))

    async def run(self, sql: str, arguments: Sequence[Any]) -> Rows:
        """A raw statement, in the open transaction if there is one."""
        open_transaction: Any = self.current_transaction.get()
        with translated_errors():
            rows = await (
                open_transaction.connection.fetch(numbered(sql), *arguments)
                if open_transaction
                else self._run_in_pool(numbered(sql), arguments)
            )
        return [dict(row) for row in rows]

    async def many(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
        """`executemany` inside the open transaction. Raises `RowsRefused`."""
        open_transaction: Any = self.current_transaction.get()
        try:
            with translated_errors():
                await open_transaction.connection.executemany(numbered(sql), rows)
        except RowGone as error:
            raise RowsRefused(str(error)) from error
        except misfits() as error:
            raise RowsRefused(str(error)) from error

    @contextlib.asynccontextmanager
    async def _whole(self) -> AsyncIterator[None]:
        """A transaction of asyncpg, which rolls back and returns its connection in every case.

        Piccolo's keeps it when BEGIN, COMMIT or ROLLBACK fails or is cancelled: ten of those empty the pool.
        """
        pool: Any = self.pool
        with translated_errors():
            async with pool.acquire(timeout=POOL_SECONDS) as connection, connection.transaction():
                token = self.current_transaction.set(OnConnection(connection))
                try:
                    yield
                finally:
                    self.current_transaction.reset(token)

    def transaction(self, *_: Any, **__: Any) -> Any:
        return self._whole()

    @property
    def busy(self) -> int:
        """Connections in use."""
        return self.pool.get_size() - self.pool.get_idle_size() if self.pool else 0

    async def connect(self) -> None:
        with translated_errors():
            await self.start_connection_pool(min_size=2, max_size=10, command_timeout=ANSWER_SECONDS, timeout=10)

    async def close(self) -> None:
        self.closed = True
        if self.pool is not None:  # it is None when connecting failed
            await self.close_connection_pool()
