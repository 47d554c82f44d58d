import asyncio
from email.message import EmailMessage

import pytest

from language import text
from mail import rendering
from models.desk import custody, erasure, newcomers, personal_data
from models.desk.adding import NotAdded, SamePupil, add_pupil
from models.desk.entries import BadEntries
from models.desk.granting import PupilLeft, Unsettled, add_parent
from models.desk.newcomers import ShutOut, WhoIsIt
from models.desk.other_family import OtherFamily
from models.desk.pupil_changes import NumberTaken, leave
from models.desk.pupils import editable_child
from models.families.child import children_of, has_no_number
from models.invitations import invitation
from models.outbox import delivery
from settings import Settings
from tests.support import merging
from tests.support.family import PASSWORD, guardian
from tests.support.files import LONG, apply, as_csv, row, usernames
from tests.support.people import BY, details, mails, standing
from tests.support.sql import query

FILE = [row(), row(adult="Petit Jean", email="jean@example.org", phone="0478 12 34 56"), row("2", "Martin Tom")]
ZOE = {"first_name": "Zoé", "last_name": "Benali", "class_name": "P2B", "register_number": ""}
ALI = {"first_name": "Ali", "last_name": "Benali", "email": "Ali@Example.org", "phone": "", "relation": "père"}
NOBODY: dict[str, str] = {}
KEY = "k" * 16


async def added(*adults: dict[str, str], key: str = KEY, **pupil: str) -> int:
    return await add_pupil({**ZOE, **pupil}, adults or (ALI, NOBODY), key, BY)


async def counts() -> list[int]:
    tables = ("child", "guardian", "guardianship", "event", "mail")
    return [(await query(f"SELECT COUNT(*) AS n FROM {table}"))[0]["n"] for table in tables]


async def refused(*adults: dict[str, str], key: str = KEY, **pupil: str) -> NotAdded:
    """Refused, and nothing was written."""
    before = await counts()
    with pytest.raises(NotAdded) as why:
        await added(*adults, key=key, **pupil)
    assert await counts() == before
    return why.value


async def given(children: list[int], key: str = KEY, **fields: str) -> int:
    return await add_parent(fields, [await editable_child(child) for child in children], key, BY)


async def question(*adults: dict[str, str]) -> WhoIsIt:
    wrong = (await refused(*adults)).adults
    assert wrong
    asked = wrong.adults[0]
    assert isinstance(asked, WhoIsIt)
    return asked


async def test_a_parent_who_was_added_by_hand_is_written_to_in_the_schools_language(
    opened: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "_schools", "nl")
    await added(ALI)
    await invitation.invite(username="ali.benali")
    (entry,) = await delivery.claim(1)
    assert (await rendering.render(entry)).read()["Content-Language"] == "nl"


async def test_a_pupil_is_added_with_two_parents_who_can_be_invited(opened: Settings) -> None:
    child = await added(ALI, {"first_name": "Nora", "last_name": "Haddad", "phone": "0499 00 11 22"})
    (stored,) = await query("SELECT * FROM child")
    assert (stored["id"], stored["first_name"], stored["class_name"]) == (child, "Zoé", "P2B")
    assert has_no_number(stored["register_number"])
    assert stored["added_by_hand_at"]
    assert await usernames() == ["ali.benali", "nora.haddad"]
    accounts = await query("SELECT id, email, email_key FROM guardian ORDER BY id")
    assert (accounts[0]["email"], accounts[0]["email_key"]) == ("ali@example.org", "ali@example.org")
    assert [await standing(one["id"]) for one in accounts] == ["not_invited", "no_address"]
    assert [one["relation"] for one in await query("SELECT relation FROM guardianship ORDER BY id")] == ["père", ""]
    assert await details("pupil added") == ['{"child": "Zoé Benali"}'] * 2
    assert len(await details("account added")) == 2
    assert await mails() == []


async def test_a_parent_is_added_to_none_of_two_pupils_when_one_has_left(opened: Settings) -> None:
    await apply(as_csv([*FILE, row("3", "Dupont Max")]))
    await leave(3, 0, BY)
    before = await counts()
    with pytest.raises(PupilLeft) as refused_:
        await given([1, 3], first_name="Nora", last_name="Haddad")
    assert refused_.value.child.first_name == "Max"
    assert await counts() == before
    assert await given([1], first_name="Nora", last_name="Haddad")


