import com.cloudbees.groovy.cps.NonCPS
import groovy.json.JsonOutput
import groovy.json.JsonSlurperClassic

/**
 * Plans, checks and applies the Terraform of a folder in the workspace, and returns its outputs as a map:
 * `blueGreenDeploy target: provisionInfrastructure(directory: 'infra/environments/staging').deployment_target`.
 */
Map call(Map args = [:]) {
    String unknown = unknownKey(args)
    if (unknown) {
        error("provisionInfrastructure does not know '${unknown}': it takes directory, backend, variables, variableFiles, allow, apply, binary")
    }
    if (!args.directory) {
        error("provisionInfrastructure needs directory: the folder with main.tf, for example 'infra/environments/staging'")
    }
    String terraform = command(args)
    String plan = "${args.directory}/bluegreen-plan.json"
    sh "${terraform} init -input=false -no-color${options('backend-config', args.backend)}"
    try {
        sh "${terraform} plan -input=false -no-color -out=bluegreen.tfplan${options('var', args.variables)}${files(args.variableFiles)}"
        sh "${terraform} show -json bluegreen.tfplan > ${quoted(plan)}"
        echo checkTerraformPlan(file: plan, allow: args.allow ?: []).sentence
        if (args.apply != false) {
            sh "${terraform} apply -input=false -no-color bluegreen.tfplan"
        }
    } finally {
        // Both hold every value of the plan, secrets too.
        sh "rm -f ${quoted(plan)} ${quoted(args.directory + '/bluegreen.tfplan')}"
    }
    return values(sh(script: "${terraform} output -no-color -json", returnStdout: true))
}

@NonCPS
private String unknownKey(Map args) {
    return args.keySet().find { !(it in ['directory', 'backend', 'variables', 'variableFiles', 'allow', 'apply', 'binary']) }
}

@NonCPS
private String command(Map args) {
    return "${quoted(args.binary ?: 'terraform')} -chdir=${quoted(args.directory)}"
}

@NonCPS
private String options(String name, Map pairs) {
    return (pairs ?: [:]).collect { key, value -> " -${name}=" + quoted("${key}=${text(value)}") }.join('')
}

@NonCPS
private String files(List names) {
    return (names ?: []).collect { ' -var-file=' + quoted(it) }.join('')
}

/** Lists and maps as Terraform reads them. */
@NonCPS
private String text(Object value) {
    return value instanceof Map || value instanceof List ? JsonOutput.toJson(value) : String.valueOf(value)
}

/** One word for the shell, whatever is in it. */
@NonCPS
private String quoted(Object word) {
    return "'" + String.valueOf(word).replace("'", "'\\''") + "'"
}

@NonCPS
private Map values(String json) {
    Map outputs = [:]
    new JsonSlurperClassic().parseText(json).each { name, output -> outputs[name] = output.value }
    return outputs
}
