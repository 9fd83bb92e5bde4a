#!/usr/bin/env python3
"""moto's server with the few calls that the AWS provider makes for our modules and moto does not answer.

    moto_server.py PORT      (127.0.0.1; needs moto[server])

Each addition keeps what it is given and gives it back, as moto does for the rest; nothing is judged or enforced.
"""

import json
import os
import sys
import uuid

os.environ.setdefault("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")

from moto.budgets.responses import BudgetsResponse  # noqa: E402
from moto.ce.responses import CostExplorerResponse  # noqa: E402
from moto.ec2.models.security_groups import SecurityGroupRule  # noqa: E402
from moto.rds.models import RDSBackend  # noqa: E402
from moto.rds.responses import RDSResponse  # noqa: E402
from moto.s3.models import FakeBucket  # noqa: E402
from moto.server import main  # noqa: E402

# --- Cost Explorer: anomaly monitors and subscriptions ---------------------------------------------------

MONITORS: dict[str, dict] = {}
SUBSCRIPTIONS: dict[str, dict] = {}


def keep(store: dict[str, dict], kind: str, member: str, arn_key: str):
    def create(self) -> str:
        arn = f"arn:aws:ce::{self.current_account}:{kind}/{uuid.uuid4()}"
        asked = json.loads(self.body)
        store[arn] = {**asked[member], arn_key: arn, "AccountId": self.current_account}
        self.ce_backend.tag_resource(arn, asked.get("ResourceTags") or [])
        return json.dumps({arn_key: arn})

    return create


def listed(store: dict[str, dict], filter_key: str, result: str):
    def get(self) -> str:
        wanted = json.loads(self.body or "{}").get(filter_key)
        return json.dumps({result: [value for arn, value in store.items() if not wanted or arn in wanted]})

    return get


def dropped(store: dict[str, dict], arn_key: str):
    def delete(self) -> str:
        store.pop(json.loads(self.body)[arn_key], None)
        return "{}"

    return delete


CostExplorerResponse.create_anomaly_monitor = keep(MONITORS, "anomalymonitor", "AnomalyMonitor", "MonitorArn")
CostExplorerResponse.get_anomaly_monitors = listed(MONITORS, "MonitorArnList", "AnomalyMonitors")
CostExplorerResponse.delete_anomaly_monitor = dropped(MONITORS, "MonitorArn")
CostExplorerResponse.create_anomaly_subscription = keep(
    SUBSCRIPTIONS, "anomalysubscription", "AnomalySubscription", "SubscriptionArn"
)
CostExplorerResponse.get_anomaly_subscriptions = listed(
    SUBSCRIPTIONS, "SubscriptionArnList", "AnomalySubscriptions"
)
CostExplorerResponse.delete_anomaly_subscription = dropped(SUBSCRIPTIONS, "SubscriptionArn")


# --- Budgets: who is told, and tags ------------------------------------------------------------------------


def describe_subscribers_for_notification(self) -> str:
    asked = json.loads(self.body)
    budget = self.backend.budgets[asked["AccountId"]][asked["BudgetName"]]
    for notification in budget.notifications:
        if all(notification.details.get(key) == value for key, value in asked["Notification"].items()):
            return json.dumps({"Subscribers": notification.subscribers})
    return json.dumps({"Subscribers": []})


BudgetsResponse.describe_subscribers_for_notification = describe_subscribers_for_notification

BUDGET_TAGS: dict[str, list] = {}
create_budget = BudgetsResponse.create_budget


def create_with_tags(self) -> str:
    asked = json.loads(self.body)
    arn = f"arn:aws:budgets::{asked['AccountId']}:budget/{asked['Budget']['BudgetName']}"
    BUDGET_TAGS[arn] = asked.get("ResourceTags") or []
    return create_budget(self)


BudgetsResponse.create_budget = create_with_tags
BudgetsResponse.list_tags_for_resource = lambda self: json.dumps(
    {"ResourceTags": BUDGET_TAGS.get(json.loads(self.body)["ResourceARN"], [])}
)


# --- RDS: what an instance was told about Performance Insights, and that a parameter was set by a user ------

create_db_instance = RDSBackend.create_db_instance


def create_with_insights(self, db_kwargs):
    instance = create_db_instance(self, db_kwargs)
    # moto gives every instance the same resource id, by which the provider looks them up.
    instance.dbi_resource_id = f"db-{uuid.uuid4().hex[:26].upper()}"
    instance.performance_insights_enabled = bool(db_kwargs.get("enable_performance_insights"))
    instance.performance_insights_kms_key_id = db_kwargs.get("performance_insights_kms_key_id")
    return instance


RDSBackend.create_db_instance = create_with_insights

describe_db_parameters = RDSResponse.describe_db_parameters


def describe_with_source(self):
    result = describe_db_parameters(self)
    for parameter in result.result["Parameters"]:
        parameter["Source"] = "user"
    return result


RDSResponse.describe_db_parameters = describe_with_source

# --- EC2: the description of a rule that names another security group -----------------------------------------

SecurityGroupRule.description = property(
    lambda self: self.ip_range.get("Description") or self.source_group.get("Description")
)

# --- S3: moto denies whatever a bucket policy denies under some condition; ours denies plain HTTP ---------------

get_permission = FakeBucket.get_permission


def permission_on_loopback(self, action, resource):
    """Loopback counts as secure transport, so the statement that refuses plain HTTP does not apply."""
    whole = self.policy
    if not whole:
        return get_permission(self, action, resource)
    policy = json.loads(whole)
    policy["Statement"] = [one for one in policy["Statement"] if "aws:SecureTransport" not in json.dumps(one)]
    try:
        self.policy = json.dumps(policy).encode() if policy["Statement"] else None
        return get_permission(self, action, resource)
    finally:
        self.policy = whole


FakeBucket.get_permission = permission_on_loopback

if __name__ == "__main__":
    main(["-H", "127.0.0.1", "-p", sys.argv[1]])
