"""From the bytes of an export to families: table, columns, rows, and what only the school knows."""
