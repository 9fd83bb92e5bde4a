"""Our own driver of other deployers' policies (policies.json): their steps and fixed waits, none of their code."""

import json
import os
import pathlib
import sys

POLICIES = json.loads((pathlib.Path(__file__).parent / "policies.json").read_text())


def environment(name: str, longest_step: float, longest_wait: float) -> dict[str, str]:
    """The policy in the words of the boto3 script, which does the rest; waits cut to what a measurement has time for."""
    policy = POLICIES[name]
    steps = policy["steps"]
    if steps == "plan":
        steps = [[int(part) for part in step.split(":")] for step in os.environ["STEPS"].split()]
    return {
        "STEPS": " ".join(f"{percent}:{min(wait, longest_step):g}" for percent, wait in steps),
        "SETTLE_SECONDS": f"{min(policy['scale_down_after'], longest_wait):g}",
    }


if __name__ == "__main__":
    os.environ.update(environment(sys.argv[1], float(os.environ["LONGEST_STEP"]), float(os.environ["LONGEST_WAIT"])))
    from boto3_script import deploy

    sys.exit(deploy())
