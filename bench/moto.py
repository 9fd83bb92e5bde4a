"""moto's server (PyPI) as a target: an independent reading of AWS's API. It boots nothing and carries no traffic, so a small front answers
requests here by the weights that moto holds."""

import base64
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any

from botocore.config import Config

from bench.aws import clients
from bench.clouds import ROOT, WORK, Site, wait_for

REGION = "us-east-1"
HOST = "127.0.0.1"
IMAGE_OWNER = "amazon"
READ_EVERY = 0.2
RECORDING = "moto_recording"

# How the front's own calls are known from a contender's.
FRONT = "bench-front"


@dataclass(frozen=True)
class MotoSite(Site):
    def calls(self) -> dict[str, dict[str, int]]:
        """As moto's recorder wrote them down; those of the front are left out."""
        recorded = (self.work / RECORDING).read_text().splitlines()
        counted = Counter(action(json.loads(line)) for line in recorded if FRONT not in line)
        return {name: {"calls": calls} for name, calls in counted.items() if name}


def action(request: dict[str, Any]) -> str:
    """service:Action of a recorded request, in any of the protocols that clients speak."""
    headers = {name.lower(): value for name, value in request["headers"].items()}
    scope = re.search(r"Credential=[^/]+/\d+/[^/]+/([^/]+)/", headers.get("authorization", ""))
    body = base64.b64decode(request["body"]).decode() if request.get("body_encoded") else request["body"]
    named = (
        re.search(r"(?:^|&)Action=(\w+)", body)
        or re.search(r"\.(\w+)$", headers.get("x-amz-target", ""))
        or re.search(r"/operation/(\w+)", request["url"])
    )
    return f"{scope.group(1)}:{named.group(1)}" if scope and named else ""


@contextmanager
def moto(name: str) -> Iterator[MotoSite]:
    """A server of its own with an environment in it, release 1 live on blue, while the block lasts."""
    work = WORK / f"moto-{name}"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    port = free_port()
    endpoint = f"http://{HOST}:{port}"
    (work / RECORDING).write_text("")
    with (work / "moto.log").open("w") as log:
        command = [sys.executable, "-m", "bench.moto_server", str(port)]
        environment = os.environ | {"MOTO_RECORDER_FILEPATH": RECORDING, "PYTHONPATH": str(ROOT)}
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=work, env=environment)
    try:
        wait_for("an answer of moto", lambda: answers(endpoint), 60)
        described = plant(endpoint, free_port())
        with front(described):
            urllib.request.urlopen(urllib.request.Request(endpoint + "/moto-api/recorder/start-recording", method="POST")).close()
            yield MotoSite(described, work, 1)
    finally:
        server.terminate()
        server.wait(20)


def answers(endpoint: str) -> bool:
    try:
        urllib.request.urlopen(endpoint + "/moto-api/", timeout=2).close()
    except (urllib.error.URLError, OSError):
        return False
    return True


def free_port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        return one.getsockname()[1]


