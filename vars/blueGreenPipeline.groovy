/** A whole delivery: the release goes to each environment in turn, and waits for a person where one is asked for. */
void call(Map args = [:]) {
    args.keySet().each { key ->
        if (!(key in ['release', 'environments', 'plan', 'image', 'artifact', 'notify'])) {
            error("blueGreenPipeline does not know '${key}': it takes release, environments, plan, image, artifact, notify")
        }
    }
    if (!args.release || !args.environments) {
        error('blueGreenPipeline needs release and environments')
    }
    for (Map environment in args.environments.collect { it instanceof Map ? it : [name: it] }) {
        Map result
        stage("Deploy to ${environment.name}") {
            Map order = [release: args.release, environment: environment.name]
            ['plan', 'image', 'artifact'].each { key ->
                if (args[key]) {
                    order[key] = args[key]
                }
            }
            if (environment.approvers) {
                order.until = 'verified'
            }
            result = blueGreenDeploy(order)
        }
        if (environment.approvers) {
            Map approval
            stage("Approve ${environment.name}") {
                approval = approveRelease(deployment: result, submitter: environment.approvers)
            }
            stage("Shift ${environment.name}") {
                Map order = [environment: environment.name, deployment: result.id] + approval
                if (args.plan) {
                    order.plan = args.plan
                }
                result = shiftTraffic(order)
            }
        }
        notifyDeployment(receipt: result, to: args.notify)
    }
}
