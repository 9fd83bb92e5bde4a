#!/usr/bin/env bash
# A blue-green deployment as public AWS CLI scripts do it: polls target health, writes weights, waits by fixed timers, looks at an alarm.
set -euo pipefail

forward() {
    printf '[{"Type":"forward","ForwardConfig":{"TargetGroups":[{"TargetGroupArn":"%s","Weight":%d},{"TargetGroupArn":"%s","Weight":%d}]}}]' \
        "$BLUE_TARGET_GROUP" "$1" "$GREEN_TARGET_GROUP" "$2"
}

weights() {
    aws elbv2 modify-listener --listener-arn "$LISTENER_ARN" --default-actions "$(forward "$1" "$2")" > /dev/null
}

scale() {
    aws autoscaling update-auto-scaling-group --auto-scaling-group-name "$1" --min-size "$2" --desired-capacity "$2"
}

healthy() {
    aws elbv2 describe-target-health --target-group-arn "$GREEN_TARGET_GROUP" \
        --query "length(TargetHealthDescriptions[?TargetHealth.State=='healthy'])" --output text
}

alarm() {
    aws cloudwatch describe-alarms --alarm-names "$ALARM" --query 'MetricAlarms[0].StateValue' --output text
}

# Waits so many seconds, looking at the alarm every ten; takes everything back when it rings.
watch() {
    local ends=$((SECONDS + $1)) rest
    while rest=$((ends - SECONDS)) && [ "$rest" -gt 0 ]; do
        sleep "$((rest < 10 ? rest : 10))"
        if [ "$(alarm)" = ALARM ]; then
            weights 100 0
            sleep "$SETTLE_SECONDS"
            scale "$GREEN_GROUP" 0
            exit 1
        fi
    done
}

aws autoscaling create-or-update-tags --tags \
    "ResourceId=$GREEN_GROUP,ResourceType=auto-scaling-group,Key=bluegreen:release,Value=$RELEASE,PropagateAtLaunch=true"
scale "$GREEN_GROUP" "$INSTANCES"
until [ "$(healthy)" -ge "$INSTANCES" ]; do sleep 5; done
for step in $STEPS; do
    weights "$((100 - ${step%:*}))" "${step%:*}"
    watch "${step#*:}"
done
touch "$WORK/deployed"
sleep "$SETTLE_SECONDS"
scale "$BLUE_GROUP" 0
