"""This project, as its users start it: `bluegreen deploy`, then the old side is retired at once so that the figures end."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def target(environment: Mapping[str, str]) -> dict[str, Any]:
    """A deployment target. Whatever else could hide a lag is cut short: what is left is what the propagation gate observes."""
    return {
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


def configuration(*environments: Mapping[str, str]) -> Path:
    """Writes a bluegreen.yaml with environments of one cloud."""
    first = environments[0]
    work = Path(first["WORK"])
    whole = {
        "state": str(work / "state"),
        "aws": {"endpoint": first["AWS_ENDPOINT_URL"], "anyCredentials": True},
        "environments": {one["ENVIRONMENT"]: {"plan": plan(one["STEPS"]), "target": target(one)} for one in environments},
    }
    file = work / "bluegreen.yaml"
    file.write_text(json.dumps(whole, indent=1))
    return file


def plan(steps: str) -> str:
    """From "10:30 100:60" to "10%:30s, 100%:60s"."""
    return ", ".join(f"{percent}%:{seconds}s" for percent, seconds in (step.split(":") for step in steps.split()))


def main() -> int:
    file = configuration(os.environ)

    def bluegreen(*arguments: str) -> int:
        return subprocess.run([str(ROOT / "bluegreen"), *arguments, "--config", str(file)], check=False).returncode

    name = os.environ["ENVIRONMENT"]
    code = bluegreen("deploy", name, os.environ["RELEASE"])
    Path(os.environ["WORK"], "deployed").touch()
    retired = 0 if os.environ.get("RETIRE") == "no" else bluegreen("retire", name)
    return code or retired


if __name__ == "__main__":
    sys.exit(main())
