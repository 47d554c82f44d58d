"""What the confined process returns for a logo. A module of its own, so that the server does not load Pillow."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawn:
    """The picture and its media type, or the `reason` of a refusal."""

    kind: str = ""
    body: bytes = b""
    reason: str = ""


class BadLogo(ValueError):
    """`reason` is `kind`, `broken`, `large` or `drawing`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
