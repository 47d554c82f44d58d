"""The database as a whole: the secret key it belongs to, and preparing it after it was opened."""
