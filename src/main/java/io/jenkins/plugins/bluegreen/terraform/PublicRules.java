package io.jenkins.plugins.bluegreen.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Changes that make something reachable from the Internet. HTTP and HTTPS are what a load balancer is for. */
final class PublicRules {
    /** Half of all addresses are everybody too; the largest range that belongs to one network is a /8. */
    private static final Pattern EVERYBODY = Pattern.compile(".*/[0-7]");

    private static final Set<Integer> WEB_PORTS = Set.of(80, 443);
    private static final List<String> BUCKET_BLOCKS =
            List.of("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets");

    private static final ObjectMapper JSON = new ObjectMapper();

    private PublicRules() {}

    static Stream<Finding> judge(ResourceChange change) {
        if (!change.changesSomething()) {
            return Stream.empty();
        }
        return switch (change.type()) {
            case "aws_db_instance", "aws_rds_cluster_instance" ->
                finding(change.turnsOn("publicly_accessible"), change, "make the database reachable from the Internet");
            case "aws_s3_bucket_public_access_block" -> bucket(change);
            case "aws_s3_bucket_acl" ->
                finding(change.after().path("acl").asText().startsWith("public"), change, "make a bucket public");
            case "aws_s3_bucket_policy" ->
                finding(
                        forAnybody(change.after().path("policy"))
                                && !forAnybody(change.before().path("policy")),
                        change,
                        "let anybody into a bucket");
            case "aws_subnet" ->
                finding(change.turnsOn("map_public_ip_on_launch"), change, "give every new instance a public address");
            case "aws_launch_template" ->
                finding(
                        publicAddress(change.after()) && !publicAddress(change.before()),
                        change,
                        "give the instances of a side public addresses");
            case "aws_vpc_security_group_ingress_rule", "aws_security_group_rule" ->
                finding(
                        open(change.after()) && !open(change.before()),
                        change,
                        "open " + ports(change.after()) + " to the whole Internet");
            case "aws_security_group" ->
                finding(
                        openIngress(change.after()) && !openIngress(change.before()),
                        change,
                        "open a port other than 80 and 443 to the whole Internet");
            default -> Stream.empty();
        };
    }

    private static Stream<Finding> bucket(ResourceChange change) {
        List<String> off = BUCKET_BLOCKS.stream().filter(change::turnsOff).toList();
        return finding(
                !off.isEmpty(),
                change,
                "switch " + String.join(", ", off) + " off, so that a bucket can become public");
    }

    private static boolean publicAddress(JsonNode template) {
        return stream(template.path("network_interfaces")).anyMatch(card -> "true"
                .equals(card.path("associate_public_ip_address").asText()));
    }

    private static boolean openIngress(JsonNode group) {
        return stream(group.path("ingress")).anyMatch(PublicRules::open);
    }

    /** Whether the rule lets everybody in on something other than one web port. */
    private static boolean open(JsonNode rule) {
        if ("egress".equals(rule.path("type").asText())) {
            return false;
        }
        boolean everybody = Stream.of("cidr_ipv4", "cidr_ipv6").anyMatch(name -> isEverybody(rule.path(name)))
                || Stream.of("cidr_blocks", "ipv6_cidr_blocks")
                        .flatMap(name -> stream(rule.path(name)))
                        .anyMatch(PublicRules::isEverybody);
        int from = rule.path("from_port").asInt(-1);
        return everybody
                && !(WEB_PORTS.contains(from) && from == rule.path("to_port").asInt(-1));
    }

    private static boolean isEverybody(JsonNode range) {
        return EVERYBODY.matcher(range.asText()).matches();
    }

    /** Whether a policy lets anybody do something without a condition. What cannot be read is known only after the apply. */
    private static boolean forAnybody(JsonNode policy) {
        try {
            JsonNode statements = JSON.readTree(policy.asText("{}")).path("Statement");
            return (statements.isArray() ? stream(statements) : Stream.of(statements))
                    .anyMatch(
                            statement -> "Allow".equals(statement.path("Effect").asText())
                                    && statement.path("Condition").isEmpty()
                                    && isAnybody(statement.path("Principal")));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static boolean isAnybody(JsonNode principal) {
        JsonNode accounts = principal.isObject() ? principal.path("AWS") : principal;
        return "*".equals(accounts.asText()) || stream(accounts).anyMatch(one -> "*".equals(one.asText()));
    }

    private static String ports(JsonNode rule) {
        int from = rule.path("from_port").asInt(-1);
        int to = rule.path("to_port").asInt(-1);
        if (from < 0) {
            return "every port";
        }
        return from == to ? "port " + from : "ports " + from + " to " + to;
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static Stream<Finding> finding(boolean found, ResourceChange change, String what) {
        return found ? Stream.of(new Finding(Rule.PUBLIC, change.address(), "would " + what)) : Stream.empty();
    }
}
