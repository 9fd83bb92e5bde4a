"""Brings the green side up and moves thirty percent of the traffic to it, as anybody with boto3 would."""

import sys

import boto3

endpoint, region, listener, blue, green = sys.argv[1:6]


def client(service):
    return boto3.client(service, endpoint_url=endpoint, region_name=region)


elb, autoscaling = client("elbv2"), client("autoscaling")

before = elb.describe_listeners(ListenerArns=[listener])["Listeners"][0]["DefaultActions"][0]
assert [group["Weight"] for group in before["ForwardConfig"]["TargetGroups"]] == [100, 0], before

autoscaling.update_auto_scaling_group(AutoScalingGroupName="local-green", MinSize=1, MaxSize=1, DesiredCapacity=1)
# An empty group is "in service" for the waiter, so the targets themselves are looked at.
targets = []
while [target["TargetHealth"]["State"] for target in targets] != ["healthy"]:
    elb.get_waiter("target_in_service").wait(TargetGroupArn=green, WaiterConfig={"Delay": 1, "MaxAttempts": 90})
    targets = elb.describe_target_health(TargetGroupArn=green)["TargetHealthDescriptions"]
print("green has", len(targets), "healthy target")

groups = [{"TargetGroupArn": blue, "Weight": 70}, {"TargetGroupArn": green, "Weight": 30}]
elb.modify_listener(
    ListenerArn=listener, DefaultActions=[{"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}]
)
after = elb.describe_listeners(ListenerArns=[listener])["Listeners"][0]["DefaultActions"][0]
weights = [group["Weight"] for group in after["ForwardConfig"]["TargetGroups"]]
print(f"blue {weights[0]}, green {weights[1]}")
