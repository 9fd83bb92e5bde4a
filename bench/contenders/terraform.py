"""A blue-green deployment by `terraform apply`, weights in variables, fixed waits between the applies, an alarm."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import boto3

ENV = os.environ
FOLDER = Path(ENV["WORK"]) / "terraform"
SIZE = int(ENV["INSTANCES"])


def terraform(*arguments: str) -> None:
    environment = ENV | {"TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1"}
    subprocess.run(["terraform", f"-chdir={FOLDER}", *arguments], check=True, env=environment)


def apply(green_percent: int, blue: int, green: int) -> None:
    variables = {
        "load_balancer_arn": ENV["LOAD_BALANCER_ARN"],
        "listener_arn": ENV["LISTENER_ARN"],
        "listener_port": int(ENV["LISTENER_PORT"]),
        "target_groups": {"blue": ENV["BLUE_TARGET_GROUP"], "green": ENV["GREEN_TARGET_GROUP"]},
        "groups": {"blue": ENV["BLUE_GROUP"], "green": ENV["GREEN_GROUP"]},
        "templates": {"blue": ENV["BLUE_TEMPLATE"], "green": ENV["GREEN_TEMPLATE"]},
        "green_percent": green_percent,
        "sizes": {"blue": blue, "green": green},
        "releases": {"blue": "1", "green": ENV["RELEASE"]},
    }
    (FOLDER / "terraform.tfvars.json").write_text(json.dumps(variables))
    terraform("apply", "-auto-approve", "-input=false", "-no-color")


def hold(seconds: float) -> bool:
    watch = boto3.client("cloudwatch")
    ends = time.monotonic() + seconds
    while (rest := ends - time.monotonic()) > 0:
        time.sleep(min(10, rest))
        alarms = watch.describe_alarms(AlarmNames=[ENV["ALARM"]])["MetricAlarms"]
        if any(alarm["StateValue"] == "ALARM" for alarm in alarms):
            return False
    return True


def deploy() -> int:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    shutil.copy(Path(__file__).parent / "terraform.tf", FOLDER / "main.tf")
    terraform("init", "-input=false", "-no-color")
    settle = float(ENV["SETTLE_SECONDS"])
    apply(0, SIZE, SIZE)
    for step in ENV["STEPS"].split():
        percent, seconds = step.split(":")
        apply(int(percent), SIZE, SIZE)
        if not hold(float(seconds)):
            apply(0, SIZE, SIZE)
            time.sleep(settle)
            apply(0, SIZE, 0)
            return 1
    Path(ENV["WORK"], "deployed").touch()
    time.sleep(settle)
    apply(100, 0, SIZE)
    return 0


if __name__ == "__main__":
    sys.exit(deploy())
