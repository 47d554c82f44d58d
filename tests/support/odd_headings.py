"""Headings that Préau does not know, and the fields they mean."""

from models.importing.reading.columns import by_hand

ODD = ["Clé", "Zip", "Zap", "Local", "Zip R", "Zap R", "Adr", "Num", "Qui", "Parle"]
FIELDS = [
    *("child register", "child last", "child first", "child class"),
    *("adult 1 last", "adult 1 first", "adult 1 email", "adult 1 phone", "adult 1 relation", "adult 1 language"),
]
COLUMNS = {by_hand.key(ODD): FIELDS}
