"""Why a file is not read whose headings are not recognised, with an example of each heading that is missing."""

from language.text import SOURCE, _, language
from models.importing.reading.cells import label
from models.importing.reading.headings.examples import EXAMPLES
from models.importing.reading.layout import Layout
from models.importing.reading.remarks import Unreadable, cut
from models.importing.reading.tables import TextRow


def unrecognised(row: TextRow, layout: Layout) -> Unreadable:
    """The refusal of a file of which this row of headings says the most."""
    examples = EXAMPLES.get(language(), EXAMPLES[SOURCE])
    return Unreadable(
        "no_headings",
        missing=", ".join(
            _("{field} (par exemple « {heading} »)").format(field=label(field), heading=examples[field])
            for field in layout.missing
        ),
        heading_line=row.number,
        found=titles_of(row),
    )


def titles_of(row: TextRow) -> str:
    return ", ".join(cut(cell.strip()) for cell in row.cells[:30] if cell.strip())
