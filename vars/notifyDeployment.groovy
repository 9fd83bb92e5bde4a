/** Tells people what became of a deployment: by mail, by a closure of one's own, and always in the log. */
void call(Map args = [:]) {
    args.keySet().each { key ->
        if (!(key in ['receipt', 'to', 'send'])) {
            error("notifyDeployment does not know '${key}': it takes receipt, to, send")
        }
    }
    Map receipt = args.receipt?.receipt ?: args.receipt
    if (!receipt?.outcome) {
        error('notifyDeployment needs receipt: the result of a step, or its receipt')
    }
    String headline = "${receipt.environment}: release ${receipt.release} ${receipt.outcome.toLowerCase().replace('_', ' ')}"
    String text = libraryResource('io/jenkins/plugins/bluegreen/notification.txt')
    Map values = receipt + [headline: headline, url: env.BUILD_URL ?: '', approvedBy: receipt.approvedBy ?: 'nobody was asked']
    values.each { name, value -> text = text.replace('{' + name + '}', String.valueOf(value)) }
    echo text
    if (args.to) {
        mail(to: args.to, subject: headline, body: text)
    }
    if (args.send) {
        args.send.call(text)
    }
}
