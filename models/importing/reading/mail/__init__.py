"""Addresses that cannot be used as they stand, or belong to somebody else: a pupil, the school, another parent."""
