"""An AWS of one's own for Terraform and the deployer: the local cloud in front, moto behind it, nothing reaches AWS."""

import fcntl
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
STARTED_WITHIN = 180


class Cloud:
    """Both emulators while the block lasts; `environment` leads every AWS client to them."""

    def __init__(self, work: Path):
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        self.work = work
        self.processes: list[subprocess.Popen] = []

    def __enter__(self) -> Self:
        try:
            moto = free_port()
            self.start("moto", [sys.executable, str(ROOT / "infra/tests/moto_server.py"), str(moto)])
            wait_for("moto", lambda: answers(f"http://127.0.0.1:{moto}/moto-api/data.json"))
            up = ["./bluegreen", "up", "--output", "json", "--port", "0", "--instances", "1"]
            up += ["--upstream", f"http://127.0.0.1:{moto}", "--directory", str(self.work / "cloud")]
            # Instances find the AWS CLI where the tests do.
            self.start("up", up, env=os.environ | {"PATH": path()})
            said = self.work / "up.out"
            wait_for("the local cloud", lambda: said.read_text().strip())
            self.endpoint = json.loads(said.read_text())["endpoint"]
        except BaseException:
            self.__exit__()
            raise
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "TF_"))}
        self.environment = (
            clean
            | provider()
            | {
                "PATH": path(),
                "AWS_ENDPOINT_URL": self.endpoint,
                "AWS_ACCESS_KEY_ID": "test",
                "AWS_SECRET_ACCESS_KEY": "test",
                "AWS_REGION": "us-east-1",
                "AWS_DEFAULT_REGION": "us-east-1",
                "AWS_EC2_METADATA_DISABLED": "true",
                "AWS_MAX_ATTEMPTS": "2",
                "TF_IN_AUTOMATION": "1",
                "TF_INPUT": "0",
            }
        )
        return self

    def __exit__(self, *_) -> None:
        for process in reversed(self.processes):
            process.terminate()
        for process in reversed(self.processes):
            try:
                process.wait(40)
            except subprocess.TimeoutExpired:
                process.kill()

    def start(self, name: str, command: list[str], **more) -> subprocess.Popen:
        with (self.work / f"{name}.out").open("wb") as out, (self.work / f"{name}.err").open("wb") as err:
            process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=err, **more)
        self.processes.append(process)
        return process

    def aws(self, *arguments: str):
        """What the AWS CLI answers, read from JSON."""
        done = run(["aws", *arguments, "--output", "json"], env=self.environment)
        return json.loads(done.stdout) if done.stdout.strip() else None

    def local(self, path: str):
        with urllib.request.urlopen(f"{self.endpoint}/_local/{path}") as answer:
            return json.load(answer)


class Terraform:
    """Terraform in one folder, with its state in a file."""

    def __init__(self, cloud: Cloud, folder: Path, log: Path, **variables: str):
        self.folder, self.log = folder, log
        self.environment = cloud.environment | {f"TF_VAR_{name}": value for name, value in variables.items()}
        (folder / "backend_override.tf").write_text('terraform {\n  backend "local" {}\n}\n')
        lock = ROOT / "build/terraform/init.lock"
        lock.parent.mkdir(parents=True, exist_ok=True)
        with lock.open("w") as only:
            fcntl.flock(only, fcntl.LOCK_EX)
            self("init", "-no-color")

    def __call__(self, *arguments: str, codes: tuple[int, ...] = (0,)) -> subprocess.CompletedProcess:
        done = run(["terraform", f"-chdir={self.folder}", *arguments], codes, env=self.environment)
        with self.log.open("a") as log:
            log.write(f"$ terraform {' '.join(arguments)}\n{done.stdout}\n")
        return done

    def apply(self) -> int:
        """How many resources were added."""
        return int(re.search(r"Apply complete! Resources: (\d+) added", self("apply", "-auto-approve", "-no-color").stdout)[1])

    def destroy(self) -> int:
        """How many resources were destroyed; fails if any is left in the state."""
        done = self("destroy", "-auto-approve", "-no-color").stdout
        left = self("state", "list").stdout.split()
        assert not left, f"left in the state after destroy: {left}"
        return int(re.search(r"Destroy complete! Resources: (\d+) destroyed", done)[1])

    def assert_no_changes(self, moment: str) -> None:
        done = self("plan", "-detailed-exitcode", "-no-color", codes=(0, 2))
        assert done.returncode == 0, f"a plan {moment} wants to change something:\n{done.stdout}"

    def plan_json(self, file: Path) -> Path:
        self("plan", "-no-color", f"-out={file}.bin")
        file.write_text(self("show", "-json", f"{file}.bin").stdout)
        return file

    def output(self, name: str):
        return json.loads(self("output", "-json", name).stdout)


