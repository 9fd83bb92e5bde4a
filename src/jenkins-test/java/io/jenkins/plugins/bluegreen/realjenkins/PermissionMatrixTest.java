package io.jenkins.plugins.bluegreen.realjenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.security.Permission;
import io.jenkins.plugins.bluegreen.jenkins.config.BlueGreenConfiguration;
import io.jenkins.plugins.bluegreen.jenkins.config.BlueGreenPermissions;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.model.Phase;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Every address of the plugin, asked by everybody. */
@WithJenkins
class PermissionMatrixTest {
    private static final String FORM = "descriptorByName/" + BlueGreenConfiguration.class.getName() + "/";
    private static final List<User> USERS = List.of(
            new User("anonymous", Set.of()),
            new User("reader", Set.of(Jenkins.READ)),
            new User("deployer", Set.of(Jenkins.READ, BlueGreenPermissions.DEPLOY)),
            new User("approver", Set.of(Jenkins.READ, BlueGreenPermissions.APPROVE)),
            new User("operator", Set.of(Jenkins.READ, BlueGreenPermissions.ROLL_BACK)),
            new User("saver", Set.of(Jenkins.READ, BlueGreenPermissions.STOP)),
            new User("admin", Set.of(Jenkins.ADMINISTER)));

    private static Simulation simulation;

    private record User(String name, Set<Permission> granted) {
        boolean may(Permission needed) {
            for (Permission each = needed; each != null; each = each.impliedBy) {
                if (granted.contains(each)) {
                    return true;
                }
            }
            return false;
        }
    }

    private record Endpoint(HttpMethod method, String path, Permission needed) {}

    @BeforeEach
    void newCloud() {
        simulation = new Simulation();
    }

    @Test
    void everybodyMayWhatTheyWereGrantedAndNothingElse(JenkinsRule j) throws Exception {
        secure(j);
        String deployment = verifiedDeployment();
        j.jenkins.setCrumbIssuer(null);

        List<String> wrong = new ArrayList<>();
        for (User user : USERS) {
            try (JenkinsRule.WebClient client = browser(j, user)) {
                for (Endpoint endpoint : endpoints(deployment)) {
                    int status = ask(j, client, endpoint).getStatusCode();
                    boolean admitted = status == 200 || status == 409;
                    if (admitted != user.may(endpoint.needed()) || !admitted && status != 403) {
                        wrong.add(user.name() + " " + endpoint.method() + " " + endpoint.path() + ": " + status);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void whoMayNotLeavesNoTrace(JenkinsRule j) throws Exception {
        secure(j);
        String deployment = verifiedDeployment();
        j.jenkins.setCrumbIssuer(null);

        ask(j, USERS.get(1), order(deployment, "rollback", BlueGreenPermissions.ROLL_BACK));

        assertThat(simulation.phase()).isEqualTo(Phase.VERIFIED);
    }

    @Test
    void ordersNeedAPostWithACrumb(JenkinsRule j) throws Exception {
        secure(j);
        String order = order(verifiedDeployment(), "rollback", BlueGreenPermissions.ROLL_BACK)
                .path();
        User admin = USERS.get(USERS.size() - 1);

        assertThat(ask(j, admin, new Endpoint(HttpMethod.GET, order, Jenkins.ADMINISTER))
                        .getStatusCode())
                .isIn(404, 405);
        assertThat(ask(j, admin, new Endpoint(HttpMethod.POST, order, Jenkins.ADMINISTER))
                        .getStatusCode())
                .isEqualTo(403);
        assertThat(simulation.phase()).isEqualTo(Phase.VERIFIED);
    }

    @Test
    void credentialsAreNamedToAdministratorsOnly(JenkinsRule j) throws Exception {
        secure(j);
        j.jenkins.setCrumbIssuer(null);
        GlobalCredentials.add("deployer-key");
        Endpoint fill = new Endpoint(HttpMethod.POST, FORM + "fillCredentialsIdItems", Jenkins.READ);

        assertThat(ask(j, USERS.get(1), fill).getContentAsString()).doesNotContain("deployer-key");
        assertThat(ask(j, USERS.get(USERS.size() - 1), fill).getContentAsString())
                .contains("deployer-key");
    }

    private static List<Endpoint> endpoints(String deployment) {
        String page = "blue-green/environment/shop/deployment/" + deployment + "/";
        List<Endpoint> all = new ArrayList<>();
        for (String path : List.of(
                "blue-green/",
                "blue-green/state",
                "blue-green/environment/shop/",
                "blue-green/environment/shop/state",
                page,
                page + "state",
                page + "receipt")) {
            all.add(new Endpoint(HttpMethod.GET, path, BlueGreenPermissions.VIEW));
        }
        all.add(order(deployment, "adopt", BlueGreenPermissions.DEPLOY));
        all.add(order(deployment, "restore", BlueGreenPermissions.DEPLOY));
        all.add(order(deployment, "abort", BlueGreenPermissions.DEPLOY));
        all.add(order(deployment, "approve", BlueGreenPermissions.APPROVE));
        all.add(order(deployment, "rollback", BlueGreenPermissions.ROLL_BACK));
        for (String order : List.of("stop", "start")) {
            String path = "blue-green/environment/shop/order?name=" + order;
            all.add(new Endpoint(HttpMethod.POST, path, BlueGreenPermissions.STOP));
        }
        for (String check : List.of("checkEnvironments", "checkEndpoint", "checkStore")) {
            all.add(new Endpoint(HttpMethod.POST, FORM + check + "?value=", Jenkins.ADMINISTER));
        }
        return all;
    }

    private static Endpoint order(String deployment, String name, Permission needed) {
        return new Endpoint(
                HttpMethod.POST,
                "blue-green/environment/shop/deployment/" + deployment + "/order?name=" + name,
                needed);
    }

    private static String verifiedDeployment() throws Exception {
        simulation.deployUntilVerified(ControllerEngine.get().engine());
        return simulation.deployment();
    }

    private static void secure(JenkinsRule j) {
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        MockAuthorizationStrategy strategy = new MockAuthorizationStrategy();
        for (User user : USERS) {
            if (!user.granted().isEmpty()) {
                strategy.grant(user.granted().toArray(Permission[]::new))
                        .everywhere()
                        .to(user.name());
            }
        }
        j.jenkins.setAuthorizationStrategy(strategy);
    }

    private static WebResponse ask(JenkinsRule j, User user, Endpoint endpoint) throws Exception {
        try (JenkinsRule.WebClient client = browser(j, user)) {
            return ask(j, client, endpoint);
        }
    }

    private static WebResponse ask(JenkinsRule j, JenkinsRule.WebClient client, Endpoint endpoint) throws Exception {
        return client.getPage(new WebRequest(new URL(j.getURL(), endpoint.path()), endpoint.method()))
                .getWebResponse();
    }

    private static JenkinsRule.WebClient browser(JenkinsRule j, User user) throws Exception {
        JenkinsRule.WebClient client = j.createWebClient();
        client.setThrowExceptionOnFailingStatusCode(false);
        client.setJavaScriptEnabled(false);
        // Whoever is not logged in is refused by a page that leads to the login: what counts is the refusal.
        client.setRefreshHandler((page, address, seconds) -> {});
        return user.granted().isEmpty() ? client : client.login(user.name());
    }

    /** Stands in for the engine over AWS. */
    @TestExtension
    public static class Simulated extends SimulatedController {
        public Simulated() {
            super(simulation);
        }
    }

    /** Leaves the engine over AWS out. */
    @TestExtension
    public static class OnlyTheSimulation extends WithoutAws {}
}
