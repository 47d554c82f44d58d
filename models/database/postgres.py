"""PostgreSQL: a pool of connections, and transactions that always give theirs back."""

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
from models.database.trouble import DatabaseClosed, Rows, RowsRefused, SchemaChangeRefused

POOL_SECONDS = 10.0  # for a connection to come free, when every one of them is in use; and for giving one back
ANSWER_SECONDS = 30  # a statement may take


@cache
def trouble() -> tuple[type[BaseException], ...]:
    """What a moment's trouble raises. The driver is imported here, at the first one: a school on SQLite has none."""
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
        asyncpg.ReadOnlySQLTransactionError,  # a standby, until it has taken over
        asyncpg.InterfaceError,
        asyncpg.InternalClientError,  # a connection cut off in the middle of an answer
        asyncpg.InvalidAuthorizationSpecificationError,  # a wrong password, that is
        asyncpg.InvalidCatalogNameError,
    )


@cache
def misfits() -> tuple[type[BaseException], ...]:
    """What rows raise that the table cannot hold."""
    import asyncpg

    return (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError)


class OneLine(logging.Filter):
    """asyncpg tells each vain try to fill its pool with a traceback; while the server is down a line says as much."""

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
def told() -> Any:
    try:
        yield
    except trouble() as error:
        raise transport.told(error) from error


@dataclass(frozen=True)
class OnConnection:
    """The open transaction, as Piccolo's engine looks for one: its queries go to this connection."""

    connection: Any


class Postgres(PostgresEngine):
    """Piccolo's PostgreSQL engine, its faults told apart: trouble of the moment is `DatabaseUnavailable`.

    Raises `DatabaseUntrusted`: `transport.tls`.
    """

    def __init__(self, dsn: str) -> None:
        super().__init__(config={"dsn": dsn, "ssl": transport.tls(dsn)})
        self.current_transaction: contextvars.ContextVar[Any] = contextvars.ContextVar(
            f"pg_transaction_{id(self)}", default=None
        )

        self.closed = False

    async def check_version(self) -> None:
        """Piccolo would connect while the object is made; `open_database` connects, and says what is wrong."""

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> Any:
        if self.closed:
            raise DatabaseClosed
        with told():
            return await super().run_querystring(querystring, in_pool)

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> Any:
        raise SchemaChangeRefused

    async def _run_in_pool(self, query: str, args: Any = None) -> Any:
        """Piccolo's own waits without end for a connection, and to give back one whose server hangs."""
        pool: Any = self.pool
        async with pool.acquire(timeout=POOL_SECONDS) as connection:
            return await connection.fetch(query, *(args or ()))

    async def run(self, sql: str, arguments: Sequence[Any]) -> Rows:
        """A raw statement, in the open transaction if there is one."""
        open_transaction: Any = self.current_transaction.get()
        with told():
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
            with told():
                await open_transaction.connection.executemany(numbered(sql), rows)
        except misfits() as error:
            raise RowsRefused(str(error)) from error

    @contextlib.asynccontextmanager
    async def _whole(self) -> AsyncIterator[None]:
        """A transaction. Piccolo's own never gives its connection back when BEGIN, COMMIT or ROLLBACK fails or is
        cancelled, and after ten of those the pool is empty for good; asyncpg's does, and rolls back first."""
        pool: Any = self.pool
        with told():
            async with pool.acquire(timeout=POOL_SECONDS) as connection, connection.transaction():
                mark = self.current_transaction.set(OnConnection(connection))
                try:
                    yield
                finally:
                    self.current_transaction.reset(mark)

    def transaction(self, *_: Any, **__: Any) -> Any:
        return self._whole()

    @property
    def busy(self) -> int:
        """Connections in use."""
        return self.pool.get_size() - self.pool.get_idle_size() if self.pool else 0

    async def connect(self) -> None:
        with told():
            await self.start_connection_pool(min_size=2, max_size=10, command_timeout=ANSWER_SECONDS, timeout=10)

    async def close(self) -> None:
        self.closed = True
        if self.pool is not None:  # it is None when connecting failed
            await self.close_connection_pool()
