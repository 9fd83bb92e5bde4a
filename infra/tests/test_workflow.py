"""The scripts in the workflow staging-terraform, each run with bash as GitHub does, beside programs that note what they are asked."""

import json
import os
import subprocess
import tarfile
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = ROOT / ".github/workflows"
WORKFLOW = yaml.safe_load((WORKFLOWS / "staging-terraform.yml").read_text())
RELEASE = "0123456789abcdef0123456789abcdef01234567"
TARGET = {"name": "production", "state_bucket": "production-bluegreen"}

# Notes its command line, then says or does what the test laid down under its name and first word.
STAND_IN = """#!/usr/bin/env bash
echo "${{0##*/}} $*" >> "{notes}"
answer="{answers}/${{0##*/}}-$1"
[[ ! -e "$answer" ]] || source "$answer"
"""


class Job:
    """A job's workspace; step by step, as far as a test needs."""

    def __init__(self, name: str, folder: Path):
        self.steps = WORKFLOW["jobs"][name]["steps"]
        self.workspace, self.notes, self.answers = folder / "work", folder / "notes", folder / "answers"
        for one in (self.workspace, self.answers, folder / "bin", self.workspace / "infra/environments/staging"):
            one.mkdir(parents=True, exist_ok=True)
        stand_in = STAND_IN.format(notes=self.notes, answers=self.answers)
        for program in (*(folder / "bin" / name for name in ("terraform", "aws", "gh", "curl")), self.workspace / "bluegreen"):
            program.write_text(stand_in)
            program.chmod(0o755)
        self.output = folder / "output"
        self.output.touch()
        self.environment = {
            "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
            "GITHUB_OUTPUT": str(self.output),
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_REPOSITORY": "shop/app",
            "RELEASE": RELEASE,
            "STATE_BUCKET": "states",
            "TF_VAR_region": "eu-central-1",
        }

    def answer(self, command: str, script: str) -> None:
        (self.answers / command.replace(" ", "-")).write_text(script)

    def run(self, step: str, folder: str = ".", **variables: str) -> subprocess.CompletedProcess:
        script = next(one["run"] for one in self.steps if one.get("name") == step)
        assert "${{" not in script, "what comes from outside reaches a script by its environment only"
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.workspace / folder,
            env=self.environment | variables,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def asked(self) -> list[str]:
        return self.notes.read_text().splitlines() if self.notes.exists() else []


@pytest.fixture
def job(tmp_path):
    return lambda name: Job(name, tmp_path)


def status(live: str, release: str, desired: int = 1) -> str:
    return "cat <<'E'\n" + json.dumps({"live": live, "sides": {live: {"release": release, "desired": desired}}}) + "\nE\n"


STAGING = "infra/environments/staging"
DEPLOY = "Deploy, validated and guarded; goes back by itself when the release is bad"
ROLL_BACK = "Roll back what was left in the middle"
APPLY = "Apply exactly the plan that the guard has seen"


def staging(job) -> Job:
    staging = job("staging")
    outputs = {"deployment_target": {"value": {"state_bucket": "staging-bluegreen"}}}
    (staging.workspace / "staging.json").write_text(json.dumps(outputs))
    return staging


def test_a_plan_that_the_guard_refuses_fails_the_step_and_its_words_are_kept(job):
    plan = job("plan")
    guard = plan.workspace / "bluegreen"
    guard.write_text("#!/usr/bin/env bash\necho 'The plan must not be applied'\nexit 1\n")

    done = plan.run("Plan guard", STAGING)

    assert done.returncode == 1
    assert (plan.workspace / STAGING / "verdict.txt").read_text() == "The plan must not be applied\n"


def test_the_comment_holds_the_verdict_and_the_plan_and_fits(job):
    plan = job("plan")
    folder = plan.workspace / STAGING
    (folder / "verdict.txt").write_text("The plan may be applied: `1 change`.\n")
    (folder / "plan.txt").write_text("```\n" + "+ resource\n" * 10000)

    assert plan.run("Comment", STAGING, PULL_REQUEST="7", GH_TOKEN="x").returncode == 0

    assert plan.asked() == ["gh pr comment 7 --repo shop/app --edit-last --create-if-none --body-file comment.md"]
    comment = (folder / "comment.md").read_text()
    assert "The plan may be applied: `1 change`." in comment
    assert comment.count("````\n") >= 2
    assert len(comment) < 65536


def test_nothing_is_applied_that_the_guard_refuses(job):
    staging = job("staging")
    staging.answer("bluegreen plan-guard", "exit 1")

    assert staging.run(APPLY, STAGING).returncode == 1
    assert not any(line.startswith("terraform apply") for line in staging.asked())


def test_what_is_applied_is_the_plan_that_was_guarded(job):
    staging = job("staging")

    assert staging.run(APPLY, STAGING).returncode == 0

    asked = [" ".join(line.split()[:2]) for line in staging.asked()]
    assert asked == [
        "terraform init", "terraform plan", "terraform show", "bluegreen plan-guard", "terraform apply", "terraform output",
    ]  # fmt: skip
    assert "terraform apply plan.bin" in staging.asked()


def test_a_release_reaches_the_bucket_before_it_is_deployed(job):
    staging_job = staging(job)
    staging_job.answer("bluegreen status", status("blue", "older"))

    done = staging_job.run(DEPLOY)

    assert done.returncode == 0, done.stderr
    changes = [line for line in staging_job.asked() if "status" not in line]
    assert changes == [
        f"aws s3 cp --only-show-errors build/releases/{RELEASE}.tar.gz s3://staging-bluegreen/releases/{RELEASE}.tar.gz",
        f"bluegreen deploy staging {RELEASE} --release-file app/release.json",
    ]
    assert staging_job.output.read_text() == "status=0\n"
    configuration = json.loads((staging_job.workspace / "bluegreen.yaml").read_text())
    assert configuration == {
        "state": "s3://staging-bluegreen",
        "environments": {"staging": {"terraformOutput": "staging.json"}},
    }


