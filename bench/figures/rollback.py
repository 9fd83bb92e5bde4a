"""A release that turns bad in live traffic: how long users meet it."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bench import loadlog, registry
from bench.alarms import put_alarm
from bench.arithmetic import median, percentile
from bench.clouds import Clouds, Load, Site
from bench.figure import Figure, Promise, Ratio, Scale, Table
from bench.registry import OURS, Contender

PER_SECOND = 20
STEPS = "10:180 100:10"
LONGEST_STEP = "180"

# More at a time would measure two cores that start Terraform, Ansible and JVMs all at once.
AT_ONCE = 24
RUNS = 50
APART = 2.0

# A playbook that has gone back by its rescue and then fails ends so.
ANSIBLE_FAILED = 2


def measure(scale: Scale) -> Figure:
    able = [one for one in registry.ALL if not one.missing() and one.name != "codedeploy-linear"]
    if scale.quick:
        able = [one for one in able if one is OURS]
    # The others take many times as long, so they begin.
    jobs = [one for one in able if one is not OURS for _ in range(scale.pick(2, 1))] + [OURS] * scale.pick(RUNS, 2)
    with Clouds("rollback", len(jobs)) as sites, ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(lambda job: attempt(*job), zip(jobs, sites, range(len(jobs)), strict=True)))
    return figure_of(able, results)


def figure_of(able: list[Contender], results: list[dict[str, Any]]) -> Figure:
    figure = Figure(
        "Rollback",
        f"The release answers well in verification and turns bad two seconds after its first user. From the first bad answer to the last"
        f" request that the bad side answered, {PER_SECOND} requests a second. Scripts and policies look every 10 s at an alarm on the"
        " target group's 5xx (period 60 s, the shortest that load balancer metrics have).",
        not_run=[f"Rollback, {one.title}: {one.missing()}" for one in registry.ALL if one.missing()],
        data=results,
    )
    rows = []
    ours = [met(result) for result in results if result["contender"] == OURS.name and is_back(result)]
    for contender in able:
        mine = [result for result in results if result["contender"] == contender.name]
        seconds = [met(result) for result in mine if is_back(result)]
        figure.notes += unexpected(contender, mine)
        if not seconds:
            rows.append([contender.title, "never taken back", "", "", f"0 of {len(mine)}", "", ""])
            continue
        if contender is not OURS and ours:
            least, most = min(ours) / max(seconds), max(ours) / min(seconds)
            figure.ratios.append(Ratio(f"rollback: bluegreen / {contender.name}", median(ours) / median(seconds), least, most))
        bad = sum(result["bad"] for result in mine)
        bound = min(result["bound"] for result in mine) if contender is OURS else None
        rows.append(
            [
                contender.title,
                f"{median(seconds):.1f} s",
                f"{percentile(seconds, 99):.1f} s",
                f"{max(seconds):.1f} s",
                f"{len(seconds)} of {len(mine)}",
                f"{bad / len(mine):.0f}",
                f"{bound:.0f} s" if bound else "none",
            ]
        )
        if contender is OURS:
            figure.promises = promises(mine, seconds)
    columns = ["", "p50", "p99", "longest", "taken back", "bad answers a run", "bound printed beforehand"]
    figure.tables = [Table("", columns, rows)]
    return figure


def promises(mine: list[dict[str, Any]], seconds: list[float]) -> list[Promise]:
    kept = sum(is_back(result) and met(result) <= result["bound"] for result in mine)
    return [
        Promise(
            "the bound printed before the step >= the measured rollback, always",
            f"{kept} of {len(mine)} runs, longest {max(seconds):.1f} s",
            kept == len(mine) == len(seconds),
            must=True,
        ),
        Promise("rollback p99 <= 120 s", f"{percentile(seconds, 99):.1f} s", percentile(seconds, 99) <= 120, must=True),
    ]


def is_back(result: dict[str, Any]) -> bool:
    """Whether the program itself said that it took the release back."""
    return result["code"] == (ANSIBLE_FAILED if result["contender"] == "ansible" else 1)


def met(result: dict[str, Any]) -> float:
    """How long users met the bad release: no time at all if it was taken back before any of them did."""
    return result["rollback"] or 0.0


def unexpected(contender: Contender, mine: list[dict[str, Any]]) -> list[str]:
    odd = [result for result in mine if not is_back(result)]
    return [f"{contender.name} ended with {result['code']}: {result['output'].splitlines()[-1:]}" for result in odd]


def attempt(contender: Contender, site: Site, index: int) -> dict[str, Any]:
    """One that breaks is a row in the table, not the end of all others."""
    try:
        return one(contender, site, index)
    except (OSError, TimeoutError, ValueError) as problem:
        broken = {"code": -2, "rollback": None, "bad": 0, "lost": 0, "bound": 0.0, "output": repr(problem)}
        return {"contender": contender.name} | broken


def one(contender: Contender, site: Site, index: int) -> dict[str, Any]:
    if index < AT_ONCE:
        time.sleep(index * APART)
    alarm = put_alarm(site)
    with Load(site, PER_SECOND) as log:
        # Rolled back is what is measured; that the new side is retired afterwards as well is seen elsewhere.
        run = registry.deploy(contender, site, "bad", STEPS, ALARM=alarm, LONGEST_STEP=LONGEST_STEP, RETIRE="no")
    answers = loadlog.read(log)
    return {
        "contender": contender.name,
        "code": run.code,
        "rollback": loadlog.rollback_seconds(answers),
        "bad": sum(answer.is_bad for answer in answers),
        "lost": sum(answer.is_lost for answer in answers),
        "bound": bound(run.whole) if contender is OURS else None,
        "output": run.output if run.code != 1 else "",
    }


def bound(said: str) -> float:
    """The least that was promised before the rollback began; 0 if nothing was, which no rollback can keep."""
    before = re.split(r"rolling back", said, maxsplit=1)[0]
    return min((float(seconds) for seconds in re.findall(r"way back (\d+) s at most", before)), default=0.0)
