"""Préau as Piccolo's tools see it: its tables and its migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from models.tables import TABLES

APP_CONFIG = AppConfig(
    app_name="preau",  # as the ledger `migration` has it
    migrations_folder_path=Path(__file__).parent / "database" / "migrations",
    table_classes=list(TABLES),
)
