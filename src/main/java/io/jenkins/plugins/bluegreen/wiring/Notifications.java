package io.jenkins.plugins.bluegreen.wiring;

import io.jenkins.plugins.bluegreen.notify.Post;
import io.jenkins.plugins.bluegreen.notify.Secret;
import io.jenkins.plugins.bluegreen.port.Notifier;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Who is told how deployments go: {@code notifications:} in {@code bluegreen.yaml}. Secrets are named by environment variable; empty
 * texts stand for "not asked for".
 *
 * @param slackVariable holds the address of a Slack incoming webhook
 * @param topic ARN of an SNS topic
 * @param webhook address that gets JSON
 * @param webhookVariable holds the key that signs it; empty = not signed
 * @param github repository that gets deployment statuses, {@code owner/name}
 * @param githubVariable holds a token for it
 * @param githubRef branch, tag or commit of a release; {@code {release}} stands for its id
 * @param githubApi address of GitHub's API
 */
public record Notifications(
        String slackVariable,
        String topic,
        String webhook,
        String webhookVariable,
        String github,
        String githubVariable,
        String githubRef,
        String githubApi) {
    /** Nobody is told. */
    public static final Notifications NONE = new Notifications("", "", "", "", "", "", "", "");

    static Notifications read(Fields fields) {
        Fields slack = fields.map("slack");
        Fields sns = fields.map("sns");
        Fields webhook = fields.map("webhook");
        Fields github = fields.map("github");
        Notifications read = new Notifications(
                fields.has("slack") ? slack.required("urlVariable") : "",
                fields.has("sns") ? sns.required("topic") : "",
                fields.has("webhook") ? web("notifications.webhook.url", webhook.required("url")) : "",
                webhook.text("secretVariable", ""),
                fields.has("github") ? github.required("repository") : "",
                fields.has("github") ? github.required("tokenVariable") : "",
                github.text("ref", "{release}"),
                web("notifications.github.api", github.text("api", "https://api.github.com")));
        if (!read.github.isEmpty() && !read.github.matches("[\\w.-]+/[\\w.-]+")) {
            throw new ConfigurationException(
                    "notifications.github.repository is '" + read.github + "': write owner/name");
        }
        for (Fields one : new Fields[] {slack, sns, webhook, github, fields}) {
            one.noOthers();
        }
        return read;
    }

    private static String web(String field, String address) {
        if (!address.matches("https?://[^\\s/]+.*") || address.contains(" ")) {
            throw new ConfigurationException(field + " is '" + address + "': it must be an http or https address");
        }
        return address;
    }

    /**
     * Begins to deliver. A secret that is not there silences its receiver, with a warning, and nothing else: a rollback at night must not
     * fail for a missing variable.
     *
     * @param variables an environment variable by name, or null
     * @param sns announces on a topic
     */
    Post open(UnaryOperator<String> variables, Function<String, Notifier> sns) {
        Post post = new Post(Notifications::warn);
        secret(slackVariable, "Slack", variables).ifPresent(post::slack);
        if (!topic.isEmpty()) {
            post.also("topic " + topic, sns.apply(topic));
        }
        if (!webhook.isEmpty()) {
            Optional<Secret> key = secret(webhookVariable, "the webhook", variables);
            if (key.isPresent() || webhookVariable.isEmpty()) {
                post.webhook(URI.create(webhook), key);
            }
        }
        if (!github.isEmpty()) {
            secret(githubVariable, "GitHub", variables)
                    .ifPresent(token -> post.github(URI.create(githubApi), github, token, githubRef));
        }
        return post;
    }

    private static Optional<Secret> secret(String variable, String receiver, UnaryOperator<String> variables) {
        if (variable.isEmpty()) {
            return Optional.empty();
        }
        String value = variables.apply(variable);
        if (value == null || value.isBlank()) {
            warn("there is no secret " + variable + " (environment variable, or in Jenkins a credential): " + receiver
                    + " is not told");
            return Optional.empty();
        }
        return Optional.of(Secret.of(value.strip()));
    }

    /** Looks for its logger only now: that is the first of the whole program, and most never warn. */
    private static void warn(String line) {
        System.getLogger(Notifications.class.getName()).log(System.Logger.Level.WARNING, line);
    }
}
