"""The directory, one family's page, and what the office changes about one guardian."""
