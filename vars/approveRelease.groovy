/**
 * Asks a person for the word that a verified deployment waits for. Returns what `shiftTraffic` needs to bind the answer to what was shown:
 * [evidence: ..., approvedBy: ..., reason: ...].
 */
Map call(Map args = [:]) {
    args.keySet().each { key ->
        if (!(key in ['deployment', 'submitter', 'allowSelf', 'expiresInHours'])) {
            error("approveRelease does not know '${key}': it takes deployment, submitter, allowSelf, expiresInHours")
        }
    }
    Map deployment = args.deployment
    if (!deployment?.evidence?.hash) {
        error("approveRelease needs deployment: the result of blueGreenDeploy(until: 'verified'), which carries the evidence")
    }
    List requesters = currentBuild.getBuildCauses('hudson.model.Cause$UserIdCause').collect { it.userId }
    String evidence = approvalText(deployment)
    Map answer = null
    timeout(time: args.expiresInHours ?: 24, unit: 'HOURS') {
        while (answer == null) {
            Map given = input(
                message: "Give release ${deployment.release} the traffic of ${deployment.environment}?",
                ok: 'Approve',
                submitter: args.submitter,
                submitterParameter: 'approvedBy',
                parameters: [string(name: 'reason', description: evidence)])
            if (given.approvedBy in requesters && !args.allowSelf) {
                echo "${given.approvedBy} started this build and cannot approve it: somebody else must"
            } else {
                answer = given
            }
        }
    }
    return [evidence: deployment.evidence.hash, approvedBy: answer.approvedBy, reason: answer.reason ?: '']
}

private String approvalText(Map deployment) {
    String facts = lines(deployment.evidence.facts)
    String measurements = lines(deployment.evidence.measurements)
    return libraryResource('io/jenkins/plugins/bluegreen/approval.txt')
        .replace('{release}', deployment.release)
        .replace('{previous}', deployment.previous)
        .replace('{environment}', deployment.environment)
        .replace('{deployment}', deployment.id)
        .replace('{facts}', facts)
        .replace('{measurements}', measurements)
        .replace('{hash}', deployment.evidence.hash.take(12))
}

private String lines(Map values) {
    return values.collect { name, value -> "- ${name}: ${value}" }.join('\n')
}
