"""Local clouds to act on: one JVM with as many as wanted."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.aws import clients

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "build" / "bench"
STARTED_WITHIN = 180.0
PACKAGE = "io.jenkins.plugins.bluegreen"


def java(main: str, *arguments: str, options: list[str] | None = None) -> list[str]:
    classes = [ROOT / "target/test-classes", ROOT / "target/classes"]
    path = os.pathsep.join([*map(str, classes), (ROOT / "target/test.classpath").read_text().strip()])
    logging = f"-Djava.util.logging.config.file={ROOT / 'config/logging.properties'}"
    return ["java", *(options or []), logging, "-cp", path, f"{PACKAGE}.{main}", *arguments]


def wait_for(what: str, condition: Callable[[], bool], within: float = STARTED_WITHIN) -> None:
    ends = time.monotonic() + within
    while not condition():
        if time.monotonic() > ends:
            raise TimeoutError(f"{what} did not happen within {within:g} s")
        time.sleep(0.2)


@dataclass(frozen=True)
class Site:
    """An environment in a cloud, release 1 live on blue."""

    described: dict[str, Any]
    work: Path
    instances: int
    loads: "Loads | None" = None

    def ask(self, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(self.described["endpoint"] + path, data, timeout=20) as answer:
            return json.load(answer)

    def lag(self, seconds: float) -> None:
        """From now on the last of the nodes hears of changed weights so much later."""
        self.ask("/_local/faults", {"propagationLagMillis": {self.described["nodes"][-1]: int(seconds * 1000)}})

    def calls(self) -> dict[str, dict[str, int]]:
        return self.ask("/_local/calls")

    def calls_since(self, before: dict[str, dict[str, int]]) -> dict[str, int]:
        """How many of each have been made since an earlier count."""
        return {name: count["calls"] - before.get(name, {"calls": 0})["calls"] for name, count in self.calls().items()}

    def is_live(self) -> bool:
        """Whether release 1 is there and healthy."""
        elb = clients(self.described["endpoint"], self.described["region"])("elbv2")
        found = elb.describe_target_health(TargetGroupArn=self.described["blue"]["targetGroup"])["TargetHealthDescriptions"]
        return bool(found) and all(one["TargetHealth"]["State"] == "healthy" for one in found)

    def environment(self) -> dict[str, str]:
        """What a contender is told, and nothing else about AWS."""
        here = self.described
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TF_", "ANSIBLE_"))}
        return clean | {
            "AWS_ENDPOINT_URL": here["endpoint"],
            "AWS_ACCESS_KEY_ID": "AKIALOCALCLOUD",
            "AWS_SECRET_ACCESS_KEY": "anything-does",
            "AWS_REGION": here["region"],
            "AWS_DEFAULT_REGION": here["region"],
            "AWS_EC2_METADATA_DISABLED": "true",
            "ENVIRONMENT": here["name"],
            "URL": here["url"],
            "NODES": ",".join(here["nodes"]),
            "LOAD_BALANCER_ARN": here["loadBalancerArn"],
            "LISTENER_ARN": here["listenerArn"],
            "LISTENER_PORT": str(here["port"]),
            "BLUE_TARGET_GROUP": here["blue"]["targetGroup"],
            "GREEN_TARGET_GROUP": here["green"]["targetGroup"],
            "BLUE_GROUP": here["blue"]["group"],
            "GREEN_GROUP": here["green"]["group"],
            "BLUE_TEMPLATE": here["blue"]["template"],
            "GREEN_TEMPLATE": here["green"]["template"],
            "INSTANCES": str(self.instances),
            "WORK": str(self.work),
        }


class Clouds:
    """So many clouds while the block lasts."""

    def __init__(self, name: str, clouds: int, environments: int = 1, instances: int = 1, heap: str = "3g"):
        self.work = WORK / name
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        program = f"'{sys.executable}' -u '{ROOT / 'bench/application.py'}'"
        sizes = [str(clouds), str(environments), str(instances)]
        options = ["-XX:+UseParallelGC", f"-Xmx{heap}"]  # as ./bluegreen up
        command = java("bench.BenchClouds", *sizes, str(self.work / "clouds"), program, options=options)
        with (self.work / "clouds.log").open("w") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT)
        self.loads = Loads(self.work)
        self.instances = instances
        self.sites: list[Site] = []

    def __enter__(self) -> list[Site]:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            self.__exit__()
            raise RuntimeError(f"the local clouds did not start, see {self.work / 'clouds.log'}")
        for index, described in enumerate(json.loads(line)):
            work = self.work / f"site-{index}"
            work.mkdir(exist_ok=True)
            self.sites.append(Site(described, work, self.instances, self.loads))
        try:
            wait_for("release 1 on every cloud", lambda: all(site.is_live() for site in self.sites))
        except BaseException:
            self.__exit__()
            raise
        return self.sites

    def __exit__(self, *_: object) -> None:
        self.loads.end()
        end(self.process, 60)


class Loads:
    """The open-loop load clients of a figure, in one process."""

    def __init__(self, work: Path):
        self.lock = threading.Lock()
        with (work / "loads.log").open("w") as log:
            command = [sys.executable, "-m", "bench.load"]
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT)

    def tell(self, *words: str) -> None:
        """Returns when it is done."""
        assert self.process.stdin
        assert self.process.stdout
        with self.lock:
            self.process.stdin.write("\t".join(words) + "\n")
            self.process.stdin.flush()
            if not self.process.stdout.readline():
                raise OSError(f"the load clients have ended, see loads.log: {' '.join(words)}")

    def end(self) -> None:
        end(self.process, 30)


class Load:
    """Requests on a schedule while the block lasts; their answers are in `log`."""

    def __init__(self, site: Site, per_second: int):
        self.site = site
        self.log = site.work / "load.csv"
        self.begin = [",".join(site.described["nodes"]), str(site.described["port"]), str(per_second)]

    def __enter__(self) -> Path:
        self.site.loads.tell("begin", str(self.log), *self.begin)
        wait_for("the first answer", lambda: self.log.exists() and self.log.stat().st_size > 0, 60)
        return self.log

    def __exit__(self, *_: object) -> None:
        self.site.loads.tell("end", str(self.log))


def end(process: subprocess.Popen[str], within: float) -> None:
    """Closes its input, which ends it."""
    assert process.stdin
    process.stdin.close()
    try:
        process.wait(within)
    except subprocess.TimeoutExpired:
        process.kill()


def changes(made: dict[str, int]) -> int:
    """How many of these calls change something."""
    return sum(count for name, count in made.items() if ":Describe" not in name)
