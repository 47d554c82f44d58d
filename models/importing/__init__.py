"""Families from the export a school has: `read` a file, `preview` what it would do, `carry_out` (applying).

bytes → rows of text (text_table, workbook) → `Families` (heading_rows, headings, layout, cells, row, families,
oddities) and what only the school knows of it (column_questions, watching, rights; unclear, answers) → beside what the
database holds (held, renumbering, children, people, renamed, adults, crowds, accesses, comparing) → `Plan` → the
database (applying, import_answer). `summary`, `remarks` and `…_words` put it into words.
"""

from models.importing.comparing.plan import Plan
from models.importing.reading.families import Families
from models.importing.reading.file import read
from models.importing.reading.remarks import Unreadable, sentence

__all__ = ["Families", "Plan", "Unreadable", "read", "sentence"]
