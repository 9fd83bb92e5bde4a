package io.jenkins.plugins.bluegreen.jenkins.step;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.support.steps.input.InputSubmittedAction;

/**
 * Who answered an {@code input} step, as Jenkins has written it into the build when they pressed the button. A script can read that, and
 * cannot write it.
 */
final class InputAnswer {
    /** An {@code input} step with this id, followed by the evidence's hash, asks about that evidence. */
    static final String ID = "Evidence";

    private InputAnswer() {}

    /**
     * The user who answered the question about an evidence last, before a node of the same build.
     *
     * @param from the node from where to look back
     * @param evidence the hash
     * @return user id; empty if nobody was asked in this build, or nobody who had logged in answered
     */
    static Optional<String> to(FlowNode from, String evidence) {
        Deque<FlowNode> waiting = new ArrayDeque<>();
        Set<String> seen = new HashSet<>();
        waiting.add(from);
        while (!waiting.isEmpty()) {
            FlowNode node = waiting.remove();
            InputSubmittedAction answer = node.getAction(InputSubmittedAction.class);
            if (answer != null && isAbout(node, evidence)) {
                return Optional.ofNullable(answer.getApprover());
            }
            for (FlowNode parent : node.getParents()) {
                if (seen.add(parent.getId())) {
                    waiting.add(parent);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isAbout(FlowNode node, String evidence) {
        ArgumentsAction arguments = node.getAction(ArgumentsAction.class);
        return arguments != null
                && (ID + evidence)
                        .equals(String.valueOf(arguments.getArguments().get("id")));
    }
}
