"""The same programs on moto, which others wrote: what they do there is not of our local cloud's making."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any

from bench import registry
from bench.clouds import Clouds, Site, changes
from bench.figure import Figure, Promise, Scale, Table
from bench.moto import World, moto
from bench.registry import Contender

STEPS = "10:5 50:5 100:10"


def measure(scale: Scale) -> Figure:
    able = [one for one in registry.ALL if not one.missing() and one.name not in registry.POLICIES]
    if scale.quick:
        able = [one for one in able if one.name in ("bluegreen", "boto3")]
    with Clouds("second-target", len(able)) as sites, ThreadPoolExecutor(2 * len(able)) as pool:
        local = pool.map(lambda one, site: attempt(one, site), able, sites)
        others = pool.map(on_moto, able)
        pairs = list(zip(able, local, others, strict=True))
    columns = ["", "on moto", "weights there afterwards", "API calls there", "here", "of which change something, there", "here"]
    whole = [both for both in pairs if both[1]["code"] == 0]
    same = [one for one, _, there in whole if there["code"] == 0 and there["weights"] == {"blue": 0, "green": 100}]
    return Figure(
        "The same programs on moto",
        f"One deployment (plan {STEPS}, percent:seconds) on the local cloud and on moto, whose instances are healthy at once. moto carries"
        " no traffic: a small front answers by the weights that it holds, without lag or faults, so nothing is said about users here.",
        [Table("", columns, [row(*pair) for pair in pairs])],
        promises=[
            Promise(
                "who deploys on the local cloud deploys on moto",
                f"{len(same)} of {len(whole)}",
                len(same) == len(whole),
            )
        ],
        notes=[
            f"{one.name} {where} ended with {result['code']}: {result['output'].splitlines()[-1:]}"
            for one, *both in pairs
            for where, result in zip(("here", "on moto"), both, strict=True)
            if result["code"] != 0
        ],
        not_run=["Lost requests, rollback and overhead on moto: nothing boots, drains or carries traffic there"],
        data=[{"contender": one.name, "local": here, "moto": there} for one, here, there in pairs],
    )


def row(contender: Contender, here: dict[str, Any], there: dict[str, Any]) -> list[str]:
    weights = there["weights"]
    return [
        contender.title,
        "deployed" if there["code"] == 0 else "failed",
        f"{weights['blue']}/{weights['green']}" if weights else "",
        *(str(result[what]) for what in ("calls", "changes") for result in (there, here)),
    ]


def on_moto(contender: Contender) -> dict[str, Any]:
    server: AbstractContextManager[Site] = moto(contender.name)
    with server as site:
        # Its targets never leave a target group, which is what our own waits for when it takes the old side away.
        result = attempt(contender, site, RETIRE="no")
        return result | {"weights": World(site.described).weights}


def attempt(contender: Contender, site: Site, **more: str) -> dict[str, Any]:
    """One that breaks is a row in the table, not the end of all others."""
    before = site.calls()
    try:
        run = registry.deploy(contender, site, "2", STEPS, **more)
        result = {"code": run.code, "seconds": run.seconds, "output": run.output if run.code else ""}
    except (OSError, TimeoutError, ValueError) as problem:
        result = {"code": -2, "seconds": 0.0, "output": repr(problem)}
    made = site.calls_since(before)
    return result | {"weights": None, "calls": sum(made.values()), "changes": changes(made), "byAction": made}