def test_a_new_staging_gets_its_first_release_without_a_deployment(job):
    staging_job = staging(job)
    staging_job.answer("bluegreen status", status("blue", "none", desired=0))
    staging_job.answer("bluegreen start", f"cat > {staging_job.answers}/bluegreen-status <<'X'\n{status('blue', RELEASE)}X\n")

    assert staging_job.run(DEPLOY).returncode == 0

    asked = staging_job.asked()
    assert f"bluegreen start staging --release {RELEASE} --keep-awake 2h" in asked
    assert not any("bluegreen deploy" in line for line in asked)


def test_a_sleeping_staging_is_woken_for_a_deployment(job):
    staging_job = staging(job)
    staging_job.answer("bluegreen status", status("green", "older", desired=0))

    assert staging_job.run(DEPLOY).returncode == 0

    changes = [line.split()[1] for line in staging_job.asked() if "bluegreen" in line and "status" not in line and "s3" not in line]
    assert changes == ["start", "deploy"]


def test_the_exit_code_of_a_deployment_is_told_to_the_steps_after_it(job):
    staging_job = staging(job)
    staging_job.answer("bluegreen status", status("blue", "older"))
    staging_job.answer("bluegreen deploy", "exit 3")

    assert staging_job.run(DEPLOY).returncode == 3
    assert staging_job.output.read_text() == "status=3\n"


@pytest.mark.parametrize("name", ["staging", "production"])
def test_only_a_deployment_that_is_under_way_is_rolled_back(job, name):
    one = job(name)
    one.answer("bluegreen status", "echo '{\"live\": \"blue\"}'")
    assert one.run(ROLL_BACK).returncode == 0
    assert one.asked() == [f"bluegreen status {name} --output json"]

    one.answer("bluegreen status", "echo '{\"deployment\": {\"id\": \"1\"}}'; exit 2")
    assert one.run(ROLL_BACK).returncode == 0
    assert one.asked()[-1] == f"bluegreen rollback {name}"


@pytest.mark.parametrize("name", ["staging", "production"])
def test_the_team_is_told_with_release_outcome_and_address(job, name):
    one = job(name)
    one.answer("curl -fsS", f"cat > {one.workspace}/told")

    one.run("Tell the team", WEBHOOK="https://hook", OUTCOME="failure", RUN="https://run/1")

    text = json.loads((one.workspace / "told").read_text())["text"]
    assert text == f"{name.capitalize()}, release {RELEASE}: failure. https://run/1"


def test_without_a_webhook_nobody_is_called(job):
    one = job("staging")

    assert one.run("Tell the team", WEBHOOK="", OUTCOME="success", RUN="https://run/1").returncode == 0
    assert one.asked() == []


def test_production_gets_the_archive_that_staging_has_proven(job):
    production = job("production")
    archive = production.workspace / "release.tar.gz"
    release = production.workspace / "release.json"
    release.write_text('{"id": "7", "schema": {"min": 1, "max": 2}}')
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(release, "./release.json")
    production.answer("gh run", f'[[ "$2" == list ]] && echo 42 || {{ mkdir -p "${{@: -1}}"; cp {archive} "${{@: -1}}/{RELEASE}.tar.gz"; }}')

    done = production.run("Fetch the release that staging has proven", GH_TOKEN="x")
    assert done.returncode == 0, done.stderr
    assert f"gh run download 42 --repo shop/app --name release-{RELEASE} --dir build/releases" in production.asked()
    done = production.run(DEPLOY, TARGET=json.dumps(TARGET))

    assert done.returncode == 0, done.stderr
    assert production.asked()[-2:] == [
        f"aws s3 cp --only-show-errors build/releases/{RELEASE}.tar.gz s3://production-bluegreen/releases/{RELEASE}.tar.gz",
        f"bluegreen deploy production {RELEASE} --release-file build/releases/release.json",
    ]
    assert json.loads((production.workspace / "build/releases/release.json").read_text())["schema"]["max"] == 2


@pytest.mark.parametrize("release", ["main", "$(reboot)", RELEASE[:-1]])
def test_production_takes_commits_only(job, release):
    production = job("production")

    assert production.run("Fetch the release that staging has proven", RELEASE=release).returncode == 1
    assert production.asked() == []


def test_production_takes_nothing_that_staging_has_not_proven(job):
    production = job("production")

    done = production.run("Fetch the release that staging has proven")

    assert done.returncode == 1
    assert "has not proven" in done.stdout
    assert len(production.asked()) == 1


def test_tokens_are_short_lived_permissions_least_and_actions_pinned():
    for file in WORKFLOWS.glob("*.yml"):
        workflow = yaml.safe_load(file.read_text())
        assert workflow["permissions"] == {"contents": "read"}, file
        for name, one in workflow["jobs"].items():
            for step in one["steps"]:
                action = step.get("uses", "")
                assert not action or len(action.partition("@")[2]) == 40, f"{file} {name}: {action} is not pinned by a commit"
                if "configure-aws-credentials" in action:
                    assert one["permissions"]["id-token"] == "write"
                    assert one["environment"], "the trust policies name an environment"
                    assert set(step["with"]) <= {"role-to-assume", "aws-region", "unset-current-credentials"}
