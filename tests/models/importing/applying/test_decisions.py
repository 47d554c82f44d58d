"""What the office decides about who is who in a file."""

import pytest

from models import importing
from models.core.clock import now
from models.importing import Plan
from models.importing.applying import apply as applying
from models.importing.reading.questions import CLOSED, NEW, OPEN, Question
from settings import Settings
from tests.support.family import count
from tests.support.files import Row, apply, as_csv, row, stored, usernames
from tests.support.sql import query

MARIE = row()
OTHER = row("2", child="Petit Max", email="other@example.org")  # another Marie Dupont, beside Max
JEAN = row(adult="Dupont Jean", email="jean@example.org", relation="père")
AS_JEAN = {"adult": "Dupont Jean", "email": "jean@example.org"}


async def preview(rows: list[Row], decisions: dict[str, str] | None = None) -> Plan:
    return await applying.preview(importing.read(as_csv(rows)), decisions)


async def decide(rows: list[Row], *wanted: str) -> Plan:
    """Import these rows, each question answered by the option that ends like this."""
    asked = (await preview(rows)).questions
    assert len(asked) == len(wanted)
    decisions = {one.key: value(one, end) for one, end in zip(asked, wanted, strict=True)}
    plan = await applying.carry_out(importing.read(as_csv(rows)), decisions)
    assert {one.key for one in plan.questions if one.decided} == set(decisions)
    return plan


def value(question: Question, end: str) -> str:
    (found,) = [option.value for option in question.options if option.value.endswith(end)]
    return found


async def accesses() -> set[tuple[str, str]]:
    return {(one[1] + one[0], one[5]) for one in await stored()}


async def of(username: str) -> list[str]:
    """The children whom this account may see."""
    rows = await query(
        "SELECT c.first_name FROM guardianship s JOIN child c ON c.id = s.child JOIN guardian g ON g.id = s.guardian"
        " WHERE g.username = ? AND s.ended_at IS NULL ORDER BY c.first_name",
        username,
    )
    return [one["first_name"] for one in rows]


async def test_a_homonym_may_be_the_account_that_is_known(opened: Settings) -> None:
    await apply(as_csv([MARIE]))
    (question,) = (await preview([MARIE, OTHER])).questions
    assert (question.kind, question.answer, question.decided) == ("homonyms", NEW, False)
    assert question.adult
    assert (question.adult.full_name, question.adult.email, question.children) == (
        "Marie Dupont",
        "other@example.org",
        ("Max Petit",),
    )
    known, new = question.options
    assert (known.value, known.children) == ("account:marie.dupont", ("Léa Dupont",))
    assert new.value == NEW
    plan = await decide([MARIE, OTHER], "marie.dupont")
    assert await usernames() == ["marie.dupont"]
    assert await of("marie.dupont") == ["Léa", "Max"]
    assert "homonyms" not in {one.kind for one in plan.notices}
    again = await preview([MARIE, OTHER])
    assert again.changes_nothing
    assert not again.questions


async def test_a_homonym_decided_to_be_another_person_gets_no_more_notice(opened: Settings) -> None:
    await apply(as_csv([MARIE]))
    plan = await decide([MARIE, OTHER], NEW)
    assert await usernames() == ["marie.dupont", "marie.dupont2"]
    assert not plan.notices


async def test_two_new_homonyms_may_be_one_person(opened: Settings) -> None:
    third = row("3", child="Long Tom", email="third@example.org")
    first, second = (await preview([MARIE, OTHER, third])).questions
    assert [option.value.partition(":")[0] for option in second.options] == ["person", "person", "new"]
    assert first.options[0].children == ("Léa Dupont",)
    plan = await applying.carry_out(
        importing.read(as_csv([MARIE, OTHER, third])),
        {
            first.key: first.options[0].value,
            second.key: second.options[1].value,
        },  # the third is the second is the first
    )
    assert await usernames() == ["marie.dupont"]
    assert await of("marie.dupont") == ["Léa", "Max", "Tom"]
    assert [one.kind for one in plan.notices] == ["two_addresses"]
    assert (await preview([MARIE, OTHER, third])).changes_nothing


