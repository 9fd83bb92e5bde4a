"""Who this instance is: release and colour, from the environment or from the instance's own tags."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass

EC2_METADATA_ENDPOINT = "http://169.254.169.254"
METADATA_TIMEOUT_SECONDS = 1.0
# What may stand in a header, a log line and a metric label without quoting.
_SAFE = re.compile(r"[A-Za-z0-9._+:@/-]{1,128}")


@dataclass(frozen=True)
class Identity:
    """Release id and colour, as every answer, log line and metric states them."""

    release: str
    colour: str


def read_identity(environ: Mapping[str, str], fallback_release: str) -> Identity:
    """RELEASE and COLOUR if both are set; else the tags bluegreen:release and bluegreen:colour from the
    instance metadata service (IMDSv2); else the release file's id and the colour "none"."""
    release, colour = environ.get("RELEASE", ""), environ.get("COLOUR", "")
    if not (release and colour) and environ.get("AWS_EC2_METADATA_DISABLED", "").lower() != "true":
        tags = InstanceTags(environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT") or EC2_METADATA_ENDPOINT)
        release = release or tags.get("bluegreen:release")
        colour = colour or tags.get("bluegreen:colour")
    return Identity(_safe(release) or fallback_release, _safe(colour) or "none")


def _safe(value: str) -> str:
    return value if _SAFE.fullmatch(value) else ""


class InstanceTags:
    """The instance's tags as IMDSv2 shows them. An unreachable service or a missing tag reads as ""."""

    def __init__(self, endpoint: str) -> None:
        self._base = endpoint.rstrip("/")
        self._token: str | None = None

    def get(self, key: str) -> str:
        if self._token is None:
            self._token = self._request("PUT", "/latest/api/token", {"X-aws-ec2-metadata-token-ttl-seconds": "60"})
        if not self._token:
            return ""
        return self._request("GET", f"/latest/meta-data/tags/instance/{key}", {"X-aws-ec2-metadata-token": self._token})

    def _request(self, method: str, path: str, headers: dict[str, str]) -> str:
        request = urllib.request.Request(self._base + path, method=method, headers=headers)  # noqa: S310 - configured
        # No proxy: the service is link-local, and a proxy would answer for another machine.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=METADATA_TIMEOUT_SECONDS) as response:
                return str(response.read(1024).decode("utf-8", "replace")).strip()
        except (OSError, ValueError):
            return ""
