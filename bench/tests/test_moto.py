"""How calls recorded by moto are told apart."""

import base64

import pytest
from bench.moto import action

SCOPE = "AWS4-HMAC-SHA256 Credential=any/20261126/us-east-1/{}/aws4_request, SignedHeaders=host"


def recorded(service, body="", url="http://127.0.0.1/", **headers):
    return {"headers": {"Authorization": SCOPE.format(service)} | headers, "url": url, "body": body}


@pytest.mark.parametrize(
    "request_",
    [
        recorded("elasticloadbalancing", "Version=2015-12-01&Action=ModifyListener&ListenerArn=x"),
        recorded("elasticloadbalancing", base64.b64encode(b"Action=ModifyListener").decode()) | {"body_encoded": True},
        recorded("elasticloadbalancing", **{"X-Amz-Target": "ElasticLoadBalancing_20151201.ModifyListener"}),
        recorded("elasticloadbalancing", url="http://127.0.0.1/service/ElasticLoadBalancing/operation/ModifyListener"),
    ],
    ids=["query", "encoded", "json", "path"],
)
def test_a_call_is_named_in_every_protocol(request_):
    assert action(request_) == "elasticloadbalancing:ModifyListener"


def test_a_request_that_nobody_signed_is_no_call():
    assert action({"headers": {}, "url": "http://127.0.0.1/moto-api/", "body": ""}) == ""
