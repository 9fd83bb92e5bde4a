# One page that answers, during a deployment: where do requests go, who fails, who is slow, what does it cost.

data "aws_region" "current" {}

locals {
  region  = data.aws_region.current.id
  colours = { blue = "#1f77b4", green = "#2ca02c" }

  # One line per side of a load balancer metric.
  per_side = {
    for metric, stat in {
      RequestCount              = "Sum"
      HTTPCode_Target_5XX_Count = "Sum"
      HealthyHostCount          = "Minimum"
      UnHealthyHostCount        = "Maximum"
    } :
    metric => [
      for colour, side in local.sides : [
        "AWS/ApplicationELB", metric, "LoadBalancer", var.load_balancer, "TargetGroup", side.target_group,
        { stat = stat, label = "${colour} ${metric}", color = local.colours[colour] },
      ]
    ]
  }

  latency = flatten([
    for colour, side in local.sides : [
      for stat in ["p50", "p99"] : {
        line = [
          "AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.load_balancer, "TargetGroup", side.target_group,
          { stat = stat, label = "${colour} ${stat}", color = local.colours[colour] },
        ]
      }
    ]
  ])

  # Share of the requests that the green side answers: the split as users met it, not as it was asked for.
  split = [
    [{ expression = "100 * FILL(green, 0) / (FILL(blue, 0) + FILL(green, 0))", label = "green in percent", id = "split", color = local.colours.green }],
    ["AWS/ApplicationELB", "RequestCount", "LoadBalancer", var.load_balancer, "TargetGroup", var.target_groups.blue, { id = "blue", stat = "Sum", visible = false }],
    ["AWS/ApplicationELB", "RequestCount", "LoadBalancer", var.load_balancer, "TargetGroup", var.target_groups.green, { id = "green", stat = "Sum", visible = false }],
  ]

  # What the deployer publishes at the end of each deployment.
  deployment_metrics = {
    for metric, stat in {
      Deployments     = "Sum"
      RolledBack      = "Sum"
      Halted          = "Sum"
      DeployTime      = "Maximum"
      RollbackTime    = "Maximum"
      PropagationTime = "Maximum"
      ProbesLost      = "Sum"
      BadAnswers      = "Sum"
      LongestGap      = "Maximum"
    } :
    metric => ["BlueGreenDeploy", metric, "Environment", var.name, { stat = stat, label = metric }]
  }

  # The end of each deployment as a vertical line in every graph of what users meet: a spike to the top of the right axis, which has
  # no other use. A dashboard's own annotations are fixed times in its body: the deployer would have to write Terraform's dashboard.
  annotations = concat(
    [
      for metric, mark in {
        Deployments = { label = "deployment", color = "#7f7f7f" }
        Halted      = { label = "halted", color = "#9467bd" }
        RolledBack  = { label = "rolled back", color = "#d62728" }
      } :
      [{ expression = "FILL(m${lower(metric)}, 0)", id = lower(metric), label = mark.label, color = mark.color, yAxis = "right" }]
    ],
    [
      for metric in ["Deployments", "Halted", "RolledBack"] :
      ["BlueGreenDeploy", metric, "Environment", var.name, { id = "m${lower(metric)}", stat = "Sum", visible = false }]
    ],
  )

  guards = concat(
    [for alarm in aws_cloudwatch_metric_alarm.side_errors : alarm],
    [aws_cloudwatch_metric_alarm.load_balancer_errors],
    [for alarm in aws_cloudwatch_metric_alarm.latency : alarm],
    [for alarm in aws_cloudwatch_metric_alarm.unhealthy : alarm],
  )

  # Eight columns each, three in a row, in the order in which they are read.
  graphs = [
    { title = "Split: share of green in percent", metrics = local.split, bars = false },
    { title = "Requests by side", metrics = local.per_side.RequestCount, bars = false },
    { title = "Deployments and rollbacks", metrics = [for metric in ["Deployments", "RolledBack", "Halted"] : local.deployment_metrics[metric]], bars = true },
    { title = "5xx by side", metrics = local.per_side.HTTPCode_Target_5XX_Count, bars = false },
    {
      title = "5xx made by the load balancer"
      metrics = [
        for code in ["502", "503", "504"] :
        ["AWS/ApplicationELB", "HTTPCode_ELB_${code}_Count", "LoadBalancer", var.load_balancer, { stat = "Sum", label = code }]
      ]
      bars = false
    },
    { title = "Answer time in seconds, p50 and p99", metrics = [for entry in local.latency : entry.line], bars = false },
    { title = "Healthy and unhealthy instances", metrics = concat(local.per_side.HealthyHostCount, local.per_side.UnHealthyHostCount), bars = false },
    {
      title   = "Milliseconds: deployment, rollback, propagation"
      metrics = [for metric in ["DeployTime", "RollbackTime", "PropagationTime"] : local.deployment_metrics[metric]]
      bars    = true
    },
    {
      title   = "Probes lost and answered badly, and the longest gap in milliseconds"
      metrics = [for metric in ["ProbesLost", "BadAnswers", "LongestGap"] : local.deployment_metrics[metric]]
      bars    = true
    },
    {
      title = "Instances by side"
      metrics = [
        for colour, side in local.sides :
        ["AWS/AutoScaling", "GroupInServiceInstances", "AutoScalingGroupName", side.group, { stat = "Maximum", label = colour, color = local.colours[colour] }]
      ]
      bars = false
    },
  ]
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name

  dashboard_body = jsonencode({
    widgets = concat(
      [
        for index, graph in local.graphs : {
          type   = "metric"
          x      = 8 * (index % 3)
          y      = 6 * floor(index / 3)
          width  = 8
          height = 6
          properties = merge(
            {
              title   = graph.title
              region  = local.region
              period  = 60
              view    = graph.bars ? "bar" : "timeSeries"
              stacked = false
              metrics = concat(graph.metrics, [for line in local.annotations : line if !graph.bars])
            },
            { for key, axis in { yAxis = { right = { min = 0, max = 1, label = "", showUnits = false } } } : key => axis if !graph.bars },
            # Thresholds show as lines where they apply.
            graph.title == "Answer time in seconds, p50 and p99" ? {
              annotations = { horizontal = [{ label = "alarm", value = var.latency_seconds, color = "#d62728" }] }
            } : {},
          )
        }
      ],
      [
        {
          type   = "metric"
          x      = 8
          y      = 18
          width  = 8
          height = 6
          properties = {
            title   = "Charges of the account this month in dollars"
            region  = "us-east-1" # billing metrics live there, whatever the region of the environment
            period  = 21600
            view    = "timeSeries"
            stacked = false
            metrics = [["AWS/Billing", "EstimatedCharges", "Currency", "USD", { stat = "Maximum" }]]
          }
        },
        {
          type   = "alarm"
          x      = 16
          y      = 18
          width  = 8
          height = 6
          properties = {
            title  = "Guards of a deployment"
            alarms = [for alarm in local.guards : alarm.arn]
          }
        },
      ],
    )
  })
}
