"""Lost requests: every contender at every propagation lag."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bench import loadlog, registry
from bench.clouds import Clouds, Load, Site
from bench.figure import Figure, Promise, Scale, Table
from bench.registry import OURS, Contender

PER_SECOND = 20
STEPS = "10:5 50:5 100:10"

# More at a time would measure two cores that start Terraform, Ansible and JVMs all at once.
AT_ONCE = 16
APART = 1.5


def measure(scale: Scale) -> Figure:
    lags = scale.pick([0, 5, 30, 60], [5])
    able = [one for one in registry.ALL if not one.missing()]
    if scale.quick:
        able = [one for one in able if one.name in ("bluegreen", "codedeploy-linear")]
    pairs = [(one, lag) for lag in reversed(lags) for one in able]
    with Clouds("lost", len(pairs)) as sites, ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(lambda pair, site, index: attempt(*pair, site, index, scale), pairs, sites, range(len(pairs))))
    figure = Figure(
        "Lost requests",
        f"One of the three load balancer nodes hears of changed weights late; {PER_SECOND} requests a second go through all three on"
        f" a recorded schedule, from before the deployment until the old side is gone. Plan {STEPS} (percent:seconds). Lost = no"
        " answer, or one that the load balancer made up because no application gave one. In brackets the longest time without a"
        " good answer. Our own scale-in floor is cut from 120 s to 3 s, so that only observation is left to protect users.",
        not_run=[f"Lost requests, {one.title}: {one.missing()}" for one in registry.ALL if one.missing()],
        data=results,
    )
    by = {(result["contender"], result["lag"]): result for result in results}
    columns = ["Failures per million requests"] + [f"lag {lag} s" for lag in lags] + ["seconds at the longest lag"]
    rows = [[one.title, *(cell(by[one.name, lag]) for lag in lags), f"{by[one.name, lags[-1]]['seconds']:.0f}"] for one in able]
    figure.tables = [Table("", columns, rows)]
    ours = [by[OURS.name, lag] for lag in lags]
    lost = sum(result["lost"] for result in ours)
    requests = sum(result["requests"] for result in ours)
    finished = all(result["code"] == 0 for result in ours)
    figure.promises = [
        Promise(
            f"no request is lost at any lag ({', '.join(map(str, lags))} s)",
            f"{lost} of {requests}" + ("" if finished else ", and a deployment failed"),
            lost == 0 and finished,
            must=True,
        )
    ]
    figure.notes = [
        f"{result['contender']} at {result['lag']} s ended with {result['code']}: {result['output'].splitlines()[-1:]}"
        for result in results
        if result["code"] != 0
    ]
    return figure


def attempt(contender: Contender, lag: float, site: Site, index: int, scale: Scale) -> dict[str, Any]:
    """One that breaks is a row in the table, not the end of all others."""
    if index < AT_ONCE:
        time.sleep(index * APART)
    try:
        measured = one(contender, lag, site, scale)
    except (OSError, TimeoutError, ValueError) as problem:
        measured = {"code": -2, "seconds": 0.0, "requests": 0, "lost": 0, "perMillion": 0.0, "longestGap": None, "output": repr(problem)}
    return {"contender": contender.name, "lag": lag} | measured


def one(contender: Contender, lag: float, site: Site, scale: Scale) -> dict[str, Any]:
    with Load(site, PER_SECOND) as log:
        site.lag(lag)
        run = registry.deploy(contender, site, "2", STEPS, LONGEST_STEP=scale.pick("10", "3"))
    answers = loadlog.read(log)
    return {
        "code": run.code,
        "seconds": run.seconds,
        "requests": len(answers),
        "lost": sum(answer.is_lost for answer in answers),
        "perMillion": loadlog.lost_per_million(answers),
        "longestGap": loadlog.longest_gap(answers),
        "output": run.output if run.code else "",
    }


def cell(result: dict[str, Any]) -> str:
    if result["code"] != 0:
        return f"failed ({result['perMillion']:,.0f})"
    gap = f"{result['longestGap']:.1f} s" if result["longestGap"] is not None else "no end"
    return f"{result['perMillion']:,.0f} ({gap})"
