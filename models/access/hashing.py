"""bcrypt over a keyed hash, in the pool of `models/core/pool.py` (catalogue 22–23, 53).

bcrypt reads only 72 bytes, so it gets a keyed hash of the password: every character counts, and guesses cannot be
tried with the database alone.
"""

import base64

import bcrypt

from models.core import school
from models.core.pool import Pool, TooBusy

__all__ = ["TooBusy", "digest", "matches", "outdated", "pool"]

# A well-formed digest of no password, so that an unknown username takes as long as a wrong password (catalogue 13).
DUMMY_DIGEST = "C6UzMDM.H6dfI/f/IKcEeO7ZBpZpGJqGWGwqJ4gA8k1U6p5eD3G1u"


pool = Pool()


def _short(password: str) -> bytes:
    return base64.b64encode(school.keyed("password", password.encode()))


async def digest(password: str, client_network: str = "") -> str:
    """The digest to store for a password that `models.access.password.accept` accepted. Raises `TooBusy`."""
    cost = school.settings().bcrypt_cost
    return await pool.run(lambda: bcrypt.hashpw(_short(password), bcrypt.gensalt(cost)).decode(), client_network)


async def matches(password: str, stored: str | None, client_network: str = "") -> bool:
    """Whether this is the password. Always computes one bcrypt, also where `stored` is None. Raises `TooBusy`."""
    against = stored or f"$2b${school.settings().bcrypt_cost:02d}${DUMMY_DIGEST}"

    def check() -> bool:
        try:
            return bcrypt.checkpw(_short(password), against.encode())
        except ValueError:  # not a bcrypt digest
            return False

    return await pool.run(check, client_network) and stored is not None


def outdated(stored: str) -> bool:
    """Whether the digest has another cost than PREAU_BCRYPT_COST (catalogue 28)."""
    return not stored.startswith(f"$2b${school.settings().bcrypt_cost:02d}$")
