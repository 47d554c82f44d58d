"""The families of the demonstration: who they are, and what each shows."""

from dataclasses import dataclass

IN, INVITED, EXPIRED, LEFT = "in", "invited", "expired", "left"


@dataclass(frozen=True)
class Family:
    """Adults as (first name, last name, address) and children as (first name, last name, class)."""

    adults: tuple[tuple[str, str, str], ...]
    children: tuple[tuple[str, str, str], ...]
    state: str = INVITED
    shows: str = ""


SHOWN = (
    Family(
        (("Céline", "Laurent", "celine.laurent@example.org"),),
        (("Gabriel", "Laurent", "P3B"),),
        shows="one child: from the mail straight to the dashboard",
    ),
    Family(
        (("Mustafa", "Öztürk", "mustafa.ozturk@example.org"),),
        (("Elif", "Öztürk", "P1A"), ("Kerem", "Öztürk", "P4A"), ("Zeynep", "Öztürk", "M3B")),
        shows="three children: the picker",
    ),
    Family(
        (("Kateryna", "Мельник", "famille.melnik@example.org"), ("Ivan", "Мельник", "famille.melnik@example.org")),
        (("Daryna", "Мельник", "P2B"),),
        shows="two parents share one address: a reset sends ONE mail for both",
    ),
    Family(
        (("Amina", "El Amrani", ""),),
        (("Yasmine", "El Amrani", "P5B"),),
        shows="no address: the school would print a letter",
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
        "already in: sign in",
    ),
    Family(
        (("Paul", "Collard", "paul.collard@example.org"),),
        (("Hugo", "Collard", "P6A"),),
        LEFT,
        "already in, but the child has left the school",
    ),
)

_MORE = (
    ("Fatima", "Benali", "Adam", "P2A"),
    ("Sophie", "Servais", "Manon", "P2A"),
    ("Andriy", "Kovalenko", "Aya", "P5A"),
    ("Grâce", "Bodart", "Louis", "P5B"),
    ("Piotr", "Kowalski", "Zofia", "P4B"),
    ("Elena", "Țurcanu", "Ștefan", "M2B"),
    ("Bart", "Wouters", "Jade", "P6B"),
    ("Espérance", "Mbeki", "Chloé", "P6B"),
    ("Nathalie", "François", "Victor", "M1A"),
    ("Jonathan", "Gonçalves", "Rayan", "P5B"),
    ("Véronique", "Da Silva", "Mateus", "M1B"),
    ("Caroline", "Goossens", "Camille", "P3A"),
    ("Olivier", "Étienne", "Noé", "P3A"),
    ("Khadija", "Haddad", "Ilyas", "M3A"),
)

ALL = SHOWN + tuple(
    Family(((first, last, f"parent{number}@example.org"),), ((child, last, class_name),), IN if number % 3 else INVITED)
    for number, (first, last, child, class_name) in enumerate(_MORE)
)
