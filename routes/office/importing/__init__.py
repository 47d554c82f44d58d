"""The import of a file, from its upload to the undo."""
