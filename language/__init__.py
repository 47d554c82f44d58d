"""Translation, dates and templates."""
