package io.jenkins.plugins.bluegreen.port;

import io.jenkins.plugins.bluegreen.model.Deployment;
import io.jenkins.plugins.bluegreen.model.Event;

/** Tells people and systems what happened. Called after the event has been saved; failing must not hurt the deployment. */
@FunctionalInterface
public interface Notifier {
    void happened(Deployment after, Event event);
}
