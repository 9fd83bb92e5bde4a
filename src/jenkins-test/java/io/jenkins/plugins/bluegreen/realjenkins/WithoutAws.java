package io.jenkins.plugins.bluegreen.realjenkins;

import hudson.ExtensionComponent;
import io.jenkins.plugins.bluegreen.jenkins.config.BackgroundDriving;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import jenkins.ExtensionFilter;

/** Leaves out the engine over AWS, whose place the simulated one takes, and what Jenkins does by its own clock. */
abstract class WithoutAws extends ExtensionFilter {
    @Override
    public <T> boolean allows(Class<T> type, ExtensionComponent<T> component) {
        Object extension = component.getInstance();
        return extension instanceof SimulatedController
                || !(extension instanceof ControllerEngine || extension instanceof BackgroundDriving);
    }
}
