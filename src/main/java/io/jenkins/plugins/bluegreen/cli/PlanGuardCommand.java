package io.jenkins.plugins.bluegreen.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.bluegreen.terraform.Finding;
import io.jenkins.plugins.bluegreen.terraform.PlanFile;
import io.jenkins.plugins.bluegreen.terraform.PlanGuard;
import io.jenkins.plugins.bluegreen.terraform.PlanUnreadable;
import io.jenkins.plugins.bluegreen.terraform.PlanVerdict;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bluegreen plan-guard}: stops a Terraform plan that would undo what the deployer did. */
@Command(
        name = "plan-guard",
        mixinStandardHelpOptions = true,
        description = {
            "Stops a Terraform plan that would move traffic, resize a side, change its release, delete what cannot be brought back,"
                    + " or open something to the Internet.",
            "Make the file with 'terraform plan -out plan.bin && terraform show -json plan.bin > plan.json'."
        },
        footer = {"", "Exit codes: 0 the plan may be applied; 1 it must not be; 2 the file is no plan."})
final class PlanGuardCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(paramLabel = "PLAN", description = "plan in JSON; - reads standard input")
    private Path plan;

    @Option(
            names = "--allow",
            paramLabel = "RULE:ADDRESS",
            description = "let this finding pass, as its sentence names it; may be given again")
    private Set<String> allowed = new LinkedHashSet<>();

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "TEXT",
            description = "text or json (default: text)")
    private Output output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PlanGuard guard = new PlanGuard(allowed);
        try (InputStream in = open()) {
            PlanFile.read(in, guard);
        } catch (PlanUnreadable e) {
            throw new ParameterException(spec.commandLine(), plan + ": " + e.getMessage(), e);
        }
        PlanVerdict verdict = guard.verdict();
        PrintWriter out = spec.commandLine().getOut();
        if (output == Output.JSON) {
            out.println(JSON.writeValueAsString(json(verdict)));
        } else {
            print(verdict, out);
        }
        out.flush();
        return verdict.passes() ? 0 : 1;
    }

    private InputStream open() throws IOException {
        if ("-".equals(plan.toString())) {
            return System.in;
        }
        if (!Files.isRegularFile(plan)) {
            throw new ParameterException(spec.commandLine(), "there is no file " + plan);
        }
        return new BufferedInputStream(Files.newInputStream(plan));
    }

    private static void print(PlanVerdict verdict, PrintWriter out) {
        out.println(verdict.sentence());
        for (Finding finding : verdict.refused()) {
            out.println("  " + finding.address() + " " + finding.sentence() + ".");
            out.println("    to allow it: --allow '" + finding.key() + "'");
        }
        for (Finding finding : verdict.allowed()) {
            out.println("  allowed: " + finding.address() + " " + finding.sentence() + ".");
        }
        for (String key : verdict.unused()) {
            out.println("  --allow '" + key + "' matched nothing: leave it out");
        }
    }

    private static Map<String, Object> json(PlanVerdict verdict) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("passes", verdict.passes());
        json.put("sentence", verdict.sentence());
        json.put("changes", verdict.changes());
        json.put("refused", findings(verdict.refused()));
        json.put("allowed", findings(verdict.allowed()));
        json.put("unused", verdict.unused());
        return json;
    }

    private static List<Map<String, String>> findings(List<Finding> findings) {
        return findings.stream()
                .map(finding -> Map.of(
                        "rule",
                        finding.rule().word(),
                        "address",
                        finding.address(),
                        "sentence",
                        finding.sentence(),
                        "allow",
                        finding.key()))
                .toList();
    }
}
