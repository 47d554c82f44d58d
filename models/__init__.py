"""The school's nouns and their verbs. Nothing here knows of HTTP."""