class Users:
    """The independent load client of the demonstration, while the block lasts."""

    def __init__(self, cloud: Cloud, addresses: list[str], port: int, per_second: int = 20):
        self.cloud, self.log = cloud, cloud.work / "users.csv"
        arguments = [",".join(addresses), port, per_second, 0, 0, 600, self.log]
        jar = ROOT / "target/blue-green-deploy.jar"
        main = "io.jenkins.plugins.bluegreen.load.LoadClient"
        self.command = ["java", "-XX:+UseSerialGC", "-Xmx256m", "-cp", str(jar), main, *map(str, arguments)]

    def __enter__(self) -> Self:
        self.process = self.cloud.start("users", self.command, stdin=subprocess.PIPE)
        return self

    def __exit__(self, *_) -> None:
        self.process.stdin.close()
        self.process.wait(60)

    def answers(self) -> Counter:
        """How often each (status, release) was seen; status 0 is no answer at all."""
        lines = (line.split(",") for line in self.log.read_text().splitlines())
        return Counter((int(line[3]), line[5]) for line in lines if len(line) == 6 and line[3].isdigit())


def listener(cloud: Cloud, target: dict) -> dict:
    """Where the production listener of a deployment target is reached: its nodes and port. It speaks HTTP, whatever it is."""
    arn = target["rules"][0]["listener_arn"]
    return next(one for one in cloud.local("load-balancers") if one["listenerArn"] == arn)


def bluegreen(cloud: Cloud, target: dict, command: str, *arguments: str) -> str:
    """What the command line says of a deployment target as Terraform puts it out."""
    reached = listener(cloud, target)
    environment = {
        # The load balancer's name is in no DNS: its nodes are named instead.
        "target": target | {"url": f"http://127.0.0.1:{reached['port']}", "addresses": reached["nodes"]},
        "plan": "10%:10s, 50%:10s, 100%:20s",
        "settings": {"timing": {"scaleInFloor": "15s", "keepWindow": "15s"}},
    }
    everything = {
        "state": f"s3://{target['state_bucket']}",
        "aws": {"endpoint": cloud.endpoint, "anyCredentials": True},
        "environments": {target["name"]: environment},
    }
    configuration = cloud.work / "bluegreen.yaml"
    configuration.write_text(json.dumps(everything))
    line = ["./bluegreen", *command.split(), target["name"], *arguments, "--config", str(configuration)]
    return run(line, env=cloud.environment, timeout=420).stdout


def without_seams(modules: Path) -> None:
    """Takes ignore_changes out of a copy of the modules."""
    action = r"\n  lifecycle \{\n    ignore_changes = \[default_action\]\n  \}\n"
    for module, block in (("loadbalancer", action), ("webserver", r"\n  lifecycle \{.*?\n  \}\n")):
        file = modules / module / "main.tf"
        text, count = re.subn(block, "\n", file.read_text(), flags=re.DOTALL)
        assert count, f"no ignore_changes found in {file}"
        file.write_text(text)


def guarded(plan: Path) -> tuple[int, str]:
    """Exit code and words of the plan guard."""
    done = run(["./bluegreen", "plan-guard", str(plan)], codes=(0, 1))
    return done.returncode, done.stdout


def provider() -> dict[str, str]:
    """Where Terraform gets the AWS provider: a copy on this machine, else the registry."""
    mirror = Path(os.environ.get("TERRAFORM_MIRROR", ROOT / "../shared/tools/terraform-mirror"))
    if os.access(mirror, os.X_OK):
        file = ROOT / "build/apply-terraformrc"
        file.write_text(run([str(mirror)]).stdout)
        return {"TF_CLI_CONFIG_FILE": str(file)}
    given = os.environ.get("TF_CLI_CONFIG_FILE", "")
    if Path(given).is_file():
        return {"TF_CLI_CONFIG_FILE": given}
    cache = ROOT / "build/terraform/plugins"
    cache.mkdir(parents=True, exist_ok=True)
    return {"TF_PLUGIN_CACHE_DIR": str(cache), "TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE": "true"}


def path() -> str:
    # The AWS CLI stands beside the interpreter that runs this.
    return f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def run(command: list[str], codes: tuple[int, ...] = (0,), timeout: int = 600, **more) -> subprocess.CompletedProcess:
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=timeout, **more)
    assert done.returncode in codes, f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    return done


def wait_for(what: str, condition, within: int = STARTED_WITHIN) -> None:
    latest = time.monotonic() + within
    while not condition():
        assert time.monotonic() < latest, f"{what} is not there after {within} s"
        time.sleep(0.5)


def answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=2).close()
        return True
    except OSError:
        return False


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]
