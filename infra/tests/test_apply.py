"""The load balancer and both sides, made by the real AWS provider in the local cloud, worked on, and taken down again."""

import shutil

import pytest

from emulated import ROOT, Cloud, Terraform, guarded, without_seams

CALLS = {"elasticloadbalancing": "CreateLoadBalancer", "autoscaling": "CreateAutoScalingGroup", "ec2": "CreateLaunchTemplate"}


@pytest.fixture
def cloud():
    with Cloud(ROOT / "build/apply/traffic") as cloud:
        yield cloud


def test_terraform_leaves_alone_what_a_deployer_changed_and_the_guard_stops_it_without_its_seams(cloud):
    infra = cloud.work / "infra"
    for folder in ("modules", "tests/traffic"):
        shutil.copytree(ROOT / "infra" / folder, infra / folder, ignore=shutil.ignore_patterns("tests", ".terraform*"))
    terraform = Terraform(cloud, infra / "tests/traffic", cloud.work / "terraform.log")

    added = terraform.apply()
    # They live in the local cloud, not in the emulator behind it.
    counted = cloud.local("calls")
    for service, action in CALLS.items():
        assert counted[f"{service}:{action}"]["calls"] >= 1
    target = terraform.output("deployment_target")
    assert target["name"] in [one["name"] for one in cloud.local("load-balancers")]
    terraform.assert_no_changes("right after the apply")

    as_a_deployer_does(cloud, target)
    terraform.assert_no_changes("after a deployment")

    without_seams(infra / "modules")
    status, verdict = guarded(terraform.plan_json(cloud.work / "undo.json"))
    assert status == 1, verdict
    assert "weights:" in verdict
    assert "capacity:" in verdict

    assert terraform.destroy() == added
    assert [one["name"] for one in cloud.local("load-balancers")] == ["local"]


def as_a_deployer_does(cloud, target):
    """Another version of the launch template, other sizes, held scaling processes, notes for the night, all traffic to green."""
    group = ("--auto-scaling-group-name", target["green"]["group"])
    note = "ResourceType=auto-scaling-group,PropagateAtLaunch=false,Key=bluegreen:awake-size,Value=1/2/4,ResourceId="
    cloud.aws("autoscaling", "create-or-update-tags", "--tags", note + target["green"]["group"])
    template = cloud.aws("ec2", "describe-launch-templates", "--launch-template-names", target["green"]["group"])
    template_id = template["LaunchTemplates"][0]["LaunchTemplateId"]
    tags = '{"TagSpecifications":[{"ResourceType":"instance","Tags":[{"Key":"bluegreen:release","Value":"2"}]}]}'
    version = ("--source-version", "1", "--launch-template-data", tags)
    cloud.aws("ec2", "create-launch-template-version", "--launch-template-id", template_id, *version)
    new = ("--launch-template", f"LaunchTemplateId={template_id},Version=2")
    # Wanted stays 0: this is about what Terraform sees, infra/tests/apply shows a release that runs.
    cloud.aws("autoscaling", "update-auto-scaling-group", *group, "--max-size", "9", *new)
    cloud.aws("autoscaling", "suspend-processes", *group, "--scaling-processes", "AlarmNotification")
    sides = [
        f"{{TargetGroupArn={target[side]['target_group']},Weight={weight}}}" for side, weight in (("blue", 0), ("green", 100))
    ]
    action = f"Type=forward,ForwardConfig={{TargetGroups=[{','.join(sides)}]}}"
    listener = target["rules"][0]["listener_arn"]
    cloud.aws("elbv2", "modify-listener", "--listener-arn", listener, "--default-actions", action)
