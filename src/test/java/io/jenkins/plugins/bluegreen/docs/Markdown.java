package io.jenkins.plugins.bluegreen.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** A page of documentation, as a reader with a mouse and a shell sees it. */
record Markdown(Path file, Node document) {
    /** A fenced block. @param language the word after the fence, may be empty */
    record Block(String language, String text) {}

    static Markdown read(Path file) {
        try {
            return new Markdown(file, Parser.builder().build().parse(Files.readString(file)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Where links and pictures lead. */
    List<String> links() {
        List<String> links = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                links.add(link.getDestination());
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                links.add(image.getDestination());
                visitChildren(image);
            }
        });
        return links;
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(FencedCodeBlock block) {
                blocks.add(new Block(block.getInfo() == null ? "" : block.getInfo(), block.getLiteral()));
            }
        });
        return blocks;
    }

    /** The blocks below each heading of the second level, in the order of the page. */
    Map<String, List<Block>> sections() {
        Map<String, List<Block>> sections = new LinkedHashMap<>();
        document.accept(new AbstractVisitor() {
            private String section = "";

            @Override
            public void visit(Heading heading) {
                section = heading.getLevel() == 2 ? words(heading) : section;
            }

            @Override
            public void visit(FencedCodeBlock block) {
                sections.computeIfAbsent(section, name -> new ArrayList<>())
                        .add(new Block(block.getInfo() == null ? "" : block.getInfo(), block.getLiteral()));
            }
        });
        return sections;
    }

    /** Code within sentences. */
    List<String> codes() {
        List<String> codes = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Code code) {
                codes.add(code.getLiteral());
            }
        });
        return codes;
    }

    /** What {@code #…} can name, as GitHub makes it of headings. */
    Set<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new LinkedHashSet<>();
        headings(heading -> {
            String slug = slug(words(heading));
            int times = seen.merge(slug, 1, Integer::sum);
            anchors.add(times == 1 ? slug : slug + "-" + (times - 1));
        });
        return anchors;
    }

    private void headings(Consumer<Heading> consumer) {
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                consumer.accept(heading);
            }
        });
    }

    static String words(Node node) {
        StringBuilder words = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                words.append(code.getLiteral());
            }
        });
        return words.toString();
    }

    static String slug(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
