"""A blue-green deployment as public boto3 scripts do it: waiters with their default intervals, weights, fixed waits, an alarm."""

import os
import sys
import time
from pathlib import Path

import boto3

ENV = os.environ
elb = boto3.client("elbv2")
scaling = boto3.client("autoscaling")
watch = boto3.client("cloudwatch")


def weights(blue: int, green: int) -> None:
    groups = [
        {"TargetGroupArn": ENV["BLUE_TARGET_GROUP"], "Weight": blue},
        {"TargetGroupArn": ENV["GREEN_TARGET_GROUP"], "Weight": green},
    ]
    elb.modify_listener(
        ListenerArn=ENV["LISTENER_ARN"],
        DefaultActions=[{"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}],
    )


def scale(group: str, size: int) -> None:
    scaling.update_auto_scaling_group(AutoScalingGroupName=group, MinSize=size, DesiredCapacity=size)


def is_alarm() -> bool:
    alarms = watch.describe_alarms(AlarmNames=[ENV["ALARM"]])["MetricAlarms"]
    return any(alarm["StateValue"] == "ALARM" for alarm in alarms)


def new_targets(group: str) -> list[dict[str, str]]:
    while True:
        found = scaling.describe_auto_scaling_groups(AutoScalingGroupNames=[group])["AutoScalingGroups"][0]
        running = [one["InstanceId"] for one in found["Instances"] if one["LifecycleState"] == "InService"]
        if len(running) >= int(ENV["INSTANCES"]):
            return [{"Id": instance} for instance in running]
        time.sleep(5)


def hold(seconds: float) -> bool:
    """Whether it went well for so long."""
    ends = time.monotonic() + seconds
    while (rest := ends - time.monotonic()) > 0:
        time.sleep(min(10, rest))
        if is_alarm():
            return False
    return True


def deploy() -> int:
    settle = float(ENV["SETTLE_SECONDS"])
    group = ENV["GREEN_GROUP"]
    tag = {"Key": "bluegreen:release", "Value": ENV["RELEASE"], "PropagateAtLaunch": True}
    scaling.create_or_update_tags(Tags=[{"ResourceId": group, "ResourceType": "auto-scaling-group", **tag}])
    scale(group, int(ENV["INSTANCES"]))
    elb.get_waiter("target_in_service").wait(TargetGroupArn=ENV["GREEN_TARGET_GROUP"], Targets=new_targets(group))
    for step in ENV["STEPS"].split():
        percent, seconds = step.split(":")
        weights(100 - int(percent), int(percent))
        if not hold(float(seconds)):
            weights(100, 0)
            time.sleep(settle)
            scale(group, 0)
            return 1
    Path(ENV["WORK"], "deployed").touch()
    time.sleep(settle)
    scale(ENV["BLUE_GROUP"], 0)
    return 0


if __name__ == "__main__":
    sys.exit(deploy())
