"""A file from its upload to the history of imports."""
