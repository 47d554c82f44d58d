"""Rows and cells that stand where others belong, and what else looks wrong in a file."""
