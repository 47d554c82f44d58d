"""Sentences, dates and templates."""
