package io.jenkins.plugins.bluegreen.port;

import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.model.Side;
import java.util.List;

/** The contract over something that speaks AWS's protocols. */
abstract class AwsFleetContract extends FleetContract {
    abstract AwsEmulator aws();

    @Override
    Environment plant() {
        return aws().plant();
    }

    @Override
    Fleet fleet() {
        return aws().worlds.of(aws().lastPlanted()).fleet();
    }

    @Override
    void strangerSuspends(Side side, String process) {
        aws().autoScaling()
                .suspendProcesses(r -> r.autoScalingGroupName(side.group()).scalingProcesses(process));
    }

    @Override
    List<String> suspended(Side side) {
        return aws().suspended(side);
    }

    @Override
    int versions(Side side) {
        return aws().ec2()
                .describeLaunchTemplateVersions(r -> r.launchTemplateName(side.group()))
                .launchTemplateVersions()
                .size();
    }
}
