"""From a plan to the database, and back: uploads, tasks, history, undo."""