async def test_a_double_click_adds_once(opened: Settings) -> None:
    done = await asyncio.gather(*(added() for _ in range(3)))
    assert len(set(done)) == 1
    assert (await counts())[:3] == [1, 1, 1]


async def test_two_pupils_of_two_colleagues_get_two_usernames(opened: Settings) -> None:
    other = {**ALI, "email": "other@example.org"}
    await asyncio.gather(added(), added(other, key="m" * 16, first_name="Inès"))
    assert await usernames() == ["ali.benali", "ali.benali2"]


async def test_everything_that_is_wrong_is_said_at_once(opened: Settings) -> None:
    bad = {"first_name": "", "last_name": "=1", "email": "ali@", "phone": "12"}
    wrong = await refused(bad, bad, first_name="")
    assert isinstance(wrong.pupil, BadEntries)
    assert wrong.adults
    both = [wrong.adults.adults[place] for place in range(2)]
    fields = {"first_name": "missing", "last_name": "formula", "email": "address", "phone": "no_number"}
    assert [one.problems for one in both if isinstance(one, BadEntries)] == [fields] * 2


async def test_a_pupil_without_any_parent_is_not_added(opened: Settings) -> None:
    wrong = await refused(NOBODY, NOBODY)
    assert wrong.adults
    assert list(wrong.adults.adults) == [0]


async def test_the_second_parent_alone_is_enough(opened: Settings) -> None:
    await added(NOBODY, ALI)
    assert await usernames() == ["ali.benali"]


async def test_one_person_typed_twice_gets_no_two_accounts(opened: Settings) -> None:
    wrong = (await refused(ALI, {**ALI, "phone": "0478 12 34 56"})).adults
    assert wrong
    assert isinstance(problem := wrong.adults[1], BadEntries)
    assert problem.problems == {"first_name": "twice"}


async def test_a_register_number_that_is_known_is_refused_with_whose_it_is(opened: Settings) -> None:
    await apply(as_csv(FILE))
    wrong = await refused(register_number="2")
    assert isinstance(wrong.pupil, NumberTaken)
    assert wrong.pupil.holder.full_name == "Tom Martin"
    assert not wrong.pupil.holder.left
    await leave(2, 0, BY)
    wrong = await refused(register_number="2")
    assert isinstance(wrong.pupil, NumberTaken)
    assert wrong.pupil.holder.left


async def test_a_pupil_of_a_known_name_is_asked_about(opened: Settings) -> None:
    await apply(as_csv(FILE))
    again = {"first_name": "lea", "last_name": "DUPONT"}
    asked = (await refused(**again)).pupil
    assert isinstance(asked, SamePupil)
    assert [one.full_name for one in asked.known] == ["Léa Dupont"]
    await added(**again, another=asked.another)
    assert len(await query("SELECT id FROM child")) == 3
    asked = (await refused(**again, another=asked.another, key="m" * 16)).pupil
    assert isinstance(asked, SamePupil), "another answer is needed where there is one more"
    await added(ALI | {"email": "x@example.org"}, NOBODY, key="m" * 16, **again, another=asked.another)
    assert len({one["register_number"] for one in await query("SELECT register_number FROM child")}) == 4


@pytest.mark.parametrize("contact", [{"email": "jean@example.org"}, {"phone": "+32 478 123456"}])
async def test_the_name_and_contact_of_an_account_are_asked_about(opened: Settings, contact: dict[str, str]) -> None:
    await apply(as_csv(FILE))
    jean = {"first_name": "Jean", "last_name": "Petit", **contact}
    asked = await question(jean, NOBODY)
    assert [(one.account.username, one.children) for one in asked.known] == [("jean.petit", ("Léa Dupont",))]
    assert (await question({**jean, "same": "marie.dupont"})).known == asked.known, "an account that was not offered"
    child = await added({**jean, "same": "jean.petit", "relation": "père"}, NOBODY)
    assert len(await query("SELECT id FROM guardian")) == 2
    assert child in [one.id for one in await children_of(2)]


