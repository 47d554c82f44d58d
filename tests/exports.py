"""`python -m tests.exports`: reads each file of tests/support/exports/ with no answers, and says what came of it.

right: all people as expected, and no question. asked: a question, an address to mend or a fault stands for whatever
differs; or the file is refused, and had to be asked about. short: nobody sees too much, but somebody or something is
missing, and at most a notice says so. refused: not read, and the reason is said. wrong: an adult would see a child who
may not, somebody has another's address, or a pupil is none; and nothing says so by name.
"""

from collections import Counter

from tests.support.export_outcome import OUTCOMES, outcome
from tests.support.export_samples import samples


def main() -> None:
    """Print one line a file, and the counts."""
    counts: Counter[str] = Counter()
    for sample in samples():
        found = outcome(sample)
        counts[found.name] += 1
        print(f"{found.name:8}{sample.path.name:45}{found.why}")
    print(", ".join(f"{counts[name]} {name}" for name in OUTCOMES), f"of {counts.total()} files")


if __name__ == "__main__":
    main()
