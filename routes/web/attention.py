"""Long work for a page of the office, cancelled when the browser no longer waits for the page."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Coroutine
from typing import Any, TypeVar

from routes.web.refusals import BadForm, Superseded
from routes.web.request import Request, context

T = TypeVar("T")
_waited_for: defaultdict[int, set["asyncio.Task[Any]"]] = defaultdict(set)  # by session of the office


async def while_there(request: Request, work: Coroutine[Any, Any, T], *, newest: bool = False) -> T:
    """Run the work and return its result.

    The request's form must have been read before. Raises `Superseded` when the browser disconnects, or when the
    same session starts work that is `newest`; the work is then cancelled.
    """
    known = context(request.scope).staff
    session = known.session if known else 0
    for older in _waited_for[session] if newest else ():
        older.cancel()
    task, left = asyncio.ensure_future(work), asyncio.ensure_future(_left(request))
    _waited_for[session].add(task)
    try:
        await asyncio.wait((task, left), return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            task.cancel()
            await asyncio.wait((task,))
        if task.cancelled():
            raise Superseded
        return task.result()
    finally:
        task.cancel()
        left.cancel()
        _waited_for[session].discard(task)
        if not _waited_for[session]:
            del _waited_for[session]


async def _left(request: Request) -> None:
    """Waits until the browser disconnects."""
    with contextlib.suppress(BadForm):  # raised by the gate for a disconnect before the whole body
        while (await request.receive())["type"] != "http.disconnect":
            pass
