"""This project, as its users start it: `bluegreen deploy`, then the old side is retired at once so that the figures end."""

import json
import os
import subprocess
import sys
from pathlib import Path

ENV = os.environ
ROOT = Path(__file__).resolve().parents[2]


def configuration() -> Path:
    """A bluegreen.yaml. Whatever else could hide a lag is cut short: what is left is what the propagation gate observes."""
    settings = {
        "probePath": "/",
        "timing": {"keepWindow": "1s", "scaleInFloor": ENV.get("SCALE_IN_FLOOR", "3s")},
        # A machine that is load balancer, instances and users at once is slow at times; latency is not the question here.
        "thresholds": {"latencyLimit": "2s"},
    }
    target = {
        "region": ENV["AWS_REGION"],
        "url": ENV["URL"],
        "addresses": ENV["NODES"].split(","),
        "rules": [{"listenerArn": ENV["LISTENER_ARN"]}],
        "blue": {"targetGroup": ENV["BLUE_TARGET_GROUP"], "group": ENV["BLUE_GROUP"]},
        "green": {"targetGroup": ENV["GREEN_TARGET_GROUP"], "group": ENV["GREEN_GROUP"]},
        "previewHeader": "X-BlueGreen-Preview",
        "settings": settings,
    }
    work = Path(ENV["WORK"])
    file = work / "bluegreen.yaml"
    plan = ", ".join(f"{percent}%:{seconds}s" for percent, seconds in (step.split(":") for step in ENV["STEPS"].split()))
    environment = {"plan": plan, "target": target}
    file.write_text(
        json.dumps(
            {
                "state": str(work / "state"),
                "aws": {"endpoint": ENV["AWS_ENDPOINT_URL"], "anyCredentials": True},
                "environments": {ENV["ENVIRONMENT"]: environment},
            },
            indent=1,
        )
    )
    return file


def bluegreen(*arguments: str) -> int:
    return subprocess.run([str(ROOT / "bluegreen"), *arguments, "--config", str(configuration())], check=False).returncode


if __name__ == "__main__":
    code = bluegreen("deploy", ENV["ENVIRONMENT"], ENV["RELEASE"])
    Path(ENV["WORK"], "deployed").touch()
    retired = bluegreen("retire", ENV["ENVIRONMENT"])
    sys.exit(code or retired)
