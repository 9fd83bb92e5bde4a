"""Deployments in flight in one controller."""

import json
import subprocess

from bench.arithmetic import exponent
from bench.clouds import ROOT, java
from bench.figure import Figure, Scale, Table


def measure(scale: Scale) -> Figure:
    sizes = scale.pick([1, 10, 100, 1000, 10_000], [10, 100])
    seconds = scale.pick(8, 4)
    results = []
    for size in sizes:
        command = java("bench.InFlight", str(size), str(seconds), options=["-Xmx6g"])
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, timeout=400)
        results.append(json.loads(done.stdout.splitlines()[-1]))
    rows = [
        [
            f"{result['deployments']:,}",
            f"{result['heapBytes'] / 2**20:.1f} MB",
            str(result["threads"]),
            f"{result['cpuSecondsPerDeploymentMinute'] * 1000:.1f} ms",
            f"{result['looksPerDeploymentSecond']:.2f}",
        ]
        for result in results
    ]
    many = [result for result in results if result["deployments"] >= 10]
    counts = [result["deployments"] for result in many]
    cpu = exponent(counts, [result["cpuSecondsPerDeploymentMinute"] * result["deployments"] for result in many])
    first, last = results[0], results[-1]
    each = (last["heapBytes"] - first["heapBytes"]) / (last["deployments"] - first["deployments"])
    columns = ["in flight", "heap", "threads", "CPU per deployment-minute", "looks per deployment and second (1 asked)"]
    return Figure(
        "Scale",
        "Deployments held at 50 % on simulated clouds in real time, each looking at everything once a second with all guards; what the"
        " JVM needs beside what it needs without them.",
        [Table("", columns, rows)],
        notes=[
            f"CPU in all grows with the number of deployments to the power of {cpu:.2f}; heap by {each / 1024:.0f} KB for each.",
            "Where looks fall below 1 the machine's cores are all busy: deployments are then looked at less often, and none is dropped.",
        ],
        not_run=[
            "200 waiting builds in a Jenkins against a thread-per-step plugin: Jenkins and its plugins are on no registry that this command"
            " may take them from. They were measured by hand, beside pipeline-aws: docs/jenkins.md, What waiting builds cost"
        ],
        data=results,
    )
