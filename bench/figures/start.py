"""How soon a first answer is there."""

import os
import subprocess
import time

from bench.arithmetic import median, spread
from bench.clouds import ROOT, Clouds, wait_for
from bench.contenders.bluegreen import configuration
from bench.figure import Figure, Promise, Ratio, Scale, Table
from bench.registry import find

AIM = 0.7
RATIO = "start: bluegreen status / AWS CLI"


def measure(scale: Scale) -> Figure:
    with Clouds("start", 1) as (site,):
        environment = site.environment()
        file = configuration(environment | {"STEPS": "10:5 100:5"})
        ours = [str(ROOT / "bluegreen"), "status", environment["ENVIRONMENT"], "--config", str(file)]
        theirs = [str(find("aws")), "elbv2", "describe-rules", "--listener-arn", environment["LISTENER_ARN"]]
        same = as_much(environment)
        rounds = scale.pick(15, 3)
        seconds(ours, environment)
        wait_for("the class archive that the first start leaves behind", is_archived)
        for command in (ours, theirs):
            seconds(command, environment)
        pairs = [(seconds(ours, environment), seconds(theirs, environment)) for _ in range(rounds)]
        whole = [sum(seconds(command, environment) for command in same) for _ in range(scale.pick(5, 1))]
    mine, aws = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    ratios = [one / other for one, other in pairs]
    ratio = median(mine) / median(aws)
    return Figure(
        "Start",
        f"`bluegreen status` (rules, both groups, their targets and the deployment under way) against `aws elbv2 describe-rules` (one"
        f" call), new processes, {rounds} rounds in turn, one round before that not counted; afterwards the {len(same)} commands of the AWS"
        " CLI that tell as much, one after the other.",
        [
            Table(
                "",
                ["", "of the AWS CLI", "median", "spread"],
                [
                    ["**bluegreen status**", f"{ratio:.2f} ({min(ratios):.2f} to {max(ratios):.2f})", ms(mine), f"±{spread(mine):.0%}"],
                    ["aws elbv2 describe-rules", "1", ms(aws), f"±{spread(aws):.0%}"],
                    [f"aws, {len(same)} commands", f"{median(whole) / median(aws):.2f}", ms(whole), f"±{spread(whole):.0%}"],
                ],
            )
        ],
        ratios=[Ratio(RATIO, ratio, min(ratios), max(ratios))],
        promises=[Promise(f"start <= {AIM} of the AWS CLI", f"{ratio:.2f}", ratio <= AIM, of=RATIO)],
        data={"bluegreen": mine, "aws": aws, "as much": whole},
    )


def as_much(environment: dict[str, str]) -> list[list[str]]:
    """What somebody types who wants to know by the AWS CLI what `status` says."""
    groups = [environment["BLUE_GROUP"], environment["GREEN_GROUP"]]
    asked = [
        ["elbv2", "describe-listeners", "--listener-arns", environment["LISTENER_ARN"]],
        ["elbv2", "describe-target-health", "--target-group-arn", environment["BLUE_TARGET_GROUP"]],
        ["elbv2", "describe-target-health", "--target-group-arn", environment["GREEN_TARGET_GROUP"]],
        ["autoscaling", "describe-auto-scaling-groups", "--auto-scaling-group-names", *groups],
        ["ec2", "describe-instances"],
    ]
    return [[str(find("aws")), *words] for words in asked]


def is_archived() -> bool:
    archive, jar = ROOT / "target/bluegreen.jsa", ROOT / "target/blue-green-deploy.jar"
    return archive.exists() and archive.stat().st_mtime > jar.stat().st_mtime


def ms(values: list[float]) -> str:
    return f"{median(values) * 1000:.0f} ms"


def seconds(command: list[str], environment: dict[str, str]) -> float:
    begin = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=os.environ | environment)
    return time.monotonic() - begin
