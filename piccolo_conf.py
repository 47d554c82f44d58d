"""For Piccolo's own tools, on the database that the environment or `.env` names (docs/decisions/queries.md).

The server does not read this file: app.py opens the database.
"""

import sys

from piccolo.conf.apps import AppRegistry

from models.core import school
from models.database import make_engine
from settings import load

settings = load()
if settings.sqlite_path is not None and not settings.sqlite_path.exists():
    sys.exit(f"There is no database at {settings.sqlite_path} yet: `preau migrate` makes it.")
school.open_school(settings)  # so that the models' own functions work in `piccolo shell run`

DB = make_engine(settings)
APP_REGISTRY = AppRegistry(["models.piccolo_app"])
