"""The families as the office sees and corrects them: list, one family, custody, data."""
