"""The bytes of a school's file → its tables, as rows of text."""
