"""Clients of boto3 for whatever speaks AWS's protocols here."""

from collections.abc import Callable
from typing import Any

import boto3


def clients(endpoint: str, region: str, **more: Any) -> Callable[[str], Any]:
    """Makes the client of a service by its name; any key is good enough."""
    access = {"endpoint_url": endpoint, "region_name": region, "aws_access_key_id": "any", "aws_secret_access_key": "any"}
    return lambda service: boto3.client(service, **access, **more)