async def test_an_adult_given_the_account_of_another_in_the_file_is_that_person(opened: Settings) -> None:
    await apply(as_csv([MARIE]))
    third = row("3", child="Long Tom", email="third@example.org")
    await decide([MARIE, OTHER, third], "marie.dupont", "marie.dupont")
    assert await usernames() == ["marie.dupont"]
    assert await of("marie.dupont") == ["Léa", "Max", "Tom"]


async def _two_accounts() -> list[Row]:
    """Two accounts of one name; a file that has one person beside the children of both."""
    await apply(as_csv([MARIE, OTHER]))
    return [MARIE, row("2", child="Petit Max")]


@pytest.mark.parametrize("chosen", ["marie.dupont", "marie.dupont2"])
async def test_of_several_accounts_the_office_chooses_which_is_kept(opened: Settings, chosen: str) -> None:
    rows = await _two_accounts()
    (question,) = (await preview(rows)).questions
    assert question.kind == "two_accounts"
    plan = await decide(rows, f":{chosen}")
    assert await of(chosen) == ["Léa", "Max"]
    assert await of({"marie.dupont": "marie.dupont2", "marie.dupont2": "marie.dupont"}[chosen]) == []
    assert not [one for one in plan.notices if one.kind == "two_accounts"]
    after = await preview(rows)
    assert after.changes_nothing  # the same choice holds without being made again


async def test_choosing_none_of_several_accounts_makes_a_new_one(opened: Settings) -> None:
    await decide(await _two_accounts(), NEW)
    assert [await of(name) for name in await usernames()] == [[], [], ["Léa", "Max"]]


MARTIN = row(adult="Martin Marie", email="new@example.org", phone="0478 54 55 58")


async def test_a_new_surname_with_the_same_phone_may_be_the_known_account(opened: Settings) -> None:
    await apply(as_csv([row(phone="0478 54 55 58")]))
    (question,) = (await preview([MARTIN])).questions
    assert (question.kind, question.answer) == ("perhaps_renamed", NEW)
    plan = await decide([MARTIN], "marie.dupont")
    assert [one.adult.full_name for one in plan.changed_adults] == ["Marie Martin"]
    assert await usernames() == ["marie.dupont"]
    assert (await preview([MARTIN])).changes_nothing


async def test_a_new_surname_with_the_same_address_may_be_somebody_else(opened: Settings) -> None:
    await apply(as_csv([MARIE]))
    partner = row(adult="Martin Marie")
    (question,) = (await preview([partner])).questions
    assert (question.kind, question.answer) == ("renamed", "account:marie.dupont")
    await decide([partner], NEW)
    assert await usernames() == ["marie.dupont", "marie.martin"]
    assert await of("marie.dupont") == []


async def _bar_jean() -> None:
    await apply(as_csv([MARIE, JEAN]))
    await query("UPDATE guardianship SET ended_at = ?, ended_by = 'office' WHERE guardian = 2", now())


PARTNER = row(adult="Petit Anne", email="jean@example.org")


async def test_an_access_with_a_barred_contact_opens_only_when_the_office_confirms_it(opened: Settings) -> None:
    await _bar_jean()
    (question,) = (await preview([MARIE, PARTNER])).questions
    assert (question.kind, question.barred, question.answer) == ("barred_contact", "Jean Dupont", CLOSED)
    plan = await decide([MARIE, PARTNER], CLOSED)
    assert (len(plan.withheld), plan.notices) == (1, ())
    assert await usernames() == ["marie.dupont", "jean.dupont"]
    await decide([MARIE, PARTNER], OPEN)
    assert await of("anne.petit") == ["Léa"]
    assert await of("jean.dupont") == []
    after = await preview([MARIE, PARTNER])
    assert after.changes_nothing
    assert not after.questions


