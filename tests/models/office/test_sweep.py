from models.access import session, throttle, token
from models.database import transaction
from models.families import event
from models.importing.applying import import_run
from models.office.sweep import RULES, sweep
from models.outbox import delivery, mail
from models.tables import TABLES
from settings import Settings
from tests.support.clock import Clock
from tests.support.families import parent
from tests.support.office import colleague
from tests.support.sql import query


async def counts() -> dict[str, int]:
    tables = ("token", "session", "throttle", "event", "mail")
    return {table: (await query(f"SELECT COUNT(*) AS n FROM {table}"))[0]["n"] for table in tables}


async def test_each_kind_of_row_is_deleted_at_its_age_and_not_before(opened: Settings, time: Clock) -> None:
    guardian = await parent("marie.dupont")
    async with transaction():
        await token.issue(guardian, token.RESET)  # ends in 24 hours
    await session.start(guardian)  # 12 hours, and a day
    await throttle.fail(throttle.ACCOUNT, "marie.dupont")
    await event.record("signed in", guardian=guardian)
    await mail.queue(mail.PASSWORD_CHANGED, "marie@example.org", guardian)
    await delivery.sent((await delivery.claim(1))[0])
    assert await sweep() == 0
    for day, gone in ((1.01, "throttle"), (1.51, "session"), (30.01, "mail"), (91.01, "token"), (365.01, "event")):
        before = await counts()
        time.shift *= 0
        time.move(days=day, minutes=-20)
        assert await sweep() == 0, gone
        time.move(minutes=20)
        assert await sweep() == before[gone] > 0, gone
        assert await counts() == {**before, gone: 0}


def test_every_table_is_permanent_or_has_a_rule() -> None:
    for_life = {"child", "guardian", "guardianship", "column_mapping", "import_answer", "school_key"}
    for_life |= {"school_setting", "staff", "free_day"}
    with_another = {
        "directory": "guardian",
        "letter": "letter_batch",
        "recovery_code": "staff",
        "staff_class": "staff",
    }  # they go with its row
    with_another |= {"note": "guardian", "import_change": "import_run"}
    own = ("text", "audience", "sending", "receipt", "answer", "weekly", "file")
    with_another |= {f"announcement_{name}": "announcement" for name in own}
    tables = {table._meta.tablename for table in TABLES}
    assert tables == for_life | with_another.keys() | {rule.table._meta.tablename for rule in RULES}


async def test_a_mail_not_yet_sent_stays(opened: Settings, time: Clock) -> None:
    await mail.queue(mail.INVITATION, "marie@example.org", await parent("marie.dupont"))
    time.move(days=40)
    assert await sweep() == 0


async def test_a_reset_asked_for_without_a_mail_server_is_deleted_after_three_days(
    opened: Settings, time: Clock
) -> None:
    await mail.queue(mail.RESET_ASKED, "nobody@example.org")
    time.move(days=3, seconds=1)
    assert await sweep() == 1


async def test_more_rows_than_one_batch_are_all_deleted(opened: Settings, time: Clock) -> None:
    await query(
        "INSERT INTO event (at, actor, action, result, client, detail) VALUES "
        + ", ".join(["(?, '', '', '', '', '')"] * 1201),
        *[time.now()] * 1201,
    )
    time.move(days=366)
    assert await sweep() == 1201


async def test_an_uploaded_file_is_deleted_after_a_day_and_the_history_after_a_year(
    opened: Settings, time: Clock
) -> None:
    staff = await colleague()
    run = await import_run.record("cli", "families.csv", {"rows": 0}, {})
    await query(
        "INSERT INTO upload (staff, name, content, columns, decisions, created_at, import_run)"
        " VALUES (?, 'families.csv', '', ?, ?, ?, ?)",
        *(staff, "{}", "{}", time.now(), run),
    )
    for day, gone in ((1, 1), (365, 1)):
        time.shift *= 0
        time.move(days=day, minutes=-20)
        assert await sweep() == 0
        time.move(minutes=20)
        assert await sweep() == gone
    assert await import_run.runs() == []
