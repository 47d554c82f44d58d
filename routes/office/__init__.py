"""The school office, under `/office`: one file per screen, each listed in a `screens.py`."""
