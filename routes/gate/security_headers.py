"""The security headers of every answer."""

from models.core import school


def security_headers(policy: str) -> list[tuple[bytes, bytes]]:
    """The headers of every response (catalogue 37, 39)."""
    headers = {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",  # no-referrer would make a browser's own POST say "Origin: null"
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "x-frame-options": "DENY",
        "permissions-policy": "camera=(), microphone=(), geolocation=()",
    }
    if school.settings().https:
        headers["strict-transport-security"] = "max-age=31536000"
    return [(name.encode(), value.encode()) for name, value in headers.items()]
