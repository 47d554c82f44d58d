"""Files that were uploaded, imports as tasks of the server, their history."""
