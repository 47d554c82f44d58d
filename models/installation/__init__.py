"""The database as a whole: which secret key it belongs to, and its opening."""
