"""Twenty deployments at once in one account, whose API limits are AWS's."""

import json
import subprocess
import threading
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self

from bench import registry
from bench.alarms import put_alarm
from bench.clouds import ROOT, Clouds, Site, java
from bench.contenders.bluegreen import configuration
from bench.figure import Figure, Promise, Scale, Table
from bench.registry import OURS

RELEASE = "bad-1"
TITLES = {"bluegreen": OURS.title + ", one controller", "boto3": "boto3 script, one process each"}


def measure(scale: Scale) -> Figure:
    count = scale.pick(20, 4)
    ways = {"bluegreen": all_in_one_controller} | scale.pick({"boto3": one_script_each}, {})
    with ThreadPoolExecutor(len(ways)) as pool:
        data = dict(zip(ways, pool.map(lambda name: run(f"at-once-{name}", count, ways[name]), ways), strict=True))
    ours = data["bluegreen"]
    rows = [row(TITLES[name], result) for name, result in data.items()]
    back = ours["throttledChanges"]
    figure = Figure(
        f"{count} deployments at once",
        f"{count} environments in one account with the published limits of the ELB API (40 calls at once, 10 a second; changes 20 and 3 a"
        " second). All get a bad release at once, so that all are rolled back at nearly the same time.",
        [Table("", ["", "ELB calls", "throttled", "weight writes", "throttled", "taken back"], rows)],
        promises=[
            Promise("no rollback call is throttled", f"{back} of {ours['changes']} weight writes", back == 0, must=True),
            Promise("every one is rolled back", f"{ours['back']} of {count}", ours["back"] == count, must=True),
        ],
        data=data,
        not_run=["AWS CLI, Ansible and Terraform 20 at once: on this machine they would measure its two cores"],
    )
    if not ours["ended"]:
        figure.notes.append(f"The controller said: {ours['output']}")
    return figure


def row(title: str, result: dict[str, Any]) -> list[str]:
    return [title, *(str(result[key]) for key in ("calls", "throttled", "changes", "throttledChanges", "back"))]


def run(name: str, count: int, deploy: Any) -> dict[str, Any]:
    with Clouds(name, 1, environments=count) as sites:
        sites[0].ask("/_local/faults", {"throttling": True})
        with Visits(sites):
            back, ended, output = deploy(sites)
        elb = {action: one for action, one in sites[0].calls().items() if action.startswith("elasticloadbalancing:")}
    changes = elb.get("elasticloadbalancing:ModifyListener", {"calls": 0, "throttled": 0})
    return {
        "calls": sum(one["calls"] for one in elb.values()),
        "throttled": sum(one["throttled"] for one in elb.values()),
        "changes": changes["calls"],
        "throttledChanges": changes["throttled"],
        "back": back,
        "ended": ended,
        "output": output,
        "byAction": elb,
    }


def all_in_one_controller(sites: list[Site]) -> tuple[int, bool, str]:
    file = configuration(*(site.environment() | {"STEPS": "10:60 50:30 100:30"} for site in sites))
    command = java("bench.AtOnce", str(file), RELEASE)
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=600)
    if done.returncode:
        return 0, False, done.stderr[-2000:]
    phases = json.loads(done.stdout.splitlines()[-1])
    return sum(one["reason"] != "" and one["phase"] in ("KEEPING", "RETIRING", "ROLLED_BACK") for one in phases), True, done.stdout


def one_script_each(sites: list[Site]) -> tuple[int, bool, str]:
    script = next(one for one in registry.ALL if one.name == "boto3")
    with ThreadPoolExecutor(len(sites)) as pool:
        runs = list(pool.map(lambda site: registry.deploy(script, site, RELEASE, "10:180", ALARM=put_alarm(site)), sites))
    return sum(one.code == 1 for one in runs), True, "\n".join(one.output for one in runs)


class Visits:
    """A user of each site every half second, while the block lasts."""

    def __init__(self, sites: list[Site]):
        self.urls = [site.described["url"] for site in sites]
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.visit, daemon=True)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def visit(self) -> None:
        while not self.over.wait(0.5):
            for url in self.urls:
                try:
                    urllib.request.urlopen(url, timeout=5).close()
                except (urllib.error.URLError, OSError):
                    continue  # an error is an answer here: the metrics of the load balancer count it
