"""Asks the local cloud through boto3, a client that is not the Java SDK; boto3 parses and type-checks every answer."""

import datetime
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint, listener, blue, green = sys.argv[1:5]


def client(service):
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="local",
        aws_secret_access_key="local",
        config=Config(retries={"max_attempts": 1}, s3={"addressing_style": "path"}),
    )


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error.response
    else:
        raise AssertionError(f"{call} was not refused with {code}")


elb, autoscaling, ec2, s3 = client("elbv2"), client("autoscaling"), client("ec2"), client("s3")
cloudwatch, sns, rds, sts = client("cloudwatch"), client("sns"), client("rds"), client("sts")


def forward(first, second):
    groups = [{"TargetGroupArn": blue, "Weight": first}, {"TargetGroupArn": green, "Weight": second}]
    return [{"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}]


elb.modify_listener(ListenerArn=listener, DefaultActions=forward(25, 75))
rules = elb.describe_rules(ListenerArn=listener)["Rules"]
shown = rules[-1]["Actions"][0]["ForwardConfig"]["TargetGroups"]
assert rules[-1]["IsDefault"] and [group["Weight"] for group in shown] == [25, 75], shown
refused("ValidationError", elb.modify_listener, ListenerArn=listener, DefaultActions=forward(25, 1000))
for page in elb.get_paginator("describe_target_groups").paginate(PaginationConfig={"PageSize": 1}):
    assert len(page["TargetGroups"]) == 1
elb.describe_target_health(TargetGroupArn=blue)
elb.describe_load_balancers()
elb.describe_target_group_attributes(TargetGroupArn=blue)
elb.describe_tags(ResourceArns=[blue, green])
elb.describe_account_limits()

group = autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=["local-blue"])["AutoScalingGroups"][0]
assert isinstance(group["CreatedTime"], datetime.datetime) and group["TargetGroupARNs"] == [blue]
refused("ValidationError", autoscaling.set_desired_capacity, AutoScalingGroupName="none", DesiredCapacity=1)
autoscaling.describe_scaling_activities(AutoScalingGroupName="local-blue")
autoscaling.describe_traffic_sources(AutoScalingGroupName="local-blue")
autoscaling.describe_tags()

assert len(ec2.describe_launch_templates()["LaunchTemplates"]) == 2
assert len(ec2.describe_launch_template_versions(LaunchTemplateName="local-blue")["LaunchTemplateVersions"]) == 1
ec2.describe_instances(Filters=[{"Name": "tag:Colour", "Values": ["blue"]}])
assert len(ec2.describe_subnets()["Subnets"]) == 3
refused("InvalidInstanceID.NotFound", ec2.describe_instances, InstanceIds=["i-0123456789abcdef0"])

s3.create_bucket(Bucket="python")
s3.put_object(Bucket="python", Key="lease", Body=b"mine", IfNoneMatch="*")
refused("PreconditionFailed", s3.put_object, Bucket="python", Key="lease", Body=b"yours", IfNoneMatch="*")
assert s3.get_object(Bucket="python", Key="lease")["Body"].read() == b"mine"
assert s3.list_objects_v2(Bucket="python")["KeyCount"] == 1

now = datetime.datetime.now(datetime.timezone.utc)
cloudwatch.put_metric_data(Namespace="Python", MetricData=[{"MetricName": "Ticks", "Value": 3.5, "Timestamp": now}])
data = cloudwatch.get_metric_data(
    StartTime=now - datetime.timedelta(minutes=5),
    EndTime=now + datetime.timedelta(minutes=5),
    MetricDataQueries=[
        {"Id": "m", "MetricStat": {"Metric": {"Namespace": "Python", "MetricName": "Ticks"}, "Period": 60, "Stat": "Sum"}},
        {"Id": "e", "Expression": "m * 2"},
    ],
)["MetricDataResults"]
assert [result["Values"] for result in data] == [[3.5], [7.0]], data
assert isinstance(data[0]["Timestamps"][0], datetime.datetime)
cloudwatch.put_metric_alarm(
    AlarmName="python",
    Namespace="Python",
    MetricName="Ticks",
    Statistic="Sum",
    Period=60,
    EvaluationPeriods=1,
    Threshold=1,
    ComparisonOperator="GreaterThanThreshold",
)
assert cloudwatch.describe_alarms(AlarmNames=["python"])["MetricAlarms"][0]["Threshold"] == 1.0
refused("ResourceNotFound", cloudwatch.set_alarm_state, AlarmName="none", StateValue="OK", StateReason="x")

topic = sns.create_topic(Name="python")["TopicArn"]
assert sns.publish(TopicArn=topic, Message="hello")["MessageId"]
assert sns.get_topic_attributes(TopicArn=topic)["Attributes"]["Owner"] == "123456789012"
refused("DBInstanceNotFound", rds.describe_db_instances, DBInstanceIdentifier="none")
assert sts.get_caller_identity()["Account"] == "123456789012"
print(json.dumps({"ok": True, "boto3": boto3.__version__}))
