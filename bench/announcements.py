"""An announcement to a whole big school, and a child's page with a hundred of them: seconds, and what others notice."""

import asyncio
import time
from collections.abc import Iterator
from statistics import median
from urllib.parse import urlencode

from bench import load
from bench.imports import PUPILS
from bench.load import Figures, Job
from bench.preview import ask, secretary
from bench.school import Parent, School
from bench.table import Line
from models.announcements import audience, reading, writing
from models.announcements.announcement import NOTHING, Announcement
from models.announcements.audience import SCHOOL, Audience
from models.announcements.wording import Wording
from models.announcements.writing import Draft
from models.core.clock import now
from models.core.days import day_of, midnight
from models.database import Values
from models.families.child import year_begins
from models.families.event import Actor

MOST, TIMES, SLOWER = 3.0, 3.0, 1.3  # seconds; of the quiet p99; of the page without announcements
ROUNDS, SECONDS, POSTED = 3, 2.0, 100
FORM = "application/x-www-form-urlencoded"
BY = Actor("office:bench", "127.0.0.1")


def lines(school: School) -> Iterator[Line]:
    """In the school that `imports` has filled."""
    cookie, parents = asyncio.run(secretary(school)), school.parents(16)
    drafts = asyncio.run(_drafts(school, ROUNDS))
    with school.serving():
        looking = Job(school.port, [load.get(school.port, "/", Cookie="")], SECONDS, pause=0.005)
        load.run(looking)  # what is made at first use is made
        took, quiet, busy = [], list[Figures](), list[Figures]()
        for number, version in drafts:
            quiet.append(load.run(looking))
            client, began = load.start(looking), time.perf_counter()
            form = urlencode({"version": version}).encode()
            status, _place = ask(school.port, "POST", f"/office/announcements/{number}/send", cookie, form, FORM)
            took.append(time.perf_counter() - began)
            busy.append(load.finish(client))
            assert status == 303, status
    seconds = median(took)
    yield Line(f"announcement to {PUPILS:,} pupils", f"{seconds:.1f} s", f"≤ {MOST:.0f} s", seconds <= MOST)
    ratio = median(b.p99 / q.p99 for b, q in zip(busy, quiet, strict=True))
    words = f"p99 {median(b.p99 for b in busy):.1f} ms, quiet {median(q.p99 for q in quiet):.1f} ms"
    yield Line("  GET meanwhile", f"{words}, {ratio:.1f} ×{busy[-1].strange(200)}", f"≤ {TIMES:.0f} ×", ratio <= TIMES)
    yield _page(school, parents)


def _page(school: School, parents: list[Parent]) -> Line:
    """The page of a child with no announcement and with `POSTED`, in turn."""
    requests = [load.get(school.port, f"/children/{one.child}", Cookie=one.cookie) for one in parents]
    without, full = list[Figures](), list[Figures]()
    asyncio.run(_post(school))
    with school.serving():
        job = Job(school.port, requests, SECONDS)
        load.run(job)
        for _ in range(ROUNDS):
            for shown, figures in ((False, without), (True, full)):
                asyncio.run(_show(school, shown))
                figures.append(load.run(job))
    ratio = median(a.rate / b.rate for a, b in zip(without, full, strict=True))
    words = f"{median(b.rate for b in full):,.0f}/s, without {median(a.rate for a in without):,.0f}/s: {ratio:.2f} ×"
    return Line(f"child's page with {POSTED} announcements", words, f"≤ {SLOWER} ×", ratio <= SLOWER)


async def _drafts(school: School, count: int) -> list[tuple[int, int]]:
    """Drafts to the whole school: number and version of each."""
    async with school.opened():
        return [await _draft(f"Avis {turn}") for turn in range(count)]


async def _draft(title: str) -> tuple[int, int]:
    words = Wording(title, "De 10 h à 16 h, dans la cour. **Venez nombreux !**")
    number = await writing.write(Draft(words, "La direction", NOTHING), BY, f"bench {title}")
    await audience.choose(await reading.find(number), Audience(SCHOOL))
    return number, (await reading.find(number)).version


async def _post(school: School) -> None:
    """More of them, without mails: only their pages are measured."""
    async with school.opened():
        for turn in range(POSTED - ROUNDS):
            await _draft(f"Page {turn}")


async def _show(school: School, shown: bool) -> None:
    """All of them are sent, or withdrawn."""
    async with school.opened():
        ends = midnight(year_begins(day_of(now())).replace(year=day_of(now()).year + 1))
        withdrawn = None if shown else now()
        columns: Values = {
            Announcement.sent_at: now(),
            Announcement.ends_at: ends,
            Announcement.withdrawn_at: withdrawn,
        }
        await Announcement.update(columns, force=True)
