"""The families of the demonstration: names, state, and what each one shows."""

from dataclasses import dataclass

from models.core.username import make_username

# The state of a family at the start of the demonstration.
SENT, OPENED, FAILED, IN, EXPIRED = "sent", "opened", "failed", "in", "expired"
REFUSED, BOUNCED, CORRECTED = "refused", "bounced", "corrected"
PAPER, PAPER_IN, PHONE, RESET = "paper", "paper in", "phone", "reset"
CUSTODY, DISABLED, LEFT, NEW = "custody", "disabled", "left", "new"


@dataclass(frozen=True)
class Family:
    """Adults as (first name, last name, address) and children as (first name, last name, class).

    `language` is that of the school's file, empty for French. `words` are the mail server's; `shows` is for the
    parents' side of the guide, `office` for the office's.
    """

    adults: tuple[tuple[str, str, str], ...]
    children: tuple[tuple[str, str, str], ...]
    story: str = SENT
    shows: str = ""
    office: str = ""
    words: str = ""
    language: str = ""

    @property
    def usernames(self) -> list[str]:
        """The usernames that the import makes, since no two adults have the same name."""
        return [make_username(first, last, ()) for first, last, _ in self.adults]


SHOWN = (
    Family(
        (("Céline", "Laurent", "celine.laurent@example.org"),),
        (("Gabriel", "Laurent", "P3B"),),
        shows="one child: from the mail straight to the dashboard",
    ),
    Family(
        (("Mustafa", "Öztürk", "mustafa.ozturk@example.org"),),
        (("Elif", "Öztürk", "P1A"), ("Kerem", "Öztürk", "P4A"), ("Zeynep", "Öztürk", "M3B")),
        shows="three children: the picker; reads Turkish",
        language="tr",
    ),
    Family(
        (("Kateryna", "Мельник", "famille.melnik@example.org"), ("Ivan", "Мельник", "famille.melnik@example.org")),
        (("Daryna", "Мельник", "P2B"),),
        shows="two parents share one address: a reset sends ONE mail for both; read Ukrainian",
        language="uk",
    ),
    Family(
        (("Jean", "Dubois", "jean.dubois@example.org"),),
        (("Louise", "Dubois", "P6A"),),
        EXPIRED,
        "the token of this mail has expired: a new one with one button",
    ),
    Family(
        (("Marie", "Nguyễn", "marie.nguyen@example.org"),),
        (("Linh", "Nguyễn", "P3B"), ("Minh", "Nguyễn", "P1A")),
        IN,
        "already in: sign in; reads announcements in one mail a week",
    ),
    Family(
        (("Paul", "Collard", "paul.collard@example.org"),),
        (("Hugo", "Collard", "P6A"),),
        LEFT,
        "already in, but the child has left the school",
    ),
    Family(
        (("Bart", "Wouters", "bart.wouters@example.net"),),
        (("Jade", "Wouters", "P4B"),),
        REFUSED,
        office="the mail server refused the address, in its own words",
        words="550 5.1.1 <bart.wouters@example.net>: Recipient address rejected: User unknown in virtual mailbox table",
    ),
    Family(
        (("Elena", "Țurcanu", "elena.turcanu@example.com"),),
        (("Ștefan", "Țurcanu", "M2B"),),
        BOUNCED,
        office="the mail was taken, and came back later",
        words="550-5.1.1 The email account that you tried to reach does not exist",
        language="ro",
    ),
    Family(
        (("Caroline", "Goossens", "caroline.goossens@example.org"),),
        (("Camille", "Goossens", "P3A"),),
        FAILED,
        office="opened the link, and two passwords were refused",
    ),
    Family(
        (("Khadija", "Haddad", "khadija.haddad@example.org"),),
        (("Ilyas", "Haddad", "M3A"),),
        PHONE,
        office="in by a code read out on the phone; reads Arabic",
        language="ar",
    ),
    Family(
        (("Olivier", "Étienne", "olivier.etienne@gmial.example"),),
        (("Noé", "Étienne", "P3A"),),
        CORRECTED,
        office="the address had a slip: corrected, invited again, in",
        words="550 5.4.4 Host or domain name not found for gmial.example",
    ),
    Family(
        (("Véronique", "Da Silva", "veronique.dasilva@example.org"), ("Rui", "Da Silva", "rui.dasilva@example.org")),
        (("Mateus", "Da Silva", "M1B"),),
        CUSTODY,
        office="custody: the office ended the father's access, and no import restores it",
    ),
    Family(
        (("Thierry", "Lambert", ""),),
        (("Nina", "Lambert", "P1B"),),
        PAPER,
        office="no address: the letter is printed",
    ),
    Family(
        (("Amina", "El Amrani", ""),),
        (("Yasmine", "El Amrani", "P5B"),),
        NEW,
        office="new with the last import, without an address: print a letter, in Arabic",
        language="ar",
    ),
    Family(
        (("Victoria", "Adeyemi", "victoria.adeyemi@example.org"),),
        (("Samuel", "Adeyemi", "P2B"),),
        NEW,
        office="new with the last import: not yet invited",
    ),
    Family(
        (("Denis", "Peeters", "denis.peeters@example.org"),),
        (("Lotte", "Peeters", "P4A"),),
        DISABLED,
        office="the account is disabled",
    ),
)


