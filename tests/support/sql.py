"""Raw SQL for tests."""

from typing import Any

from models.database import engine


async def query(sql: str, *arguments: Any) -> list[dict[str, Any]]:
    """The rows of any statement, as dicts, with `?` as placeholder."""
    return await engine().run(sql, arguments)