async def test_the_same_name_and_contact_may_be_another_person(opened: Settings) -> None:
    await apply(as_csv(FILE))
    jean = {"first_name": "Jean", "last_name": "Petit", "email": "jean@example.org"}
    asked = await question(jean)
    await added({**jean, "same": asked.another}, NOBODY)
    assert await usernames() == ["marie.dupont", "jean.petit", "jean.petit2"]
    marie = {"first_name": "Marie", "last_name": "Dupont", "email": "marie@example.org"}
    wrong = (await refused({**marie, "same": asked.another}, key="m" * 16, first_name="Inès")).adults
    assert wrong, "the answer about Jean says nothing about Marie"
    assert isinstance(wrong.adults[0], WhoIsIt)


async def test_the_address_of_an_account_without_a_name_is_asked_about(opened: Settings) -> None:
    await apply(as_csv([["1", "Dupont", "Léa", "P1A", "jean@example.org"]], [*LONG[:4], "E-mail parent"]))
    jean = {"first_name": "Jean", "last_name": "Petit", "email": "jean@example.org"}
    asked = await question(jean)
    assert [one.account.username for one in asked.known] == ["parent.dupont"]
    await added({**jean, "same": "parent.dupont"}, NOBODY)
    assert await usernames() == ["parent.dupont"]


async def test_an_answer_does_not_hold_for_another_name_or_contact(opened: Settings) -> None:
    await apply(as_csv([*FILE, row("2", "Martin Tom", "P2B", "Martin Anne", "a@x.be")]))
    jean = {"first_name": "Jean", "last_name": "Petit", "email": "jean@example.org"}
    asked = await question(jean)
    for change in ({"email": "j@example.org", "phone": "0478 12 34 56"}, {"phone": "0499 00 11 22"}):
        wrong = (await refused({**jean, **change, "same": asked.another})).adults
        assert wrong
        assert isinstance(wrong.adults[0], WhoIsIt), change
    for same in (asked.another, "another:jean.petit", "another:anne.martin"):
        for email in ("jean@example.org", "a@x.be"):
            luc = {"first_name": "Luc", "last_name": "Haddad", "email": email, "same": same}
            wrong = (await refused(luc)).adults
            assert wrong
            assert isinstance(wrong.adults[0], OtherFamily), (same, email)


async def test_the_answer_about_a_username_says_nothing_about_the_address_that_is_typed(opened: Settings) -> None:
    await apply(as_csv(FILE))
    chosen = {"username": "jean.petit", "first_name": "Luc", "last_name": "Haddad", "email": "jean@example.org"}
    asked = await question(chosen)
    wrong = (await refused({**chosen, "same": asked.another})).adults
    assert wrong
    assert isinstance(problem := wrong.adults[0], OtherFamily)
    assert await added({**chosen, "same": asked.another, "shared": problem.sure})


async def test_the_answer_about_an_address_holds_for_one_name(opened: Settings) -> None:
    await apply(as_csv(FILE))
    nora = {"first_name": "Nora", "last_name": "Haddad", "email": "jean@example.org"}
    wrong = (await refused(nora)).adults
    assert wrong
    assert isinstance(problem := wrong.adults[0], OtherFamily)
    assert await refused({**nora, "first_name": "Luc", "shared": problem.sure})
    assert await added({**nora, "shared": problem.sure})