async def test_no_answer_about_identity_opens_an_access_that_the_office_closed(opened: Settings) -> None:
    await _bar_jean()
    # Jean under a new surname: he is Jean, or somebody else with Jean's address.
    renamed = row(adult="Martin Jean", email="jean@example.org")
    (question,) = (await preview([MARIE, renamed])).questions
    assert question.kind == "renamed"
    for option in question.options:
        plan = await preview([MARIE, renamed], {question.key: option.value})
        assert len(plan.withheld) == 1
        assert not plan.begun
        assert not plan.new_adults
    # A homonym beside the barred child, whichever account is chosen.
    await apply(as_csv([MARIE, JEAN, row("2", child="Petit Max", adult="Dupont Jean", email="j2@example.org")]))
    rows = [MARIE, row(adult="Dupont Jean", email="j3@example.org"), row("2", "Petit Max", adult="Dupont Jean")]
    for one in (await preview(rows)).questions:
        for option in one.options:
            plan = await preview(rows, {one.key: option.value})
            assert "1" not in {access.child.register_number for access in plan.begun}


async def test_a_barred_account_chosen_for_a_homonym_stays_out_of_its_child(opened: Settings) -> None:
    await _bar_jean()
    twice = row("2", child="Dupont Zoé", adult="Dupont Jean", email="j2@example.org")
    rows = [MARIE, JEAN, twice]
    (who,) = (await preview(rows)).questions
    same = {who.key: value(who, "jean.dupont")}
    (access,) = [one for one in (await preview(rows, same)).questions if not one.decided]
    assert (access.kind, access.answer) == ("barred_elsewhere", CLOSED)
    await applying.carry_out(importing.read(as_csv(rows)), same)
    assert await of("jean.dupont") == []
    await applying.carry_out(importing.read(as_csv(rows)), {**same, access.key: OPEN})
    assert await of("jean.dupont") == ["Zoé"]


ELSEWHERE = {
    "another child, or this one under another number and name": [row("2", child="Dupont Léa Marie", **AS_JEAN)],
    "a new surname of the child, and a new number": [row("2", child="Martin Léa", **AS_JEAN)],
    "a second number beside the first": [MARIE, row("2", child="Dupont Léa-Marie", **AS_JEAN)],
}
WRITTEN = ("Dupon Jean", "Dupont Jean Paul", "Dupont-Martin Jean", "M. Dupont Jean")


@pytest.mark.parametrize("rows", ELSEWHERE.values(), ids=ELSEWHERE.keys())
async def test_an_adult_shut_out_of_a_child_gets_another_child_only_after_a_question(
    opened: Settings, rows: list[Row]
) -> None:
    await _bar_jean()
    for _ in range(2):  # and the second import of the same file opens nothing either
        plan = await applying.carry_out(importing.read(as_csv(rows)), allow_leavers=True)
        assert "barred_elsewhere" in {one.kind for one in plan.notices}
        assert await of("jean.dupont") == []
    (question,) = (await preview(rows)).questions
    assert (question.barred, question.answer) == ("Léa Dupont", CLOSED)
    await decide(rows, OPEN)
    assert len(await of("jean.dupont")) == 1


@pytest.mark.parametrize("name", WRITTEN)
async def test_an_adult_new_beside_a_child_that_somebody_was_shut_out_of_waits_for_an_answer(
    opened: Settings, name: str
) -> None:
    await _bar_jean()
    newcomer = row(adult=name, email="new@example.org")
    for _ in range(2):
        plan = await apply(as_csv([MARIE, newcomer]))
        assert "beside_barred" in {one.kind for one in plan.notices}
        assert await count("guardianship", "ended_at IS NULL") == 1
    (question,) = (await preview([MARIE, newcomer])).questions
    assert (question.barred, question.answer) == ("Jean Dupont", CLOSED)
    await decide([MARIE, newcomer], OPEN)
    assert await count("guardianship", "ended_at IS NULL") == 2
    assert await of("jean.dupont") == []


