"""A made-up school as its office would export it: one row a pupil and guardian, the same at every run."""

import csv
import itertools
import random
from pathlib import Path

FIRST = "Adam Aya Chloé Elif Gabriel Hugo Ilyas Jade Louise Manon Mateus Noé Rayan Ștefan Yasmine Zofia Victor Linh"
ADULT = "Amina Andriy Bart Caroline Emine Fatima Jean Kateryna Khadija Marie Mustafa Olivier Piotr Sophie Véronique"
SYLLABLES = "bar be cou da du fran gue hé jo ka ko lau lé ma mi né ngo o pi qué rou sé ső ta tu va vi wa yıl zé"
CLASSES = [f"{level}{year}{letter}" for level in "MP" for year in range(1, 7) for letter in "ABCDEFGH"]
HEADINGS = "matricule nom_eleve prenom_eleve classe nom_responsable prenom_responsable email telephone lien langue"


def write(path: Path, pupils: int) -> int:
    """Write the export of a school of so many pupils; returns its number of rows.

    Nearly every child has two guardians, one of whom has its name, a third has a brother or sister here, one adult in
    twenty has no address.
    """
    chance = random.Random(20260901)
    numbers = itertools.count(1)
    rows = 0
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS.split())
        register = itertools.count(240001)
        left = pupils
        while left > 0:
            last = _last_name(chance)
            mother = _last_name(chance) if left % 10 else last
            adults = [_adult(chance, next(numbers), mother, "mère")]
            adults += [_adult(chance, next(numbers), last, "père")] if left % 10 else []
            children = min(left, chance.choice((1, 1, 1, 2)))
            left -= children
            for _ in range(children):
                child = (next(register), last, chance.choice(FIRST.split()), chance.choice(CLASSES))
                for adult in adults:
                    writer.writerow([*child, *adult])
                    rows += 1
    return rows


def _adult(chance: random.Random, number: int, last: str, relation: str) -> list[str]:
    first = chance.choice(ADULT.split())
    address = f"parent{number}@example.org" if number % 20 else ""
    return [last, first, address, f"04{number:08d}", relation, chance.choice(("fr", "fr", "nl", "en"))]


def _last_name(chance: random.Random) -> str:
    """One of 27,000, so that few adults share a whole name, as in a real school."""
    return "".join(chance.choices(SYLLABLES.split(), k=3)).title()
