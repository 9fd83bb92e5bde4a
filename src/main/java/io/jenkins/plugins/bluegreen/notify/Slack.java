package io.jenkins.plugins.bluegreen.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.util.Map;

/** A Slack incoming webhook; its address is the secret. */
final class Slack implements Receiver {
    private final Sender sender;
    private final URI address;
    private final Template template = Template.event();

    Slack(Sender sender, URI address) {
        this.sender = sender;
        this.address = address;
    }

    @Override
    public String name() {
        return "Slack";
    }

    @Override
    public void deliver(News news) throws Sender.NotDelivered, InterruptedException {
        String text = escape(template.fill(news));
        sender.post(
                address, JsonNodeFactory.instance.objectNode().put("text", text).toString(), Map.of());
    }

    /** The three characters that are markup in Slack ("Formatting text for app surfaces"). */
    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
