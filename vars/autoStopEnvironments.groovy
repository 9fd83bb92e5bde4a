import com.cloudbees.groovy.cps.NonCPS

/**
 * Stops and starts environments by their schedules, as a job that everybody can see: `triggers { cron('H/15 * * * *') }`.
 * Returns what was found for each, by name. Fails at the end if an environment could not be brought where it should be.
 */
Map call(Map args = [:]) {
    String unknown = unknownKey(args)
    if (unknown) {
        error("autoStopEnvironments does not know '${unknown}': it takes environments, schedule")
    }
    List orders = orders(args)
    if (!orders) {
        error('autoStopEnvironments needs environments: names, or maps as keepSchedule takes them')
    }
    Map found = [:]
    List failures = []
    for (int i = 0; i < orders.size(); i++) {
        Map order = orders[i]
        try {
            found[order.environment] = keepSchedule(order)
        } catch (hudson.AbortException e) {
            failures << "${order.environment}: ${e.message}"
        }
    }
    if (failures) {
        error(failures.join('\n'))
    }
    return found
}

@NonCPS
private String unknownKey(Map args) {
    return args.keySet().find { !(it in ['environments', 'schedule']) }
}

@NonCPS
private List orders(Map args) {
    Map schedule = args.schedule ? [schedule: args.schedule] : [:]
    return (args.environments ?: []).collect { schedule + (it instanceof Map ? it : [environment: it]) }
}