def plant(endpoint: str, port: int) -> dict[str, Any]:
    client = clients(endpoint, REGION)
    elb, scaling, ec2 = client("elbv2"), client("autoscaling"), client("ec2")
    subnets = ec2.describe_subnets()["Subnets"][:2]
    names = [one["SubnetId"] for one in subnets]
    image = ec2.describe_images(Owners=[IMAGE_OWNER])["Images"][0]["ImageId"]
    balancer = elb.create_load_balancer(Name="moto", Subnets=names)["LoadBalancers"][0]["LoadBalancerArn"]
    sides = {}
    for colour in ("blue", "green"):
        name = f"moto-{colour}"
        target_group = elb.create_target_group(Name=name, Protocol="HTTP", Port=8080, VpcId=subnets[0]["VpcId"])["TargetGroups"][0]
        template = ec2.create_launch_template(LaunchTemplateName=name, LaunchTemplateData={"ImageId": image, "InstanceType": "t3.micro"})[
            "LaunchTemplate"
        ]
        sides[colour] = {"targetGroup": target_group["TargetGroupArn"], "group": name, "template": template["LaunchTemplateId"]}
    forward = {"TargetGroups": [{"TargetGroupArn": sides[side]["targetGroup"], "Weight": 100 * (side == "blue")} for side in sides]}
    listener = elb.create_listener(
        LoadBalancerArn=balancer, Protocol="HTTP", Port=port, DefaultActions=[{"Type": "forward", "ForwardConfig": forward}]
    )["Listeners"][0]["ListenerArn"]
    for colour, side in sides.items():
        size = int(colour == "blue")
        tags = {"Name": side["group"], "bluegreen:colour": colour, "bluegreen:release": "1"}
        scaling.create_auto_scaling_group(
            AutoScalingGroupName=side["group"],
            LaunchTemplate={"LaunchTemplateId": side["template"], "Version": "1"},
            MinSize=size,
            MaxSize=10,
            DesiredCapacity=size,
            TargetGroupARNs=[side["targetGroup"]],
            VPCZoneIdentifier=",".join(names),
            Tags=[{"Key": key, "Value": value, "PropagateAtLaunch": True} for key, value in tags.items()],
        )
    return {
        "name": "moto",
        "endpoint": endpoint,
        "region": REGION,
        "loadBalancerArn": balancer,
        "listenerArn": listener,
        "url": f"http://{HOST}:{port}",
        "port": port,
        "nodes": [HOST],
        **sides,
    }


# --- Traffic ------------------------------------------------------------------------------------------------------------------


class World:
    """The weights and the releases as moto holds them."""

    def __init__(self, described: dict[str, Any]):
        client = clients(described["endpoint"], REGION, config=Config(user_agent_extra=FRONT))
        self.described, self.elb, self.scaling = described, client("elbv2"), client("autoscaling")
        self.random = Random()
        self.read()

    def read(self) -> None:
        forward = self.elb.describe_listeners(ListenerArns=[self.described["listenerArn"]])["Listeners"][0]["DefaultActions"][0]
        weights = {one["TargetGroupArn"]: one["Weight"] for one in forward["ForwardConfig"]["TargetGroups"]}
        self.weights = {colour: weights.get(self.described[colour]["targetGroup"], 0) for colour in ("blue", "green")}
        groups = self.scaling.describe_auto_scaling_groups()["AutoScalingGroups"]
        by_name = {group["AutoScalingGroupName"]: group for group in groups}
        sides = {colour: by_name[self.described[colour]["group"]] for colour in self.weights}
        self.sizes = {colour: len(side["Instances"]) for colour, side in sides.items()}
        self.releases = {
            colour: next(tag["Value"] for tag in side["Tags"] if tag["Key"] == "bluegreen:release") for colour, side in sides.items()
        }

    def draw(self) -> str:
        return self.random.choices(list(self.weights), list(self.weights.values()))[0]


@contextmanager
def front(described: dict[str, Any]) -> Iterator[World]:
    world, over = World(described), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            colour = self.headers.get("X-BlueGreen-Preview") or world.draw()
            self.send_response(200 if world.sizes[colour] else 503)
            if world.sizes[colour]:
                self.send_header("X-BlueGreen-Release", world.releases[colour])
                self.send_header("X-BlueGreen-Colour", colour)
            self.send_header("Content-Length", "3")
            self.end_headers()
            self.wfile.write(b"ok\n")

        def log_message(self, *_: Any) -> None:
            pass

    def follow() -> None:
        while not over.wait(READ_EVERY):
            world.read()

    server = ThreadingHTTPServer((HOST, described["port"]), Handler)
    threads = [threading.Thread(target=serve, daemon=True) for serve in (server.serve_forever, follow)]
    for thread in threads:
        thread.start()
    try:
        yield world
    finally:
        over.set()
        server.shutdown()
        threads[1].join()
