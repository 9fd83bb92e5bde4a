"""The alarm that scripts look at."""

from bench.aws import clients
from bench.clouds import Site


def put_alarm(site: Site) -> str:
    """One 5xx of the green side in a minute; returns the alarm's name."""
    here = site.environment()
    watch = clients(here["AWS_ENDPOINT_URL"], here["AWS_REGION"])("cloudwatch")
    name = f"{here['ENVIRONMENT']}-green-5xx"
    watch.put_metric_alarm(
        AlarmName=name,
        Namespace="AWS/ApplicationELB",
        MetricName="HTTPCode_Target_5XX_Count",
        Dimensions=[
            {"Name": "LoadBalancer", "Value": here["LOAD_BALANCER_ARN"].split(":loadbalancer/")[1]},
            {"Name": "TargetGroup", "Value": here["GREEN_TARGET_GROUP"].rsplit(":", 1)[1]},
        ],
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanOrEqualToThreshold",
        TreatMissingData="notBreaching",
    )
    return name
