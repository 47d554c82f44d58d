from models import importing
from settings import Settings
from tests.support.files import apply, as_csv, preview, row, usernames


def kinds(plan: importing.Plan) -> list[str]:
    return [notice.kind for notice in plan.notices]


async def test_one_adult_on_two_rows_is_one_account(opened: Settings) -> None:
    await apply(as_csv([row(), row("2", child="Dupont Max", adult="DUPONT  Marie")]))
    assert await usernames() == ["marie.dupont"]


async def test_two_adults_may_share_an_address(opened: Settings) -> None:
    plan = await apply(as_csv([row(), row(adult="Dupont Jean")]))
    assert await usernames() == ["marie.dupont", "jean.dupont"]
    assert [len(shared) for shared in plan.shared_addresses] == [2]


async def test_homonyms_are_two_accounts_and_reported(opened: Settings) -> None:
    plan = await apply(as_csv([row(), row("2", child="Dupont Max", email="other@example.org")]))
    assert await usernames() == ["marie.dupont", "marie.dupont2"]
    assert kinds(plan) == ["homonyms"]


async def test_a_parent_without_contact_is_found_by_the_other_parent(opened: Settings) -> None:
    rows = [
        row(number, child, adult=adult, email=email)
        for number, child in (("1", "Dupont Léa"), ("2", "Dupont Max"))
        for adult, email in (("Dupont Marie", "marie@example.org"), ("Dupont Jean", ""))
    ]
    await apply(as_csv(rows))
    assert await usernames() == ["marie.dupont", "jean.dupont"]


async def test_parents_whose_letters_are_all_lost_stay_two(opened: Settings) -> None:
    rows = [
        row(number, child, adult="??????? ?????", email="famille@example.org", relation=relation)
        for number, child in (("1", "??????? ???"), ("2", "??????? ????"))
        for relation in ("mère", "père")
    ]
    await apply(as_csv(rows, encoding="cp1252"))
    assert await usernames() == ["parent", "parent2"]
    again = await apply(as_csv(rows, encoding="cp1252"))
    assert again.changes_nothing


async def test_accents_capitals_and_spaces_are_no_difference(opened: Settings) -> None:
    await apply(as_csv([row(adult="Özgür-Łoś Hélène")]))
    for name in ("OZGUR LOS HELENE", "Helene Ozgurlos"):
        last, _, first = name.rpartition(" ")
        given = row()
        given[4], given[5] = last, first
        plan = await preview(as_csv([given]))
        assert not plan.new_adults


async def test_a_complete_name_is_not_replaced_by_one_with_lost_letters(opened: Settings) -> None:
    await apply(as_csv([row(child="Țurcanu Ștefan", adult="Țurcanu Ayşe")]))
    lossy = as_csv([row(child="?urcanu ?tefan", adult="?URCANU Ay?e")], encoding="cp1252")
    plan = await apply(lossy)
    assert plan.changes_nothing
    assert kinds(plan) == ["lost_letters", "lost_letters"]


async def test_a_correct_export_restores_a_name_with_lost_letters(opened: Settings) -> None:
    await apply(as_csv([row(adult="?urcanu Ay?e")], encoding="cp1252"))
    plan = await apply(as_csv([row(adult="Țurcanu Ayşe")]))
    assert [one.adult.full_name for one in plan.changed_adults] == ["Ayşe Țurcanu"]
    assert await usernames() == ["aye.urcanu"]


async def test_names_in_any_script_get_usable_usernames(opened: Settings) -> None:
    names = ["Мельник Кевін", "Nguyễn Thị", "Öztürk Ayşe", "محمد علي", "李 小龙"]
    await apply(as_csv([row(str(n), adult=name, email="") for n, name in enumerate(names)]))
    made = await usernames()
    assert made[:3] == ["kevin.melnik", "thi.nguyen", "ayse.ozturk"]
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789.") for name in made)


async def test_a_father_and_daughter_of_one_name_and_phone_do_not_confuse_children(opened: Settings) -> None:
    await apply(as_csv([row(phone="0478 54 55 58"), row("2", child="Petit Max", adult="Petit Anne", email="a@x.be")]))
    plan = await preview(
        as_csv([row(phone="+32 478 545558", email=""), row("2", child="Petit Max", adult="Petit Anne")])
    )
    assert not plan.new_adults
    assert kinds(plan) == ["address_kept"]
