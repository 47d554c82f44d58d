"""The families of a file beside the database: who is who, and the plan of what would change."""
