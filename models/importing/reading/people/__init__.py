"""Who is meant by a name: its parts and their order, names that stand for nobody, one pupil from file to file."""
