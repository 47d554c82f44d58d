"""Families, classes, the page of one family, and the changes made from there."""
