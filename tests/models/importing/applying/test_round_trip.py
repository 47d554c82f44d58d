"""Any families in any notation are imported as they are."""

import re
from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from models import importing
from models.importing import Plan
from models.importing.applying import apply as applying
from models.importing.reading.names import name_key, squash
from models.importing.reading.questions import ADDRESS, MANY, OPEN, Answers
from settings import Settings
from tests.support.files import LONG, Row, apply, as_csv, preview, stored, usernames
from tests.support.sql import query

SLOW = trying(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
LETTERS = "abzéçñßŁøğșțЖщїعمل李小ễÖ'-’ "
word = st.text(LETTERS, min_size=1, max_size=12).map(lambda text: "A" + " ".join(text.split())).filter(squash)
adult = st.tuples(
    word,
    word,
    st.sampled_from(["", "famille@example.org", "a@example.org", "b@example.net", "c+d@sub.example.com"]),
    st.sampled_from(["", "0478 54 55 58", "+32 2 345 67 89", "061/22.33.44"]),
    st.sampled_from(["mère", "père", "tuteur", ""]),
    st.sampled_from(["fr", "nl", "uk", "ar"]),
).filter(lambda one: one[2] or one[3])  # with neither, nothing says that two mentions are one person
pupil = st.tuples(word, word, st.sampled_from(["P1A", "M3B", "classe d’accueil", ""]))


@st.composite
def schools(draw: st.DrawFn) -> list[tuple[Row, list[Row]]]:
    """Pupils with one to three adults each; no two adults of one name, whom only the school could tell apart."""
    adults = draw(st.lists(adult, min_size=1, max_size=6, unique_by=lambda one: name_key(one[1], one[0])))
    pupils = draw(st.lists(pupil, min_size=1, max_size=6, unique_by=lambda one: name_key(one[1], one[0])))
    return [
        (
            [str(number), *one],
            [[*some] for some in draw(st.lists(st.sampled_from(adults), min_size=1, max_size=3, unique=True))],
        )
        for number, one in enumerate(pupils)
    ]


def written(school: list[tuple[Row, list[Row]]], wide: bool, delimiter: str, encoding: str) -> bytes:
    if wide:
        headings = [
            *LONG[:4],
            *(
                f"{name} {n}"
                for n in (1, 2, 3)
                for name in (
                    "Nom parent",
                    "Prénom parent",
                    "E-mail parent",
                    "GSM parent",
                    "Lien parent",
                    "Langue parent",
                )
            ),
        ]
        rows = [
            [*one, *(cell for each in adults for cell in each), *[""] * (6 * (3 - len(adults)))]
            for one, adults in school
        ]
    else:
        headings, rows = LONG, [[*one, *each] for one, adults in school for each in adults]
    try:
        return as_csv(rows, headings, delimiter, encoding)
    except UnicodeEncodeError:  # letters that Windows-1252 has not
        return as_csv(rows, headings, delimiter)


async def emptied() -> None:
    for table in ("guardianship", "child", "guardian", "event"):
        await query(f"DELETE FROM {table}")


async def answered(data: bytes) -> Plan:
    """Import; whoever stands beside children of many families is their parent, and an address of many is theirs."""
    plan = await preview(data)
    assert all(one.kind == MANY for one in plan.blocking_questions)
    yes = {one.key: OPEN for one in plan.blocking_questions} | {one.key: ADDRESS + one.value for one in plan.mends}
    return await applying.carry_out(importing.read(data, {}, Answers(yes)), yes)


@SLOW
@given(
    school=schools(),
    wide=st.booleans(),
    delimiter=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
)
async def test_exported_families_are_imported_unchanged_and_a_second_time_nothing_changes(
    opened: Settings, school: Any, wide: bool, delimiter: str, encoding: str
) -> None:
    await emptied()
    data = written(school, wide, delimiter, encoding)
    plan = await answered(data)
    assert not plan.faults
    assert await stored() == {(*one, *each) for one, adults in school for each in adults}
    names = await usernames()
    assert len(names) == len({tuple(each[:2]) for _, adults in school for each in adults})
    assert all(re.fullmatch(r"[a-z0-9.]+", name) for name in names)
    assert (await answered(data)).changes_nothing
    assert await usernames() == names


# Names that losing letters cannot make alike: of those that it can, nobody can say more (docs/decisions/import.md).
muddle = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "3", "4"]),
        st.sampled_from(["Dupont", "DUPONT", "Țurcanu", "Petit", "Öztürk"]),
        st.sampled_from(["Marie", "Jean", "Ștefan", "Ayşegül"]),
        st.sampled_from(["", "a@example.org", "b@example.org", "c@example.org"]),
        st.sampled_from(["", "0478 54 55 58", "02 345 67 89"]),
    ),
    min_size=1,
    max_size=10,
)


@SLOW
@given(files=st.lists(st.tuples(muddle, st.booleans()), min_size=1, max_size=3), barred=st.integers(0, 6))
async def test_importing_any_muddled_file_twice_changes_nothing_the_second_time(
    opened: Settings, files: Any, barred: int
) -> None:
    """Homonyms, shared and missing addresses, lost letters, changing from file to file; and one access barred."""
    await emptied()
    shut: list[dict[str, Any]] = []
    for rows, lossy in files:
        text = as_csv([[one[0], "Élève", f"N{one[0]}", "P1A", *one[1:], "", "fr"] for one in rows]).decode()
        data = text.encode("cp1252", "replace") if lossy else text.encode()
        await apply(data, skip=True, leavers=True)
        names = await usernames()
        again = await apply(data, skip=True, leavers=True)
        assert again.changes_nothing
        assert len(set(names)) == len(names)
        for one in shut:
            still = "SELECT ended_by FROM guardianship WHERE guardian = ? AND child = ?"
            assert (await query(still, one["guardian"], one["child"]))[0]["ended_by"] == "office"
        if not shut and len(links := await query("SELECT id, guardian, child FROM guardianship ORDER BY id")) > barred:
            shut = [links[barred]]
            await query(
                "UPDATE guardianship SET ended_at = CURRENT_TIMESTAMP, ended_by = 'office' WHERE id = ?",
                links[barred]["id"],
            )
