"""What it was measured on."""

import os
import platform
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from bench.clouds import ROOT
from bench.registry import find

VERSIONS = {
    "Java": (["java", "-version"], r'version "([^"]+)"'),
    "AWS CLI": (["aws", "--version"], r"aws-cli/(\S+)"),
    "Ansible": (["ansible-playbook", "--version"], r"core ([\d.]+)"),
    "Terraform": (["terraform", "version"], r"Terraform v(\S+)"),
    "nginx": (["nginx", "-v"], r"nginx/(\S+)"),
    "HAProxy": (["haproxy", "-v"], r"version (\S+)"),
    "wrk": (["wrk", "-v"], r"wrk (?:debian/)?(\S+)"),
}


def describe() -> dict[str, str]:
    memory = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())
    gigabytes = int(memory.group(1)) // 2**20 if memory else "?"
    system = f"{platform.system()} {platform.release()}"
    facts = {
        "Date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "Commit": commit(),
        "Machine": f"{os.cpu_count()} CPUs ({processor()}), {gigabytes} GiB, {system}",
        "Load average when it began": " ".join(f"{value:.1f}" for value in os.getloadavg()),
        "Python": platform.python_version(),
    }
    return facts | {name: said(command, pattern) for name, (command, pattern) in VERSIONS.items()}


def commit() -> str:
    git = ["git", "-C", str(ROOT)]
    # The report of an earlier run changes nothing about what is measured.
    changed = subprocess.run([*git, "diff", "--quiet", "HEAD", "--", ".", ":!bench/RESULTS.md", ":!bench/results.json"], check=False)
    return said([*git, "rev-parse", "--short", "HEAD"], r"(\S+)") + ("-dirty" if changed.returncode else "")


def processor() -> str:
    model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    return model.group(1) if model else platform.machine()


def said(command: list[str], pattern: str) -> str:
    program = find(command[0])
    if not program:
        return "not here"
    done = subprocess.run([program, *command[1:]], capture_output=True, text=True, check=False)
    match = re.search(pattern, done.stdout + done.stderr)
    return match.group(1) if match else "unknown"
