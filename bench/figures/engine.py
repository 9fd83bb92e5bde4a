"""The engine's pure part, and what it writes."""

import json
import shutil
import subprocess

from bench.clouds import ROOT, WORK, java
from bench.figure import Figure, Scale, Table


def measure(scale: Scale) -> Figure:
    file = WORK / "jmh.json"
    forks, warmups, iterations = scale.pick((2, 3, 5), (1, 1, 3))
    command = java("bench.JournalGrowth", str(WORK / "journal"))
    main = command.index("io.jenkins.plugins.bluegreen.bench.JournalGrowth")
    benchmark = [*command[:main], "org.openjdk.jmh.Main", "DecideBenchmark", "-f", str(forks), "-wi", str(warmups)]
    benchmark += ["-i", str(iterations), "-w", "1", "-r", "1", "-prof", "gc", "-rf", "json", "-rff", str(file)]
    subprocess.run(benchmark, check=True, capture_output=True, text=True, cwd=ROOT, timeout=300)
    measured = json.loads(file.read_text())[0]
    score, allocated = measured["primaryMetric"], measured["secondaryMetrics"]["gc.alloc.rate.norm"]
    shutil.rmtree(WORK / "journal", ignore_errors=True)
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, timeout=120)
    journal = json.loads(done.stdout.splitlines()[-1])
    rows = [
        ["decisions a second, one thread", f"{score['score']:,.0f} (±{score['scoreError'] / score['score']:.0%} at 99.9 %)"],
        ["bytes allocated for one", f"{allocated['score']:,.0f}"],
        ["journal of a whole deployment by the default plan", f"{journal['events']} events, {journal['bytes']:,} bytes"],
    ]
    return Figure(
        "Engine",
        "`Machine.decide` while a share is held and every guard looks at a full window of probes (JMH), and the state directory after one"
        " whole deployment.",
        [Table("", ["", ""], rows)],
        notes=["The journal grows by events, not by time: a deployment that waits a day writes nothing more."],
        data={"decide": score, "allocated": allocated["score"], "journal": journal},
    )
