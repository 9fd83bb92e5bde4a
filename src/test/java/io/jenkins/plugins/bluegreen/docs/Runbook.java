package io.jenkins.plugins.bluegreen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One section of {@code docs/runbooks.md}, followed command by command. */
final class Runbook {
    private static final Map<String, List<Markdown.Block>> SECTIONS =
            Markdown.read(Path.of("docs/runbooks.md")).sections();

    private final String title;
    private final Iterator<Markdown.Block> blocks;
    private final Shell shell;

    private Runbook(String title, List<Markdown.Block> blocks, Shell shell) {
        this.title = title;
        this.blocks = blocks.iterator();
        this.shell = shell;
    }

    /** Titles of all sections that have commands. */
    static Set<String> titles() {
        SECTIONS.remove("");
        return SECTIONS.keySet();
    }

    static Runbook open(String title, Shell shell) {
        assertThat(titles()).contains(title);
        return new Runbook(title, SECTIONS.get(title), shell);
    }

    /** Runs the next block. */
    Shell.Result next() throws Exception {
        return shell.run(script());
    }

    /** The next block, which must be in that language, for whoever runs it otherwise. */
    String script(String language) {
        assertThat(blocks).as(title).hasNext();
        Markdown.Block block = blocks.next();
        assertThat(block.language()).as(title).isEqualTo(language);
        return block.text();
    }

    private String script() {
        return script("bash");
    }

    /** Nothing in the section has been left out. */
    void hasBeenFollowed() {
        assertThat(blocks).as("commands of '%s' that nobody ran", title).isExhausted();
    }
}
