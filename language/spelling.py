"""Words with which a letter is spelled on the telephone, where B, D, P and T sound alike: by the language of who reads
the code out.

French: first names that everybody knows. Dutch: the alphabet of the Belgian telephone directories. English: that of
ICAO (Annex 10, volume II, 5.2.1.3), also known as NATO's.
"""

from language import text

NAMES = {
    "fr": (
        *("Alice", "Bruno", "Charles", "David", "Emma", "François", "Gaston", "Henri", "Isabelle", "Julie", "Karim"),
        *("Louise", "Marie", "Nicolas", "Olivier", "Paul", "Quentin", "Robert", "Simon", "Thomas", "Ursule", "Victor"),
        *("William", "Xavier", "Yvonne", "Zoé"),
    ),
    "nl": (
        *("Arthur", "Brussel", "Carolina", "Desiré", "Emiel", "Frederik", "Gustaaf", "Hendrik", "Isidoor", "Jozef"),
        *("Kilogram", "Leopold", "Maria", "Napoleon", "Oscar", "Piano", "Quotiënt", "Robert", "Sofie", "Telefoon"),
        *("Ursula", "Victor", "Waterloo", "Xavier", "Yvonne", "Zola"),
    ),
    "en": (
        *("Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliett", "Kilo", "Lima"),
        *("Mike", "November", "Oscar", "Papa", "Quebec", "Romeo", "Sierra", "Tango", "Uniform", "Victor", "Whiskey"),
        *("X-ray", "Yankee", "Zulu"),
    ),
}


def spelled(code: str) -> list[tuple[str, str]]:
    """Each letter and digit of a code with the word for it, in the current language; a digit stands for itself."""
    words = {name[0]: name for name in NAMES.get(text.language(), NAMES[text.SOURCE])}
    return [(letter, words.get(letter, letter)) for letter in code.replace("-", "")]
