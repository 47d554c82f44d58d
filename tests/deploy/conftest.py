"""The schools that stand behind a proxy are those of the journeys."""

from tests.journeys.conftest import town

__all__ = ["town"]
