package io.jenkins.plugins.bluegreen.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.bluegreen.schema.Finding;
import io.jenkins.plugins.bluegreen.schema.MigrationCheck;
import io.jenkins.plugins.bluegreen.schema.MigrationReport;
import io.jenkins.plugins.bluegreen.schema.RehearsalReport;
import io.jenkins.plugins.bluegreen.schema.SchemaState;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One JSON object on standard output. */
final class MigrateJson implements MigrateOutput {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintWriter out;

    MigrateJson(PrintWriter out) {
        this.out = out;
    }

    @Override
    public boolean check(MigrationCheck check) {
        print(Map.of(
                "statements",
                check.findings().stream().map(MigrateJson::finding).toList()));
        return check.passes();
    }

    @Override
    public boolean status(SchemaState state) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", state.version());
        json.put("pendingExpand", state.pendingExpand());
        json.put("pendingContract", state.pendingContract());
        json.put("failed", state.failed());
        print(json);
        return state.failed().isEmpty();
    }

    @Override
    public boolean report(MigrationReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("phase", report.phase().folder());
        json.put("from", report.from());
        json.put("to", report.to());
        json.put(
                "applied",
                report.applied().stream()
                        .map(applied -> Map.of(
                                "version", applied.version(),
                                "file", applied.file(),
                                "milliseconds", applied.took().toMillis()))
                        .toList());
        print(json);
        return true;
    }

    @Override
    public boolean rehearsal(RehearsalReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("passed", report.passed());
        json.put("from", report.from());
        json.put("to", report.to());
        json.put("withRows", report.withRows());
        json.put("files", report.files().stream().map(MigrateJson::rehearsed).toList());
        json.put("problems", report.problems());
        print(json);
        return report.passed();
    }

    @Override
    public void refused(String message, PrintWriter err) {
        print(Map.of("refused", message));
    }

    private static Map<String, Object> rehearsed(RehearsalReport.RehearsedFile file) {
        List<Map<String, Object>> locks = file.locks().stream()
                .map(lock -> Map.<String, Object>of(
                        "table",
                        lock.table(),
                        "mode",
                        lock.mode(),
                        "milliseconds",
                        lock.held().toMillis()))
                .toList();
        return Map.of(
                "version",
                file.version(),
                "file",
                file.file(),
                "milliseconds",
                file.took().toMillis(),
                "locks",
                locks);
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", finding.file());
        json.put("line", finding.line());
        json.put("class", finding.impact().name());
        json.put("rule", finding.rule());
        json.put("reason", reason(finding));
        json.put("instead", finding.instead());
        return json;
    }

    private static String reason(Finding finding) {
        String mind = finding.lockedBefore().isEmpty()
                ? ""
                : "; mind that the file holds a lock on " + String.join(", ", finding.lockedBefore()) + " already";
        String accepted = finding.accepted().isEmpty() ? "" : " (accepted: " + finding.accepted() + ")";
        return finding.reason() + mind + accepted;
    }

    private void print(Map<String, ?> json) {
        try {
            out.println(JSON.writeValueAsString(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result of plain strings and numbers cannot be written as JSON", e);
        }
    }
}
