"""Settings changed on a page: they apply at once, the environment takes precedence, concurrent changes are refused."""

import asyncio
import dataclasses

import pytest

from models.core import school
from models.office import school_setting
from models.office.school_setting import SettingsChanged
from settings import Link, Settings
from tests.support.family import count
from tests.support.sql import query
from tests.support.waiting import PATIENCE


async def save(**values: str) -> list[str]:
    return await school_setting.save(values, await school_setting.stored(), actor="office:ada")


async def test_a_changed_setting_applies_at_once_and_after_a_restart(opened: Settings) -> None:
    await save(school_phone="02 000 00 00", links="Cantine=https://cantine.example", reminders="on", reset_hours="2")
    for _ in range(2):
        now = school.settings()
        assert (now.school_phone, now.reminders, now.reset_hours) == ("02 000 00 00", True, 2)
        assert now.links == (Link("Cantine", "https://cantine.example"),)
        assert now.school_name == opened.school_name
        school.open_school(opened)
        assert school.settings() is opened
        await school_setting.reload()


async def test_an_emptied_setting_falls_back_to_the_installation(opened: Settings) -> None:
    await save(school_phone="02 000 00 00")
    await save(school_phone="")
    assert school.settings().school_phone == opened.school_phone


async def test_the_environment_wins(opened: Settings) -> None:
    school.open_school(dataclasses.replace(opened, given=frozenset({"school_phone"})))
    await save(school_phone="02 000 00 00", school_hours="8 h à 16 h")
    assert school.settings().school_phone == opened.school_phone
    assert school.settings().school_hours == "8 h à 16 h"


async def test_a_reload_without_changes_keeps_the_settings_object(opened: Settings) -> None:
    await save(school_hours="8 h à 16 h")
    before = school.settings()
    await school_setting.reload()
    assert school.settings() is before


async def test_the_second_of_two_changes_of_one_setting_is_refused(opened: Settings) -> None:
    await save(school_phone="1")
    seen = await school_setting.stored()
    await school_setting.save({"school_phone": "2"}, seen, actor="office:ada")
    with pytest.raises(SettingsChanged):
        await school_setting.save({"school_hours": "tard", "school_phone": "3"}, seen, actor="office:bob")
    assert (school.settings().school_phone, school.settings().school_hours) == ("2", "")


async def test_of_many_concurrent_changes_of_a_setting_one_succeeds(opened: Settings) -> None:
    seen = await school_setting.stored()
    results = await asyncio.gather(
        *(school_setting.save({"school_phone": str(n)}, seen, actor="office:ada") for n in range(8)),
        return_exceptions=True,
    )
    assert [type(r) for r in results].count(SettingsChanged) == 7


async def test_the_audit_names_the_setting_and_not_its_value(opened: Settings) -> None:
    await save(school_phone="02 000 00 00")
    rows = await query("SELECT actor, detail FROM event WHERE action = 'settings changed'")
    assert [(row["actor"], row["detail"]) for row in rows] == [("office:ada", "school_phone")]


async def test_a_stored_setting_that_cannot_be_read_is_ignored(opened: Settings) -> None:
    await save(school_hours="8 h à 16 h")
    for name, value in (("reset_hours", "many"), ("picture", "not json"), ("base_url", "https://elsewhere.example")):
        await query(
            "INSERT INTO school_setting (name, value, at, actor) SELECT ?, ?, at, actor FROM school_setting LIMIT 1",
            *(name, value),
        )
    await school_setting.reload()
    now = school.settings()
    assert (now.reset_hours, now.picture, now.base_url) == (opened.reset_hours, None, opened.base_url)
    assert now.school_hours == "8 h à 16 h"


async def said(hours: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while school.settings().school_hours != hours:  # noqa: ASYNC110 what is waited for is the other task's look
            await asyncio.sleep(0.01)


async def test_another_process_applies_a_change_within_seconds(
    opened: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(school_setting, "EVERY", 0.01)
    await save(school_hours="8 h à 16 h")
    school.open_school(opened)
    stop = asyncio.Event()
    following = asyncio.create_task(school_setting.follow(stop))
    await said("8 h à 16 h")
    await query("UPDATE school_setting SET value = 'tard'")
    await said("tard")
    stop.set()
    await following
    assert await count("school_setting") == 1
