"""bcrypt over a keyed hash, in the pool of `models/core/pool.py` (catalogue 22–23, 53).

bcrypt reads 72 bytes and no more, so it is given a keyed hash of the password instead of the password: every
character counts, and the database alone is not enough to try guesses.
"""

import base64

import bcrypt

from models.core import school
from models.core.pool import Pool, TooBusy

__all__ = ["TooBusy", "digest", "matches", "outdated", "pool"]

# A well-formed digest of nothing, so that an unknown username costs the same as a wrong password (catalogue 13).
NOBODY = "C6UzMDM.H6dfI/f/IKcEeO7ZBpZpGJqGWGwqJ4gA8k1U6p5eD3G1u"


pool = Pool()


def _short(password: str) -> bytes:
    return base64.b64encode(school.keyed("password", password.encode()))


async def digest(password: str, client_network: str = "") -> str:
    """The digest to store for a password that `models.access.password.accept` accepted. Raises `TooBusy`."""
    cost = school.settings().bcrypt_cost
    return await pool.run(lambda: bcrypt.hashpw(_short(password), bcrypt.gensalt(cost)).decode(), client_network)


async def matches(password: str, stored: str | None, client_network: str = "") -> bool:
    """Whether this is the password; always one bcrypt, also when there is nobody to compare with."""
    against = stored or f"$2b${school.settings().bcrypt_cost:02d}${NOBODY}"

    def check() -> bool:
        try:
            return bcrypt.checkpw(_short(password), against.encode())
        except ValueError:  # a digest that is none: nobody's password
            return False

    return await pool.run(check, client_network) and stored is not None


def outdated(stored: str) -> bool:
    """Whether the digest was made at another cost than the one now set (catalogue 28)."""
    return not stored.startswith(f"$2b${school.settings().bcrypt_cost:02d}$")