async def test_the_other_parent_is_asked_nothing(opened: Settings) -> None:
    await _bar_jean()
    for rows in ([MARIE, JEAN], [row("7"), row("7", adult="Dupont Jean", email="jean@example.org")], [MARIE]):
        plan = await applying.carry_out(importing.read(as_csv(rows)), allow_leavers=True)
        assert not plan.questions
        assert await of("marie.dupont") == ["Léa"]
        assert await of("jean.dupont") == []


async def test_an_answer_that_no_longer_fits_is_ignored_with_a_notice(opened: Settings) -> None:
    await apply(as_csv([MARIE]))
    (question,) = (await preview([MARIE, OTHER])).questions
    for decisions in ({question.key: "account:nobody"}, {question.key: OPEN}, {"0" * 16: NEW}):
        plan = await applying.preview(importing.read(as_csv([MARIE, OTHER])), decisions, earlier=True)
        assert len(plan.new_adults) == 1
        assert [importing.sentence(one) for one in plan.notices][-1] == (
            "Des réponses données plus tôt (1) ne correspondent plus au fichier ou à l’école."
            " Elles ne sont pas suivies."
        )
    await apply(as_csv([MARIE, OTHER]))  # a colleague imported meanwhile: nothing is left to be asked
    file, answered = importing.read(as_csv([MARIE, OTHER])), {question.key: NEW}
    assert "answers_unfit" in {one.kind for one in (await applying.preview(file, answered, earlier=True)).notices}
    assert "answers_unfit" not in {one.kind for one in (await applying.preview(file, answered)).notices}


async def test_a_question_has_the_same_key_whatever_else_is_in_the_file(opened: Settings) -> None:
    await apply(as_csv([MARIE]))
    (alone,) = (await preview([MARIE, OTHER])).questions
    more = [row("9", child="Long Tom", adult="Long Jean", email="l@x.be"), MARIE, OTHER]
    (among,) = (await preview(more)).questions
    assert alone.key == among.key


async def test_a_file_of_one_name_gives_a_bounded_number_of_options(opened: Settings) -> None:
    rows = [row(str(n), child=f"Petit N{n}", email=f"{n}@example.org") for n in range(60)]
    plan = await preview(rows)
    assert len(plan.questions) == 59
    assert max(len(one.options) for one in plan.questions) <= 10


async def test_an_address_shared_by_two_families_is_listed_apart_from_one_familys(opened: Settings) -> None:
    rows = [
        *(MARIE, row(adult="Dupont Jean")),  # one family
        *(row("2", child="Petit Max", adult="Petit Anne", email="anne@x.be"),),
        *(row("3", child="Long Tom", adult="Long Jean", email="anne@x.be"),),
    ]
    plan = await preview(rows)
    assert [[one.full_name for one in some] for some in plan.shared_by_unrelated] == [["Anne Petit", "Jean Long"]]
    assert len(plan.shared_addresses) == 2
    link = row("3", child="Long Tom", adult="Petit Anne", email="anne@x.be")
    assert (await preview([*rows, link])).shared_by_unrelated == ()


async def test_adults_of_a_patchwork_family_are_one_family(opened: Settings) -> None:
    rows = [
        row("1", "A Ann", adult="A Father", email="home@x.be"),
        row("2", "B Bob", adult="B Mother", email="home@x.be"),
        row("1", "A Ann", adult="C Grandmother", email="home@x.be"),
        row("2", "B Bob", adult="C Grandmother", email="home@x.be"),
    ]
    plan = await preview(rows)
    assert len(plan.shared_addresses[0]) == 3
    assert plan.shared_by_unrelated == ()
