package io.jenkins.plugins.bluegreen.realjenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.util.List;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The snippet generator: what is filled into a step's form stands in its snippet, and nothing else does. */
@WithJenkins
class StepFormsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            blueGreenDeploy   | release=v2 environment=shop               | blueGreenDeploy environment: 'shop', release: 'v2'
            blueGreenDeploy   | release=v2 environment=shop until=verified plan=10%:60s image=ami-1 artifact=a schemaMin=3 schemaMax=4 whenBusy=wait onAbort=continue credentialsId=c roleArn=r | blueGreenDeploy artifact: 'a', credentialsId: 'c', environment: 'shop', image: 'ami-1', onAbort: 'continue', plan: '10%:60s', release: 'v2', roleArn: 'r', schemaMax: 4, schemaMin: 3, until: 'verified', whenBusy: 'wait'
            shiftTraffic      | environment=shop to=50                    | shiftTraffic environment: 'shop', to: 50
            shiftTraffic      | environment=shop plan=50%:60s deployment=d evidence=e approvedBy=ada reason=why onAbort=continue | shiftTraffic approvedBy: 'ada', deployment: 'd', environment: 'shop', evidence: 'e', onAbort: 'continue', plan: '50%:60s', reason: 'why'
            rollback          | environment=shop                          | rollback environment: 'shop'
            rollback          | environment=shop deployment=d reason=why ownOnly=true | rollback deployment: 'd', environment: 'shop', ownOnly: true, reason: 'why'
            retireIdleSide    | environment=shop                          | retireIdleSide environment: 'shop'
            verifyHealth      | environment=shop failBuild=true           | verifyHealth environment: 'shop'
            verifyHealth      | environment=shop side=green release=v2 failBuild=false | verifyHealth environment: 'shop', failBuild: false, release: 'v2', side: 'green'
            environmentStatus | environment=shop                          | environmentStatus environment: 'shop'
            """)
    void theSnippetSaysWhatTheFormSays(String step, String fields, String snippet, JenkinsRule j) throws Exception {
        assertThat(snippet(j, step, fields)).isEqualTo(snippet);
    }

    @Test
    void everyFormIsShownWithoutAMistake(JenkinsRule j) throws Exception {
        j.createProject(WorkflowJob.class, "release");
        for (StepDescriptor step : steps()) {
            String address = "job/release/descriptorByName/" + step.clazz.getName() + "/help/";
            assertThat(get(j, address).getWebResponse().getStatusCode())
                    .as(address)
                    .isEqualTo(200);
        }
        HtmlPage page = get(j, "job/release/pipeline-syntax/");
        assertThat(page.getWebResponse().getStatusCode()).isEqualTo(200);
        for (StepDescriptor step : steps()) {
            String option = step.getFunctionName() + ": " + step.getDisplayName();
            assertThat(page.<DomElement>getByXPath("//option[@value='" + option + "']"))
                    .as(option)
                    .hasSize(1);
        }
    }

    private static List<StepDescriptor> steps() {
        List<StepDescriptor> steps = StepDescriptor.all().stream()
                .filter(step -> step.clazz.getName().startsWith("io.jenkins.plugins.bluegreen."))
                .toList();
        assertThat(steps).hasSizeGreaterThanOrEqualTo(6);
        return steps;
    }

    private static String snippet(JenkinsRule j, String step, String fields) throws Exception {
        j.createProject(WorkflowJob.class, "release");
        Class<? extends Step> type = StepDescriptor.byFunctionName(step).clazz;
        JSONObject form = new JSONObject();
        form.put("stapler-class", type.getName());
        form.put("$class", type.getName());
        for (String field : fields.trim().split(" ")) {
            String value = field.substring(field.indexOf('=') + 1);
            boolean truth = value.equals("true") || value.equals("false");
            form.put(field.substring(0, field.indexOf('=')), truth ? (Object) Boolean.valueOf(value) : value);
        }
        try (JenkinsRule.WebClient client = j.createWebClient()) {
            WebRequest request =
                    new WebRequest(new URL(j.getURL(), "job/release/pipeline-syntax/generateSnippet"), HttpMethod.POST);
            request.setRequestParameters(List.of(new NameValuePair("json", form.toString())));
            client.addCrumb(request);
            return client.getPage(request).getWebResponse().getContentAsString().trim();
        }
    }

    private static HtmlPage get(JenkinsRule j, String path) throws Exception {
        JenkinsRule.WebClient client = j.createWebClient();
        client.setJavaScriptEnabled(false);
        return client.goTo(path);
    }
}