def _address(first: str, last: str, story: str) -> str:
    return "" if story in (PAPER, PAPER_IN) else f"{make_username(first, last, ())}@example.org"


# One parent and one child with the same last name: first name, last name, first name of the child, class.
_MORE = {
    EXPIRED: (
        ("Grâce", "Bodart", "Louis", "P6B"),
        ("Espérance", "Mbeki", "Chloé", "P6B"),
        ("Stefania", "Rossi", "Matteo", "P6A"),
    ),
    OPENED: (("Sophie", "Servais", "Manon", "P2A"), ("Ahmed", "Bensaïd", "Lina", "P5A")),
    FAILED: (("Luc", "Hermans", "Arthur", "M2A"),),
    RESET: (("Piotr", "Kowalski", "Zofia", "P6B"),),
    PAPER: (("Rosa", "Mendes", "Tiago", "P5A"),),
    PAPER_IN: (("Monique", "Dumont", "Basile", "P4B"),),
    SENT: (
        ("Andriy", "Kovalenko", "Aya", "P5A"),
        ("Inès", "Fontaine", "Rose", "P1B"),
        ("Karim", "Mansouri", "Sami", "M1A"),
        ("Hélène", "Poncelet", "Jules", "M2B"),
        ("Wei", "Zhang", "Mei", "P4A"),
        ("Tom", "De Smet", "Fien", "M3A"),
        ("Aurélie", "Charlier", "Zoé", "P2B"),
        ("Mehmet", "Yıldız", "Deniz", "P5B"),
    ),
    IN: (
        ("Fatima", "Benali", "Adam", "P2A"),
        ("Nathalie", "François", "Victor", "M1A"),
        ("Jonathan", "Gonçalves", "Rayan", "P5B"),
        ("Isabelle", "Maes", "Emma", "P1A"),
        ("David", "Claes", "Lucas", "P1A"),
        ("Samira", "Amrani", "Nour", "P1B"),
        ("Julie", "Leroy", "Alice", "P2A"),
        ("Michaël", "Simon", "Maxime", "P2B"),
        ("Anaïs", "Dupuis", "Léa", "P3A"),
        ("Giulia", "Ferrari", "Sofia", "P3B"),
        ("Laurent", "Willems", "Eva", "P4A"),
        ("Valérie", "Jacobs", "Nathan", "P4B"),
        ("Youssef", "Alaoui", "Inaya", "P5A"),
        ("Katarzyna", "Nowak", "Jan", "P6A"),
        ("Benoît", "Gilson", "Clara", "P6A"),
        ("Sandra", "Pirotte", "Tom", "P6B"),
        ("Christophe", "Renson", "Oscar", "P6B"),
        ("Nadia", "Cherif", "Ismaël", "M1A"),
        ("Maria", "Popescu", "Ana", "M1B"),
        ("Élise", "Warnier", "Gaspard", "M2A"),
        ("François-Xavier", "d'Hondt", "Suzanne", "M3B"),
        ("Leïla", "Saïdi", "Amir", "M2B"),
        ("Nicolas", "Thiry", "Margaux", "M3A"),
    ),
}
_LANGUAGES = {"Kowalski": "pl", "De Smet": "nl"}

ALL = SHOWN + tuple(
    Family(
        ((first, last, _address(first, last, story)),),
        ((child, last, class_name),),
        story,
        language=_LANGUAGES.get(last, ""),
    )
    for story, people in _MORE.items()
    for first, last, child, class_name in people
)
