"""Families, classes, and the page of one family with all that can be done there."""
