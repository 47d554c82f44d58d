"""From the families of a file and those of the database to a plan."""
