"""Limits on guessing tokens (catalogue 10; docs/decisions/throttling.md).

A token of 12 characters has 55 random bits and cannot be guessed; its limits reduce noise. A code that is read out on
the phone has 35 bits and is valid for half an hour, so its security depends on these limits:

* One client network has 5 wrong codes free, then waits 1, 2, 4, 8, 16 minutes, then 30: nine tries in a code's life.
* After `PHONE_WHOLE.free` = 30 wrong codes from anywhere, without a pause of ten minutes, new phone codes have 12
  characters for as long as that continues (`being_guessed`). Short codes already given stay valid, and after half an
  hour none is left. Below that limit, with 10 valid codes at any moment, the probability of a hit within half an hour
  is 90 × 10 / 2³⁵, 1 in 38 million; in the 2,000 half hours of a school year 1 in 19,000.
* An attacker with many addresses (such as an IPv6 network) may try all at once before that takes effect: at most
  `LOOKED_AT` unknown short codes are looked up in ten minutes. 3 × 2,000 × 10 / 2³⁵ is 1 in 570,000 for each such
  attack. Only then do short codes have to wait; the office gives codes of 12 characters, which do not.

Only codes that never existed count, so nobody can exhaust the common limit by repeating an old one. The check character
catches 31 of 32 typing errors.
"""

from models.access import throttle
from models.access.throttle import PHONE_CLIENT, PHONE_WHOLE, TOKEN_CLIENT, TOKEN_WHOLE, TooManyAttempts
from models.core.crockford import SHORT

LOOKED_AT, WITHIN = 2000, 600  # short codes, seconds
LOOKS = "phone code"  # the counter's name


async def may_try(code: str, client: str) -> None:
    """Raises `TooManyAttempts` while this client network has to wait with codes of this length."""
    client_network = throttle.client_network(client)
    if len(code) != SHORT:
        await throttle.check(TOKEN_CLIENT, client_network)
        return
    await throttle.check(PHONE_CLIENT, client_network)
    if not await throttle.allow(LOOKS, "", LOOKED_AT, WITHIN):
        raise TooManyAttempts(WITHIN)


async def no_guess(code: str) -> None:
    """The code exists or existed: take back what `may_try` counted."""
    if len(code) == SHORT:
        await throttle.give_back(LOOKS, "")


async def wrong(code: str, client: str) -> int:
    """Count a code that never existed; returns the pause in seconds that the answer names.

    Past the limit for all clients a wrong code has to wait, and a valid one still opens (SECURITY.md).
    """
    client_network = throttle.client_network(client)
    for_one, for_all = (PHONE_CLIENT, PHONE_WHOLE) if len(code) == SHORT else (TOKEN_CLIENT, TOKEN_WHOLE)
    await throttle.fail(for_one, client_network)
    return await throttle.fail(for_all, "")


async def being_guessed() -> bool:
    """Whether phone codes have been guessed at in the last minutes."""
    return await throttle.pause_left(PHONE_WHOLE, "") > 0
