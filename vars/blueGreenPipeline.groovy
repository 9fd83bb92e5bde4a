import com.cloudbees.groovy.cps.NonCPS

/** A whole delivery: the release goes to each environment in turn, and waits for a person where one is asked for. */
void call(Map args = [:]) {
    String unknown = unknownKey(args)
    if (unknown) {
        error("blueGreenPipeline does not know '${unknown}': it takes release, environments, plan, image, artifact, notify")
    }
    if (!args.release || !args.environments) {
        error('blueGreenPipeline needs release and environments')
    }
    List environments = asMaps(args.environments)
    for (int i = 0; i < environments.size(); i++) {
        deliver(args, environments[i])
    }
}

private void deliver(Map args, Map environment) {
    Map result = null
    stage("Deploy to ${environment.name}") {
        result = blueGreenDeploy(order(args, environment))
    }
    if (environment.approvers) {
        Map approval = null
        stage("Approve ${environment.name}") {
            approval = approveRelease(deployment: result, submitter: environment.approvers)
        }
        stage("Shift ${environment.name}") {
            Map plan = args.plan ? [plan: args.plan] : [:]
            result = shiftTraffic([environment: environment.name, deployment: result.id] + approval + plan)
        }
    }
    notifyDeployment(receipt: result, to: args.notify)
}

@NonCPS
private String unknownKey(Map args) {
    return args.keySet().find { !(it in ['release', 'environments', 'plan', 'image', 'artifact', 'notify']) }
}

@NonCPS
private List asMaps(List environments) {
    return environments.collect { it instanceof Map ? it : [name: it] }
}

@NonCPS
private Map order(Map args, Map environment) {
    Map order = [release: args.release, environment: environment.name]
    order.putAll(args.findAll { key, value -> value && key in ['plan', 'image', 'artifact'] })
    if (environment.approvers) {
        order.until = 'verified'
    }
    return order
}