async def test_a_name_alone_or_a_contact_alone_asks_nothing(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await added({"first_name": "Jean", "last_name": "Petit", "email": "new@example.org"}, NOBODY)
    await added({"first_name": "Luc", "last_name": "Petit", "phone": "0478 12 34 56"}, key="m" * 16, first_name="Inès")
    assert await usernames() == ["marie.dupont", "jean.petit", "jean.petit2", "luc.petit"]


async def test_an_account_chosen_by_its_username_is_asked_about_too(opened: Settings) -> None:
    await apply(as_csv(FILE))
    asked = await question({"username": " Jean.Petit "})
    assert [one.account.username for one in asked.known] == ["jean.petit"]
    await added({"username": "jean.petit", "same": "jean.petit"}, NOBODY)
    wrong = (await refused({"username": "jean.petit", "same": asked.another}, first_name="Inès", key="m" * 16)).adults
    assert wrong
    assert isinstance(wrong.adults[0], BadEntries), "another person needs a name"
    wrong = (await refused({"username": "nobody"}, first_name="Inès", key="m" * 16)).adults
    assert wrong
    assert isinstance(problem := wrong.adults[0], BadEntries)
    assert problem.problems == {"username": "unknown"}


async def test_a_parent_is_added_to_the_children_that_are_ticked_and_to_no_other(opened: Settings) -> None:
    await apply(as_csv([*FILE, row("3", "Martin Max")]))
    number = await given([1, 2], first_name="Ali", last_name="Benali", relation="beau-père")
    assert {child.id for child in await children_of(number)} == {1, 2}
    assert await details("access given") == ['{"child": "Léa Dupont"}', '{"child": "Tom Martin"}']
    assert all(one["added_by_hand_at"] for one in await query("SELECT * FROM guardianship WHERE guardian = ?", number))
    assert await given([1, 2], first_name="Ali", last_name="Benali") == 0, "a double click"
    assert len(await query("SELECT id FROM guardian")) == 3


async def test_who_has_an_active_account_is_told_without_the_childs_name(opened: Settings) -> None:
    ali = await guardian("ali.benali", "ali@example.org", password=PASSWORD)
    await apply(as_csv([*FILE, row("R1", "Benali Zoé", adult="Benali Ali", email="ali@example.org")]), leavers=True)
    await query("DELETE FROM mail")
    children = [
        one["id"] for one in await query("SELECT id FROM child WHERE register_number IN ('1', '2') ORDER BY id")
    ]
    await given(children, username="ali.benali", same="ali.benali")
    assert await mails() == [("child_added", "ali@example.org", "queued")]
    await given(children, "m" * 16, username="ali.benali", same="ali.benali")
    assert len(await mails()) == 1, "nothing has begun"
    (entry,) = await delivery.claim(9)
    message = (await rendering.render(entry)).read()
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        assert isinstance(part, EmailMessage)
        assert "a ajouté un enfant à votre compte" in part.get_content()
        assert not any(word in part.get_content() for word in ("Léa", "Tom", "ali.benali", "token="))
    assert await standing(ali) == "in"


async def test_an_access_that_the_file_ended_begins_again_and_one_that_is_open_stays(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await apply(as_csv([FILE[0], FILE[2]]))
    assert await children_of(2) == []
    await given([1], username="jean.petit", same="jean.petit")
    assert [child.id for child in await children_of(2)] == [1]
    assert (await query("SELECT relation, ended_by FROM guardianship WHERE guardian = 2")) == [
        {"relation": "mère", "ended_by": ""}
    ]
    assert await given([1], "m" * 16, username="jean.petit", same="jean.petit") == 2
    assert len(await details("access given")) == 1


async def shut_out(children: list[int], **fields: str) -> ShutOut:
    before = await counts()
    with pytest.raises(Unsettled) as why:
        await given(children, **fields)
    assert await counts() == before
    problem = why.value.adults[0]
    assert isinstance(problem, ShutOut)
    return problem


async def test_an_access_that_the_office_ended_is_not_given_back_by_adding(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await custody.end(2, 1, 0, BY, because="jugement")
    for same in ("jean.petit", ""):
        known = {"username": "jean.petit", "same": "jean.petit"}
        fields = known if same else {"first_name": "Jean", "last_name": "Petit", "email": "new@example.org"}
        problem = await shut_out([1], **fields)
        assert (problem.guardian, problem.child, bool(problem.sure)) == (2, 1, not same)
    assert await children_of(2) == []
    await given([2], username="jean.petit", same="jean.petit")
    assert [child.id for child in await children_of(2)] == [2], "another child is another decision"


@pytest.mark.parametrize("contact", [{"email": "jean@example.org"}, {"phone": "0478123456"}])
async def test_another_spelling_of_who_was_shut_out_is_asked_about(opened: Settings, contact: dict[str, str]) -> None:
    await apply(as_csv(FILE))
    await custody.end(2, 1, 0, BY, because="jugement")
    spelled = {"first_name": "Jeannot", "last_name": "Petite", **contact}
    problem = await shut_out([1], **spelled)
    assert problem.sure
    await shut_out([1], **spelled, sure="yes")
    for other in ({"first_name": "Marc"}, {"email": "jean@example.org", "phone": "0478123456"}):
        await shut_out([1], **{**spelled, **other}, sure=problem.sure)
    for made_up in ("2-1", "3-1+2-1"):
        await shut_out([1], **spelled, sure=made_up)
    assert await given([1], **spelled, sure=problem.sure)


async def test_the_answer_about_a_name_does_not_let_in_the_address_of_who_was_shut_out(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await custody.end(2, 1, 0, BY, because="jugement")
    problem = await shut_out([1], first_name="Jean", last_name="Petit", email="new@example.org")
    await shut_out([1], first_name="Marc", last_name="Costa", email="jean@example.org", sure=problem.sure)


async def test_each_of_two_who_were_shut_out_is_asked_about_by_name(opened: Settings) -> None:
    await apply(as_csv(FILE))
    for number, version in ((1, 0), (2, 0)):
        await custody.end(number, 1, version, BY, because="jugement")
    spelled = {"first_name": "Marie", "last_name": "Dupont", "phone": "0478123456"}
    first = await shut_out([1], **spelled)
    second = await shut_out([1], **spelled, sure=first.sure)
    assert {first.name, second.name} == {"Marie Dupont", "Jean Petit"}
    await shut_out([1], **spelled, sure=second.sure.rpartition("+")[2])
    assert await given([1], **spelled, sure=second.sure)


async def test_who_was_shut_out_of_a_pupil_is_not_let_in_to_a_new_one_of_that_name(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await custody.end(2, 1, 0, BY, because="jugement")
    asked = (await refused(first_name="Léa", last_name="Dupont")).pupil
    assert isinstance(asked, SamePupil)
    again = {"first_name": "Léa", "last_name": "Dupont", "another": asked.another}
    wrong = (await refused({"username": "jean.petit", "same": "jean.petit"}, **again)).adults
    assert wrong
    assert isinstance(problem := wrong.adults[0], ShutOut)
    assert (problem.guardian, problem.child, problem.sure) == (2, 1, "")


async def test_who_was_shut_out_of_a_pupil_is_not_added_to_one_of_that_name_who_is_there(opened: Settings) -> None:
    await apply(as_csv(FILE))
    await custody.end(2, 1, 0, BY, because="jugement")
    asked = (await refused(first_name="Léa", last_name="Dupont")).pupil
    assert isinstance(asked, SamePupil)
    again = {"first_name": "Léa", "last_name": "Dupont", "another": asked.another}
    child = await added({"username": "marie.dupont", "same": "marie.dupont"}, **again)
    problem = await shut_out([child], username="jean.petit", same="jean.petit", key="m" * 16)
    assert (problem.guardian, problem.child, problem.sure) == (2, 1, "")
    spelled = {"first_name": "Jeannot", "last_name": "Petite", "email": "jean@example.org", "key": "m" * 16}
    problem = await shut_out([child], **spelled)
    assert await given([child], **spelled, sure=problem.sure)


async def test_the_access_that_a_colleague_ends_meanwhile_is_not_given(opened: Settings) -> None:
    await apply(as_csv(FILE))
    known = {"username": "jean.petit", "same": "jean.petit"}
    await asyncio.gather(
        custody.end(2, 1, 0, BY, because="jugement"),
        given([1], **known),
        return_exceptions=True,
    )
    assert await children_of(2) == []


async def test_the_data_of_a_parent_say_that_the_access_was_given_by_hand_and_an_erasure_takes_it_all(
    opened: Settings,
) -> None:
    await added()
    data = await personal_data.gather(1)
    assert data["children"][0]["added_by_hand_at"]
    await erasure.erase(1, BY, with_children=True)
    for table in ("child", "guardian", "guardianship", "sent_form"):
        assert await query(f"SELECT * FROM {table}") == []
    assert "Zoé" not in str(await query("SELECT * FROM event"))


def test_nobody_is_typed_by_a_relation_alone() -> None:
    assert not newcomers.typed({"relation": "mère", "first_name": " "})
    assert newcomers.typed({"username": "x"})


async def test_the_key_of_another_form_adds_no_pupil(opened: Settings) -> None:
    child = await added()
    await given([child], "m" * 16, first_name="Nora", last_name="Haddad")
    with pytest.raises(LookupError):
        await added(key="m" * 16)


async def test_the_username_or_address_of_a_merged_account_leads_to_the_one_that_was_kept(opened: Settings) -> None:
    kept, absorbed = await merging.two()
    await merging.merged(kept, absorbed)
    for fields in (
        {"username": "marie.dupont2"},
        {"first_name": "Marie", "last_name": "Dupont", "email": "marie@work.example"},
    ):
        asked = await question(fields, NOBODY)
        assert [one.account.username for one in asked.known] == ["marie.dupont"]
    child = await added({"username": "marie.dupont2", "same": "marie.dupont"}, NOBODY)
    assert child in [one.id for one in await children_of(kept)]
