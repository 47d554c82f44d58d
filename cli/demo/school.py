"""Makes the demonstration's school in the middle of a term, and the text that the command prints.

The past three weeks are made by the functions that the pages call, with the clock set back, so that timelines, counts
and lists are consistent.
"""

import logging
from dataclasses import replace

from cli.demo import colleagues as demo_colleagues
from cli.demo import families as demo_families
from cli.demo import office as demo_office
from cli.demo import parents as demo_parents
from cli.demo.announcing import Announcing
from cli.demo.demo_clock import DemoClock
from cli.demo.families import ALL
from cli.demo.mail_server import DemoMailServer
from cli.demo.office import Office
from cli.demo.parents import Parent, Scene
from models import database
from models.core import school
from models.database import migrate
from models.installation import key
from models.tables import TABLES
from settings import Settings

CHEAP = 4  # the lowest bcrypt cost; the first sign-in makes the digest again at the usual cost


def make_mail_server() -> DemoMailServer:
    """The mail server of this school."""
    never = (demo_families.REFUSED, demo_families.CORRECTED)
    return DemoMailServer({family.adults[0][2]: family.words for family in ALL if family.story in never})


async def open_doors(settings: Settings, mail_server: DemoMailServer) -> str:
    """Make the school, its mails sent through `post`; returns what to print."""
    school.open_school(replace(settings, bcrypt_cost=CHEAP))
    await database.open_database(settings, TABLES)
    log = logging.getLogger("preau")
    log.setLevel(logging.ERROR)  # no warnings about mails refused in the simulated past
    try:
        await migrate.migrate()
        await key.hold()
        await _play(mail_server)
    finally:
        log.setLevel(logging.NOTSET)
        await database.close_database()
    return _guide(settings)


async def _play(mail_server: DemoMailServer) -> None:
    """Run all scenes in chronological order."""
    clock, paper = DemoClock(), dict[str, str]()
    people = [
        [
            Parent(place * 2 + second, username, address, mail_server, clock, paper)
            for second, (username, (_, _, address)) in enumerate(zip(family.usernames, family.adults, strict=True))
        ]
        for place, family in enumerate(ALL)
    ]
    office = Office(mail_server, clock, {parent.username: parent for some in people for parent in some}, paper)
    scenes: list[Scene] = [*office.scenes(), *Announcing(office).scenes()]
    for place, (family, parents) in enumerate(zip(ALL, people, strict=True)):
        scenes += demo_parents.scenes(family, place, parents, office.deliver)
    with clock.running():
        for days, hour, act in sorted(scenes, key=lambda scene: clock.at(*scene[:2])):
            clock.set(clock.at(days, hour))
            await act()


def _guide(settings: Settings) -> str:
    office = (
        (f"{demo_office.SECRETARY_NAME} (secretary)", demo_colleagues.PASSWORD),
        (f"{demo_office.TEACHER_NAME} (teacher)", demo_colleagues.PASSWORD),
        (f"{demo_office.ADMIN_NAME} (admin)", demo_colleagues.PASSWORD),
    )
    lines = [
        "",
        "  THE OFFICE",
        f"    {settings.base_url}/office",
        *(f"    {who:<36} password: {password}" for who, password in office),
        *(f"    {name:<36} {shows}" for name, shows in _shown("office")),
        "",
        "  THE PARENTS",
        f"    {settings.base_url}/",
        f"    {settings.base_url + '/demo/mailbox':<36} the mails they got",
        f"    {'who is already in':<36} password: {demo_parents.PASSWORD}",
        *(f"    {name:<36} {shows}" for name, shows in _shown("shows")),
        "",
        f"  {len(ALL)} families in all. Ctrl-C ends the demonstration and leaves nothing behind.",
        "",
    ]
    return "\n".join(lines)


def _shown(side: str) -> list[tuple[str, str]]:
    return [(" + ".join(family.usernames), getattr(family, side)) for family in ALL if getattr(family, side)]
