package io.jenkins.plugins.bluegreen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is generated from the code is as the code says. {@code make docs} writes it ({@code -Ddocs.write=true}). */
class GeneratedDocsTest {
    private static final boolean WRITE = Boolean.getBoolean("docs.write");

    @Test
    void everyJenkinsStepWithEveryField() throws IOException {
        assertThatIsFresh("docs/reference-steps.md", StepReference.render());
    }

    @Test
    void everyCommandWithEveryOption() throws IOException {
        assertThatIsFresh("docs/reference-cli.md", CommandReference.render());
    }

    @Test
    void thePhasesAsTheTransitionTableHasThem() throws IOException {
        assertThatIsFresh("docs/diagrams/phases.dot", PhaseDiagram.render());
    }

    private static void assertThatIsFresh(String file, String expected) throws IOException {
        Path path = Path.of(file);
        if (WRITE) {
            Files.writeString(path, expected);
        }
        assertThat(path).as("%s is stale, `make docs` writes it anew", file).hasContent(expected);
    }
}
