import com.cloudbees.groovy.cps.NonCPS

/**
 * Asks a person for the word that a verified deployment waits for. Returns what `shiftTraffic` needs to bind the answer to what was shown:
 * [evidence: ..., approvedBy: ..., reason: ...]. Jenkins writes down who answered, and the id of the question tells shiftTraffic what for.
 */
Map call(Map args = [:]) {
    String unknown = unknownKey(args)
    if (unknown) {
        error("approveRelease does not know '${unknown}': it takes deployment, submitter, allowSelf, expiresInHours")
    }
    Map deployment = args.deployment
    if (!deployment?.evidence?.hash) {
        error("approveRelease needs deployment: the result of blueGreenDeploy(until: 'verified'), which carries the evidence")
    }
    List requesters = usersOf(currentBuild.getBuildCauses('hudson.model.Cause$UserIdCause'))
    String evidence = fill(libraryResource('io/jenkins/plugins/bluegreen/approval.txt'), deployment)
    Map answer = null
    timeout(time: args.expiresInHours ?: 24, unit: 'HOURS') {
        while (answer == null) {
            Map given = input(
                id: "Evidence${deployment.evidence.hash}",
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
    Map approval = [evidence: deployment.evidence.hash, approvedBy: answer.approvedBy, reason: answer.reason ?: '']
    return args.allowSelf ? approval + [allowSelf: true] : approval
}

@NonCPS
private String unknownKey(Map args) {
    return args.keySet().find { !(it in ['deployment', 'submitter', 'allowSelf', 'expiresInHours']) }
}

@NonCPS
private List usersOf(List causes) {
    return causes.collect { it.userId }
}

@NonCPS
private String fill(String template, Map deployment) {
    return template
        .replace('{release}', deployment.release)
        .replace('{previous}', deployment.previous)
        .replace('{environment}', deployment.environment)
        .replace('{deployment}', deployment.id)
        .replace('{facts}', lines(deployment.evidence.facts))
        .replace('{measurements}', lines(deployment.evidence.measurements))
        .replace('{hash}', deployment.evidence.hash.take(12))
}

@NonCPS
private String lines(Map values) {
    return values.collect { name, value -> "- ${name}: ${value}" }.join('\n')
}
