"""Who may read what is meant for operators: holders of the token, and callers on a private network."""

from __future__ import annotations

import hmac
import ipaddress

from flask import Request, abort

from .settings import Settings


def require_operator(request: Request, settings: Settings) -> None:
    """Aborts with 403 unless the token is right or every address on the way is private or loopback.

    Behind a load balancer the peer is always private; the client is in X-Forwarded-For, whose last entry the load
    balancer wrote. Entries before it may be invented, but an invented one can only make the answer stricter.
    """
    token = settings.validate_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ") or request.headers.get(
        "X-Validate-Token", ""
    )
    if token and given and hmac.compare_digest(token.encode(), given.encode()):
        return
    hops = [request.remote_addr or "", *request.headers.get("X-Forwarded-For", "").split(",")]
    if given or not all(_private(hop.strip()) for hop in hops if hop.strip()):
        abort(403, "Only for callers on a private network or with the right token (header X-Validate-Token).")


def _private(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_private
    except ValueError:
        return False
