import com.cloudbees.groovy.cps.NonCPS

/** Tells people what became of a deployment: by mail, by a closure of one's own, and always in the log. */
void call(Map args = [:]) {
    String unknown = unknownKey(args)
    if (unknown) {
        error("notifyDeployment does not know '${unknown}': it takes receipt, to, send")
    }
    Map receipt = args.receipt?.receipt ?: args.receipt
    if (!receipt?.outcome) {
        error('notifyDeployment needs receipt: the result of a step, or its receipt')
    }
    String headline = headline(receipt)
    String text = fill(libraryResource('io/jenkins/plugins/bluegreen/notification.txt'), headline, receipt, env.BUILD_URL ?: '')
    echo text
    if (args.to) {
        mail(to: args.to, subject: headline, body: text)
    }
    if (args.send) {
        args.send.call(text)
    }
}

@NonCPS
private String unknownKey(Map args) {
    return args.keySet().find { !(it in ['receipt', 'to', 'send']) }
}

@NonCPS
private String headline(Map receipt) {
    return "${receipt.environment}: release ${receipt.release} ${receipt.outcome.toLowerCase().replace('_', ' ')}"
}

@NonCPS
private String fill(String template, String headline, Map receipt, String url) {
    Map values = receipt + [headline: headline, url: url, approvedBy: receipt.approvedBy ?: 'nobody was asked']
    String text = template.replace('{seconds}\n', measuredSeconds(receipt))
    values.each { name, value -> text = text.replace('{' + name + '}', String.valueOf(value)) }
    return text
}

/** A line for each time that was measured; 0 stands for what has not happened. */
@NonCPS
private String measuredSeconds(Map receipt) {
    String lines = ''
    if (receipt.deploySeconds) {
        lines += "Seconds to deploy: ${receipt.deploySeconds}\n"
    }
    if (receipt.rollbackSeconds) {
        lines += "Seconds to roll back: ${receipt.rollbackSeconds}\n"
    }
    return lines
}
