package io.jenkins.plugins.bluegreen.realjenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.bluegreen.jenkins.config.ControllerEngine;
import io.jenkins.plugins.bluegreen.model.Command;
import io.jenkins.plugins.bluegreen.model.Phase;
import io.jenkins.plugins.bluegreen.model.Release;
import io.jenkins.plugins.bluegreen.model.SchemaRange;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The pages in a real Jenkins, which enforces its content security policy in tests. */
@WithJenkins
class PagesTest {
    private static final String HOSTILE = "\"><img src=x onerror=alert(1)>";

    private static Simulation simulation;

    @BeforeEach
    void newCloud() {
        simulation = new Simulation();
    }

    @Test
    void everyPageObeysTheContentSecurityPolicy(JenkinsRule j) throws Exception {
        run(j, "v2");
        simulation.runTo(Phase.KEEPING);
        String page = "blue-green/environment/shop/deployment/" + simulation.deployment() + "/";
        for (String path : List.of("blue-green/", "blue-green/environment/shop/", page, "job/release/1/blue-green/")) {
            HtmlPage html = (HtmlPage) get(j, path);

            assertThat(html.getWebResponse().getResponseHeaderValue("Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'self'")
                    .doesNotContain("'unsafe-eval'");
            assertThat(html.getByXPath("//script[not(@src)][not(@type='application/json')]"))
                    .as(path)
                    .isEmpty();
            DomElement element = html.getFirstByXPath("//blue-green");
            assertThat(element).as(path).isNotNull();
            element.getAttributesMap().keySet().forEach(name -> assertThat(name).doesNotStartWith("on"));
            assertThat(html.<DomElement>getByXPath("//script[contains(@src, 'blue-green-deploy')]"))
                    .as(path)
                    .singleElement()
                    .matches(script -> script.getAttribute("type").equals("module"));
        }
    }

    @Test
    void theReceiptAllowsNothingButItsOwnStyle(JenkinsRule j) throws Exception {
        simulation.deployUntilVerified(ControllerEngine.get().engine());

        WebResponse receipt = get(j, "blue-green/environment/shop/deployment/" + simulation.deployment() + "/receipt")
                .getWebResponse();

        assertThat(receipt.getResponseHeaderValue("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(scripts(receipt)).isEmpty();
    }

    @Test
    void hostileNamesInAddressesAreShownAsText(JenkinsRule j) throws Exception {
        String hostile = URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8).replace("+", "%20");
        for (String path : List.of(
                "blue-green/environment/" + hostile + "/", "blue-green/environment/shop/deployment/" + hostile + "/")) {
            assertThat(get(j, path).getWebResponse().getContentAsString())
                    .as(path)
                    .doesNotContain("<img src=x");
        }
    }

    @Test
    void hostileReasonsStayText(JenkinsRule j) throws Exception {
        simulation.deployUntilVerified(ControllerEngine.get().engine());
        String id = simulation.deployment();
        String reason = "<script>alert(1)</script>";
        simulation.run(() ->
                simulation.rig().command(ControllerEngine.get().engine(), id, new Command.RollBack(reason, "ada")));

        String page = "blue-green/environment/shop/deployment/" + id + "/";
        WebResponse state = get(j, page + "state").getWebResponse();
        assertThat(state.getContentAsString()).contains("alert(1)");
        assertThat(state.getContentType()).isEqualTo("application/json");
        assertThat(state.getResponseHeaderValue("X-Content-Type-Options")).isEqualTo("nosniff");
        WebResponse receipt = get(j, page + "receipt").getWebResponse();
        assertThat(receipt.getContentAsString()).contains("&lt;script&gt;alert(1)");
        assertThat(scripts(receipt)).isEmpty();
    }

    @Test
    void aHostileReleaseNameIsRefusedAndShownAsText(JenkinsRule j) throws Exception {
        WorkflowRun build = run(j, HOSTILE);
        simulation.settle("the build has ended", () -> !build.isBuilding());

        assertThat(build.getResult()).isEqualTo(Result.FAILURE);
        assertThat(JenkinsRule.getLog(build)).contains("release id '" + HOSTILE + "' cannot be used");
        for (String path :
                List.of("job/release/1/", "job/release/1/console", "job/release/1/consoleText", "blue-green/")) {
            WebResponse response = get(j, path).getWebResponse();
            assertThat(response.getStatusCode()).as(path).isEqualTo(200);
            if (response.getContentType().equals("text/html")) {
                assertThat(response.getContentAsString()).as(path).doesNotContain("<img src=x");
            }
        }
    }

    @Test
    void aHostileArtifactStaysText(JenkinsRule j) throws Exception {
        simulation.deployUntilVerified(
                ControllerEngine.get().engine(), new Release("v2", HOSTILE, HOSTILE, SchemaRange.ANY));
        String page = "blue-green/environment/shop/deployment/" + simulation.deployment() + "/";

        assertThat(get(j, page + "state").getWebResponse().getContentType()).isEqualTo("application/json");
        for (String path : List.of(page, page + "receipt")) {
            assertThat(get(j, path).getWebResponse().getContentAsString())
                    .as(path)
                    .doesNotContain("<img src=x");
        }
    }

    private static WorkflowRun run(JenkinsRule j, String release) throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, "release");
        job.setDefinition(new CpsFlowDefinition(
                "blueGreenDeploy environment: 'shop', plan: '50%:60s, 100%:60s', release: '" + release + "'", true));
        return job.scheduleBuild2(0).waitForStart();
    }

    /** The beginnings of all scripts but the receipt's own figures, which are data and not run. */
    private static List<String> scripts(WebResponse response) {
        return Pattern.compile("<script(?! type=\"application/json\" id=\"receipt\">)[^>]*")
                .matcher(response.getContentAsString())
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static org.htmlunit.Page get(JenkinsRule j, String path) throws Exception {
        JenkinsRule.WebClient client = j.createWebClient();
        client.setThrowExceptionOnFailingStatusCode(false);
        client.setJavaScriptEnabled(false);
        return client.getPage(new URL(j.getURL(), path));
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
