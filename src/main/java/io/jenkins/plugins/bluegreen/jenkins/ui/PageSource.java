package io.jenkins.plugins.bluegreen.jenkins.ui;

import hudson.model.User;
import io.jenkins.plugins.bluegreen.jenkins.config.BlueGreenConfiguration;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.web.Orders;
import io.jenkins.plugins.bluegreen.web.PageData;
import java.util.List;

/** Where the pages get what they show, and take what their viewers say. */
final class PageSource {
    private PageSource() {}

    static PageData data() {
        return ControllerEngine.get()
                .pages(List.copyOf(BlueGreenConfiguration.get().configured().values()));
    }

    /** User id of whoever is looking. */
    static String viewer() {
        User viewer = User.current();
        return viewer == null ? "anonymous" : viewer.getId();
    }

    /** In the name of whoever is looking. */
    static Orders orders() {
        ControllerEngine controller = ControllerEngine.get();
        return new Orders(
                controller.engine(), controller.sightings(), controller.sleepOrders(), viewer() + ", on the page");
    }
}
