"""This project, as its users start it: `bluegreen deploy`, then the old side is retired at once so that the figures end."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def configuration(environment: Mapping[str, str]) -> Path:
    """A bluegreen.yaml. Whatever else could hide a lag is cut short: what is left is what the propagation gate observes."""
    target = {
        "region": environment["AWS_REGION"],
        "url": environment["URL"],
        "addresses": environment["NODES"].split(","),
        "rules": [{"listenerArn": environment["LISTENER_ARN"]}],
        "blue": {"targetGroup": environment["BLUE_TARGET_GROUP"], "group": environment["BLUE_GROUP"]},
        "green": {"targetGroup": environment["GREEN_TARGET_GROUP"], "group": environment["GREEN_GROUP"]},
        "previewHeader": "X-BlueGreen-Preview",
        "settings": {
            "probePath": "/",
            "timing": {"keepWindow": "1s", "scaleInFloor": "3s"},
            # A machine that is load balancer, instances and users at once is slow at times; latency is not the question here.
            "thresholds": {"latencyLimit": "2s"},
        },
    }
    work = Path(environment["WORK"])
    steps = [step.split(":") for step in environment["STEPS"].split()]
    plan = ", ".join(f"{percent}%:{seconds}s" for percent, seconds in steps)
    whole = {
        "state": str(work / "state"),
        "aws": {"endpoint": environment["AWS_ENDPOINT_URL"], "anyCredentials": True},
        "environments": {environment["ENVIRONMENT"]: {"plan": plan, "target": target}},
    }
    file = work / "bluegreen.yaml"
    file.write_text(json.dumps(whole, indent=1))
    return file


def main() -> int:
    file = configuration(os.environ)

    def bluegreen(*arguments: str) -> int:
        return subprocess.run([str(ROOT / "bluegreen"), *arguments, "--config", str(file)], check=False).returncode

    name = os.environ["ENVIRONMENT"]
    code = bluegreen("deploy", name, os.environ["RELEASE"])
    Path(os.environ["WORK"], "deployed").touch()
    retired = bluegreen("retire", name)
    return code or retired


if __name__ == "__main__":
    sys.exit(main())
