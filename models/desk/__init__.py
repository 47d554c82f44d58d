"""What the office sees of one family, and does to it."""
