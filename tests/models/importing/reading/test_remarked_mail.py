"""An address of which a remark says that somebody else has it is left out, and asked about."""

import pytest

from models import importing
from models.importing import Families
from models.importing.reading.mail.remarked_mail import somebody_elses
from models.importing.reading.questions import ADDRESS, Answers
from tests.support.files import Row, as_csv

HEAD: Row = ["Nr", "Nom élève", "Prénom élève", "Maman", "Mail maman", "Papa", "Mail papa", "Remarques", "Adresse"]
NEXT: Row = ["9", "Noir", "Zoe", "Ida Noir", "ida@x.example", "Tom Noir", "tom@x.example", "", ""]
OF_MOTHER = (
    "mail mama is van tante Ria|le mail sous maman appartient au proprio|mailbox van Lieve is nu die van haar opvolger"
    "|Mail der Mutter geht jetzt an ihre Nachfolgerin|mum's email now reaches a stranger"
    "|dit adres van mama is van de vorige huurster"
    "|adresse de madame : arrive chez un inconnu|Lieve leest niet zelf, Kris van het werk doet haar mails"
    "|la boîte de maman est relevée par sa collègue|mail mama komt toe bij een wildvreemde in Aalst"
    "|e-mail mama = Mme Wit"
    "|Adresse der Mutter gehört jetzt einem Fremden|maman : courriels lus par la voisine"
    "|mama werkt daar niet meer, mailbox is van haar opvolger|maman n'a plus accès à cette boîte"
    "|mail maman : ce n'est pas la sienne|mum's email is her PA's|Mail der Mutter: Adresse ist die der Schwägerin"
)
OF_BOTH = (
    "mail = sa collègue de bureau|dit adres is nu van de buren|l’adresse appartient à quelqu’un d’autre"
    "|the mail belongs to the landlord|mails gehen an den Chef|courriel : c'est celui de la comptable"
)
NOBODYS = (
    "mama leest mails pas 's avonds|nieuw adres gevraagd|préfère les mails|autre adresse mail en septembre"
    "|adres bij oma op woensdag|adresse chez les grands-parents|mail est à jour|opvolger gevraagd voor de kiné"
    "|geen mail"
    "|pas de mail le week-end|lieber per Mail|va chez la voisine à midi|mail papa checken|boîte à tartines"
    "|zwei Adressen|Adresse geändert|mail bounced|préfère son mail privé|post bitte an beide Adressen"
)


def read(remark: str, *rows: Row, answers: Answers | None = None) -> Families:
    lou = ["1", "Roy", "Lou", "Lieve Wit", "lieve@x.example", "Luc Roy", "luc@x.example", remark, ""]
    return importing.read(as_csv([lou, NEXT, *rows], HEAD, ";"), None, answers)


def without(families: Families) -> list[str]:
    assert not families.faults
    return [one.adult for one in families.mends if one.kind == "noted_address"]


@pytest.mark.parametrize("remark", OF_MOTHER.split("|"))
def test_that_of_the_parent_whom_the_remark_names(remark: str) -> None:
    families = read(remark)
    assert without(families) == ["Lieve Wit"]
    mails = {one.first_name: one.email for one in families.adults}
    assert mails == {"Lieve": "", "Luc": "luc@x.example", "Ida": "ida@x.example", "Tom": "tom@x.example"}
    answers = Answers({one.key: f"{ADDRESS}lieve@x.example" for one in families.mends})
    assert read(remark, answers=answers).adults[0].email == "lieve@x.example"


@pytest.mark.parametrize("remark", OF_BOTH.split("|"))
def test_those_of_all_of_the_row_where_it_names_nobody(remark: str) -> None:
    assert without(read(remark)) == ["Lieve Wit", "Luc Roy"]


@pytest.mark.parametrize("remark", NOBODYS.split("|"))
def test_other_remarks_about_mail_and_other_people_leave_none_out(remark: str) -> None:
    assert somebody_elses(remark) is None
    assert not without(read(remark))


def test_in_the_row_of_a_brother_too() -> None:
    brother = ["2", "Roy", "Max", "Lieve Wit", "LIEVE@x.example", "Luc Roy", "luc@x.example", "", ""]
    families = read("mail mama is van tante Ria", brother)
    assert without(families) == ["Lieve Wit", "Lieve Wit"]
    assert {one.email for one in families.adults if one.first_name == "Lieve"} == {""}


def test_the_family_s_street_is_no_remark() -> None:
    row = [*NEXT[:1], "Vert", "Tim", *NEXT[3:7], "", "rue du Patron 3, boîte 2, chez la voisine"]
    assert not without(read("", row))
