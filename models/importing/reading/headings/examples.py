"""An example of a good heading for each needed field, by the language of the office, for the sentence that refuses a
file."""

EXAMPLES = {
    "fr": {
        "child last": "Nom élève",
        "child first": "Prénom élève",
        "adult last": "Nom responsable 1",
        "adult first": "Prénom responsable 1",
    },
    "nl": {
        "child last": "Naam leerling",
        "child first": "Voornaam leerling",
        "adult last": "Naam ouder 1",
        "adult first": "Voornaam ouder 1",
    },
    "en": {
        "child last": "Pupil last name",
        "child first": "Pupil first name",
        "adult last": "Parent 1 last name",
        "adult first": "Parent 1 first name",
    },
}
