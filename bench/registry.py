"""Who is compared. A contender is a program that gets where to deploy in its environment variables, see Site.environment."""

import functools
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.clouds import ROOT, WORK, Site

HERE = ROOT / "bench" / "contenders"
POLICIES = json.loads((HERE / "policies.json").read_text())
BIN = Path(sys.executable).parent
LONGEST = 1000.0

# The fixed wait of scripts before the old side goes, as long as the default of Argo Rollouts.
SETTLE = 30


@dataclass(frozen=True)
class Contender:
    """`wants` names programs without which it cannot run and how to get them."""

    name: str
    title: str
    command: tuple[str, ...]
    wants: tuple[tuple[str, str], ...] = ()

    def missing(self) -> str | None:
        """Why it cannot run on this machine."""
        absent = [f"{program} is missing: {remedy}" for program, remedy in self.wants if not find(program)]
        return "; ".join(absent) or None


@dataclass(frozen=True)
class Run:
    """What became of one deployment: `seconds` until the program ended, `whole` is all that it said."""

    code: int
    seconds: float
    whole: str

    @property
    def output(self) -> str:
        return "\n".join(self.whole.splitlines()[-15:])


def find(program: str) -> str | None:
    beside = BIN / program
    return str(beside) if beside.exists() else shutil.which(program) or shutil.which(program, path="/usr/sbin:/usr/local/sbin")


def script(name: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, str(HERE / name), *arguments)


def policy(name: str) -> Contender:
    return Contender(name, POLICIES[name]["title"], script("policy.py", name))


OURS = Contender("bluegreen", "**bluegreen** (this project)", script("bluegreen.py"))
ALL = (
    OURS,
    Contender(
        "aws-cli",
        "AWS CLI script, fixed timers",
        ("bash", str(HERE / "aws_cli.sh")),
        (("aws", "pip install awscli"),),
    ),
    Contender("boto3", "boto3 script, waiters and fixed timers", script("boto3_script.py")),
    Contender(
        "ansible",
        "Ansible, elb_application_lb and autoscaling_group",
        ("ansible-playbook", "-i", "localhost,", str(HERE / "ansible.yml")),
        (("ansible-playbook", "pip install ansible"),),
    ),
    Contender(
        "terraform",
        "terraform apply, weights in variables",
        script("terraform.py"),
        (("terraform", "install it from https://developer.hashicorp.com/terraform/install"),),
    ),
    policy("codedeploy-canary"),
    policy("codedeploy-linear"),
    policy("argo"),
)


@functools.cache
def terraform_provider() -> dict[str, str]:
    """Where Terraform gets the AWS provider: a copy on this machine, which takes long to find once, or else the registry."""
    mirror = Path(os.environ.get("TERRAFORM_MIRROR", ROOT.parent / "shared/tools/terraform-mirror"))
    told = subprocess.run([str(mirror)], check=False, capture_output=True) if os.access(mirror, os.X_OK) else None
    if told and told.returncode == 0:
        file = WORK / "terraformrc"
        file.write_bytes(told.stdout)
        return {"TF_CLI_CONFIG_FILE": str(file)}
    cache = ROOT / "build/terraform/plugins"
    cache.mkdir(parents=True, exist_ok=True)
    return {"TF_PLUGIN_CACHE_DIR": str(cache), "TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE": "true"}


def deploy(contender: Contender, site: Site, release: str, steps: str, **more: str) -> Run:
    """Runs one deployment to its end, which includes that the old side is gone."""
    environment = site.environment() | {
        "PATH": f"{BIN}:{site.environment()['PATH']}",
        "RELEASE": release,
        "STEPS": steps,
        "SETTLE_SECONDS": str(SETTLE),
        "LONGEST_STEP": "10",
        "LONGEST_WAIT": "90",
        "ALARM": "green-5xx",
        **terraform_provider(),
        **more,
    }
    log = site.work / f"{contender.name}.log"
    begin = time.monotonic()
    with log.open("w") as out:
        process = subprocess.Popen(
            [find(contender.command[0]) or contender.command[0], *contender.command[1:]],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
        )
        try:
            code = process.wait(LONGEST)
        except subprocess.TimeoutExpired:
            process.kill()
            code = -1
    return Run(code, time.monotonic() - begin, log.read_text(errors="replace"))
