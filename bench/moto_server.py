"""moto's server with the two calls that contenders make and moto does not answer: `python -m bench.moto_server PORT`, on loopback.

Both act as moto does for the rest: metrics are kept as told, and no instance refresh ever runs because none can be started.
"""

import sys

from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult, EmptyResult
from moto.server import main


def disable_metrics_collection(self: AutoScalingResponse) -> ActionResult:
    self.autoscaling_backend.enable_metrics_collection(self._get_param("AutoScalingGroupName"), [])
    return EmptyResult()


def describe_instance_refreshes(_: AutoScalingResponse) -> ActionResult:
    return ActionResult({"InstanceRefreshes": []})


AutoScalingResponse.disable_metrics_collection = disable_metrics_collection
AutoScalingResponse.describe_instance_refreshes = describe_instance_refreshes

if __name__ == "__main__":
    main(["-H", "127.0.0.1", "-p", sys.argv[1]])
