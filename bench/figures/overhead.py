"""How long a deployment takes beside what cannot be avoided, and how many calls it makes."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench import registry
from bench.arithmetic import interval, median, spread
from bench.aws import clients
from bench.clouds import Clouds, Load, Site, changes, wait_for
from bench.figure import Figure, Promise, Ratio, Scale, Table
from bench.registry import OURS, Contender

AIM = 1.05
AIM_CALLS = 60
DEFAULT_PLAN = "10:30 50:30 100:60"
PER_SECOND = 5

# One after the other and round by round: what starts together is measured in each other's way, and what differs from minute to minute
# on a machine must be seen in every contender's runs, not between two reports.
APART = 7.0


def measure(scale: Scale) -> Figure:
    steps = scale.pick(DEFAULT_PLAN, "10:5 50:5 100:10")
    rounds = scale.pick(3, 1)
    able = [one for one in registry.ALL if not one.missing() and not one.name.startswith("codedeploy")]
    if scale.quick:
        able = [one for one in able if one.name in ("bluegreen", "boto3")]
    jobs = able * rounds
    with Clouds("overhead", len(jobs) + 1) as (first, *sites), ThreadPoolExecutor(len(jobs)) as pool, ExitStack() as loads:
        list(pool.map(lambda site: loads.enter_context(Load(site, PER_SECOND)), sites))
        settle = str(scale.pick(registry.SETTLE, 5))
        running = pool.map(lambda job: attempt(*job, steps, settle), zip(jobs, sites, range(len(jobs)), strict=True))
        # Beside them, while theirs boot too: alone on the machine an instance would be there sooner.
        last = time.monotonic() + len(jobs) * APART
        boots = [boot(first)]
        while time.monotonic() < last:
            boots.append(boot(first))
        results = list(running)
    holds = sum(float(step.split(":")[1]) for step in steps.split())
    unavoidable = holds + median(boots)
    figure = Figure(
        "Overhead and API calls of one deployment",
        f"Plan {steps} (percent:seconds), no lag. Overhead = seconds until the last step has been held, over what nobody can avoid:"
        f" the holds and {median(boots):.1f} s from a new instance's launch to its first passed health check (measured beside them)."
        f" Medians of {rounds} runs (spread: half of the range), {APART:g} s between their starts, round by round. A ratio's range here is"
        " the 95 % interval of the runs, with the shortest and the longest boot.",
        not_run=[f"Overhead, {one.title}: {one.missing()}" for one in registry.ALL if one.missing()]
        + ["Overhead of the CodeDeploy policies: their waits are their plan, so a ratio would say nothing"],
        data={"runs": results, "boots": boots},
    )
    rows = []
    for contender in able:
        mine = [result for result in results if result["contender"] == contender.name]
        good = [result for result in mine if result["code"] == 0]
        if not good:
            rows.append([contender.title, "failed", "", "", ""])
            figure.notes += [f"{contender.name} ended with {one['code']}: {one['output'].splitlines()[-1:]}" for one in mine]
            continue
        ratios = [result["seconds"] / unavoidable for result in good]
        # What nobody can avoid was measured too, and has a spread of its own.
        low, high = interval([result["seconds"] for result in good])
        least, most = low / (holds + max(boots)), high / (holds + min(boots))
        figure.ratios.append(Ratio(f"overhead: {contender.name} / unavoidable", median(ratios), least, most))
        calls = [result["calls"] for result in good]
        rows.append(
            [
                contender.title,
                f"{median(ratios):.2f} (±{spread(ratios):.0%})",
                f"{median([result['seconds'] for result in good]):.0f}",
                f"{median(calls):.0f}",
                f"{median([result['changes'] for result in good]):.0f}",
            ]
        )
        if contender is OURS:
            figure.promises = [
                Promise(f"overhead <= {AIM}", f"{median(ratios):.2f}", median(ratios) <= AIM, of=figure.ratios[-1].what),
                Promise(
                    f"calls to describe, of each kind, <= {AIM_CALLS} in a three-step deployment",
                    f"{max(result['mostDescribes'] for result in good):.0f}",
                    max(result["mostDescribes"] for result in good) <= AIM_CALLS,
                ),
            ]
    columns = ["", "overhead", "seconds", "API calls", "of which change something"]
    figure.tables = [Table("", columns, rows)]
    figure.notes += [
        "Ours reads the rules and the new side every few seconds all the time: that is what finds a stranger's change or a lost instance"
        " in seconds. A script that looks at nothing needs few calls."
    ]
    return figure


def boot(site: Site) -> float:
    """From the order of an instance to its first passed health check; the side is empty again afterwards."""
    here = site.environment()
    client = clients(here["AWS_ENDPOINT_URL"], here["AWS_REGION"])
    elb, scaling = client("elbv2"), client("autoscaling")

    def states() -> list[str]:
        found = elb.describe_target_health(TargetGroupArn=here["GREEN_TARGET_GROUP"])["TargetHealthDescriptions"]
        return [one["TargetHealth"]["State"] for one in found]

    begin = time.monotonic()
    scaling.update_auto_scaling_group(AutoScalingGroupName=here["GREEN_GROUP"], MinSize=1, DesiredCapacity=1)
    wait_for("a healthy instance", lambda: "healthy" in states())
    seconds = time.monotonic() - begin
    scaling.update_auto_scaling_group(AutoScalingGroupName=here["GREEN_GROUP"], MinSize=0, DesiredCapacity=0)
    wait_for("an empty side", lambda: not states())
    return seconds


def attempt(contender: Contender, site: Site, index: int, steps: str, settle: str) -> dict[str, Any]:
    """One that breaks is a row in the table, not the end of all others."""
    try:
        return one(contender, site, index, steps, settle)
    except (OSError, TimeoutError, ValueError) as problem:
        return {"contender": contender.name, "code": -2, "output": repr(problem)}


def one(contender: Contender, site: Site, index: int, steps: str, settle: str) -> dict[str, Any]:
    time.sleep(index * APART)
    before = site.calls()
    begun = time.time()
    run = registry.deploy(contender, site, "2", steps, LONGEST_STEP="60", SETTLE_SECONDS=settle)
    made = site.calls_since(before)
    marker = Path(site.work / "deployed")
    return {
        "contender": contender.name,
        "code": run.code,
        "seconds": marker.stat().st_mtime - begun if marker.exists() else run.seconds - float(settle),
        "calls": sum(made.values()),
        "changes": changes(made),
        "mostDescribes": max(count for name, count in made.items() if ":Describe" in name),
        "byAction": made,
        "output": run.output if run.code else "",
    }
