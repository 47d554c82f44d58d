"""Pupils who have left, other school years, and lists of people set apart from the pupils of this year."""
