"""Days without school, of the school's calendar."""

from models.database.migrations import forwards as forwards

ID = "m0022_free_day"
STATEMENTS = (
    """CREATE TABLE free_day (
        id {key}, begins VARCHAR(10) NOT NULL, ends VARCHAR(10) NOT NULL, title VARCHAR(120) NOT NULL)""",
    "CREATE INDEX free_day_ends ON free_day (ends)",
)
