package io.jenkins.plugins.bluegreen.docs;

import io.jenkins.plugins.bluegreen.engine.Transitions;
import io.jenkins.plugins.bluegreen.model.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The state machine of a deployment in the language of Graphviz, drawn from the transition table itself. */
final class PhaseDiagram {
    private static final String STYLES =
            """
            // Generated from engine/Transitions.java by `make docs`; edit that, not this file.
            digraph phases {
              graph [rankdir=LR, nodesep=0.3, ranksep=0.4, pad=0.2, ordering=out, fontname="Helvetica", fontsize=13, fontcolor="#57606a", compound=true, bgcolor="white"]
              node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=14, height=0.5, margin="0.16,0.08", fillcolor="#eaf2ff", color="#3b6fd4", fontcolor="#14306b"]
              edge [fontname="Helvetica", fontsize=12, color="#57606a", fontcolor="#57606a", arrowsize=0.8]
            """;

    private PhaseDiagram() {}

    static String render() {
        Set<Phase> underWay = leadingTo(Phase.ROLLING_BACK);
        underWay.remove(Phase.HALTED);
        requireThatOneArrowSaysAll(underWay);
        StringBuilder out = new StringBuilder(STYLES);
        out.append("  subgraph cluster_way {\n"
                + "    label=\"under way: may be taken back, may halt\"; labeljust=l; style=\"rounded,dashed\";"
                + " color=\"#8c959f\"\n");
        underWay.forEach(phase -> out.append("  ").append(node(phase)));
        out.append("  }\n");
        outside(underWay).forEach(phase -> out.append(node(phase)));
        for (Phase from : Phase.values()) {
            for (Phase to : sorted(Transitions.from(from))) {
                if (!isSaidByTheWhole(from, to, underWay)) {
                    out.append(arrow(from, to));
                }
            }
        }
        out.append(frame("%s -> ROLLING_BACK [ltail=cluster_way", underWay));
        out.append(frame("%s -> HALTED [ltail=cluster_way, dir=both", underWay));
        return out.append("}\n").toString();
    }

    /** An arrow to or from the frame is one to a phase in the middle of it that is cut off at the frame. */
    private static String frame(String arrow, Set<Phase> underWay) {
        Phase middle = underWay.stream().skip(underWay.size() / 2).findFirst().orElseThrow();
        return "  " + arrow.formatted(middle) + ", style=dashed]\n";
    }

    /** Arrows to the frame stand for one to each phase in it; that must be what the table says. */
    private static void requireThatOneArrowSaysAll(Set<Phase> underWay) {
        Set<Phase> andBack = EnumSet.copyOf(underWay);
        andBack.add(Phase.ROLLING_BACK);
        if (!leadingTo(Phase.HALTED).equals(andBack)
                || !Transitions.from(Phase.HALTED).equals(andBack)) {
            throw new IllegalStateException(
                    "the diagram says that whatever may be taken back may halt, and goes on from there; the table says "
                            + leadingTo(Phase.HALTED) + " and " + Transitions.from(Phase.HALTED)
                            + ": draw that differently");
        }
    }

    private static boolean isSaidByTheWhole(Phase from, Phase to, Set<Phase> underWay) {
        boolean aside = to == Phase.ROLLING_BACK || to == Phase.HALTED;
        return (underWay.contains(from) && aside) || (from == Phase.HALTED && underWay.contains(to)) || from == to;
    }

    private static Set<Phase> leadingTo(Phase phase) {
        return Arrays.stream(Phase.values())
                .filter(from -> Transitions.from(from).contains(phase))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Phase.class)));
    }

    private static List<Phase> outside(Set<Phase> underWay) {
        return Arrays.stream(Phase.values())
                .filter(phase -> !underWay.contains(phase))
                .toList();
    }

    private static List<Phase> sorted(Set<Phase> phases) {
        List<Phase> sorted = new ArrayList<>(phases);
        sorted.sort(null);
        return sorted;
    }

    private static String node(Phase phase) {
        String look = phase == Phase.HALTED
                ? ", fillcolor=\"#fff3c4\", color=\"#b7791f\", fontcolor=\"#6b4708\""
                : phase == Phase.ROLLING_BACK || phase == Phase.ROLLED_BACK
                        ? ", fillcolor=\"#ffe8dc\", color=\"#c2552d\", fontcolor=\"#7a2e12\""
                        : phase == Phase.SUCCEEDED
                                ? ", fillcolor=\"#dcf5e3\", color=\"#2f8f4e\", fontcolor=\"#14532d\""
                                : "";
        return "  %s [label=<%s>%s%s]%n"
                .formatted(phase, label(phase), phase.isTerminal() ? ", peripheries=2" : "", look);
    }

    private static String label(Phase phase) {
        String remark =
                switch (phase) {
                    case ROLLING_BACK -> "a guard failed, or a person asked";
                    case HALTED -> "a person decides: adopt, restore, abort";
                    default -> "";
                };
        return phase.words() + (remark.isEmpty() ? "" : "<br/><font point-size=\"11\">" + remark + "</font>");
    }

    private static String arrow(Phase from, Phase to) {
        String label = "";
        if (from == Phase.PLANNED && to == Phase.ROLLED_BACK) {
            label = "refused";
        } else if (from == Phase.ROLLING_BACK && to == Phase.RETIRING) {
            label = "no traffic had moved";
        } else if (from == Phase.ROLLING_BACK && to == Phase.KEEPING) {
            label = "all traffic is back";
        } else if (from == Phase.HALTED) {
            label = "abort, restore";
        }
        String weight = from.ordinal() + 1 == to.ordinal() ? ", weight=50" : "";
        return "  %s -> %s [label=\"%s\"%s]%n".formatted(from, to, label, weight);
    }
}
