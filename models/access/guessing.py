"""What guessing at tokens costs (catalogue 10; docs/decisions/throttling.md).

A token of 12 characters has 55 random bits: nobody guesses one, and its limits are a matter of noise. A code read out
on the phone has 35, for half an hour, so its limits are what keeps it safe:

* One client address has 5 wrong ones free, then waits 1, 2, 4, 8, 16 minutes, then 30: nine in a code's life.
* After `PHONE_WHOLE.free` = 30 wrong ones from anywhere without ten quiet minutes in between, a new phone code has 12
  characters, for as long as that goes on (`being_guessed`). The short ones already read out still open, and half an
  hour later there is none left to guess at. Below that, with 10 good ones about at any moment, a tireless guesser hits
  one in a half hour with odds of 90 × 10 / 2³⁵, 1 in 38 million; in 2,000 half hours of a school year 1 in 19,000.
* Who has addresses without number (an IPv6 network does) may try all at once before that takes hold: at most
  `LOOKED_AT` short codes that nobody had are looked at in ten minutes. 3 × 2,000 × 10 / 2³⁵ is 1 in 570,000 for each
  such attack. Only then does a short code wait; the office gives one of 12 characters, which nothing holds up.

Only codes that nobody ever had count: who holds an old one cannot use up what there is for all by sending it again. An
honest parent's slip is caught by the check character 31 times of 32.
"""

from models.access import throttle
from models.access.throttle import PHONE_CLIENT, PHONE_WHOLE, TOKEN_CLIENT, TOKEN_WHOLE, TooManyAttempts
from models.core.crockford import SHORT

LOOKED_AT, WITHIN = 2000, 600  # short codes, seconds
LOOKS = "phone code"  # the counter's name


async def may_try(code: str, client: str) -> None:
    """Raises `TooManyAttempts` while this client address must wait with a code of this length."""
    client_network = throttle.client_network(client)
    if len(code) != SHORT:
        await throttle.check(TOKEN_CLIENT, client_network)
        return
    await throttle.check(PHONE_CLIENT, client_network)
    if not await throttle.allow(LOOKS, "", LOOKED_AT, WITHIN):
        raise TooManyAttempts(WITHIN)


async def no_guess(code: str) -> None:
    """Somebody has this code, or had it: what `may_try` counted is not held against all."""
    if len(code) == SHORT:
        await throttle.give_back(LOOKS, "")


async def wrong(code: str, client: str) -> int:
    """Count a code that nobody ever had; returns the pause in seconds that the answer names.

    Past the limit for all a wrong one is told to wait, and the right one still opens (SECURITY.md).
    """
    client_network = throttle.client_network(client)
    for_one, for_all = (PHONE_CLIENT, PHONE_WHOLE) if len(code) == SHORT else (TOKEN_CLIENT, TOKEN_WHOLE)
    await throttle.fail(for_one, client_network)
    return await throttle.fail(for_all, "")


async def being_guessed() -> bool:
    """Whether somebody has been guessing at phone codes in these last minutes."""
    return await throttle.pause_left(PHONE_WHOLE, "") > 0
