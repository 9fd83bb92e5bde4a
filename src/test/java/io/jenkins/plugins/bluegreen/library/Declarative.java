package io.jenkins.plugins.bluegreen.library;

import static com.lesfurets.jenkins.unit.MethodSignature.method;

import com.lesfurets.jenkins.unit.BasePipelineTest;
import groovy.lang.Closure;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** As much of Declarative as {@code Jenkinsfile.example} uses: stages in order, those left out whose condition does not hold. */
final class Declarative {
    private boolean skipped;

    private Declarative() {}

    /** Teaches it to a pipeline that succeeds. */
    static void in(BasePipelineTest unit) {
        Declarative declarative = new Declarative();
        for (String block : List.of("pipeline", "stages", "script", "when", "parameters", "options")) {
            declarative.block(unit, block, Closure::call);
        }
        declarative.block(unit, "expression", condition -> declarative.skipped = !isTrue(condition.call()));
        declarative.block(unit, "steps", body -> {
            if (!declarative.skipped) {
                body.call();
            }
            declarative.skipped = false;
        });
        declarative.block(unit, "post", body -> {});
        for (String word : List.of("agent", "beforeAgent")) {
            unit.getHelper().registerAllowedMethod(method(word, Object.class), (Consumer<Object>) value -> {});
        }
        for (String word : List.of("string", "usernamePassword")) {
            unit.getHelper().registerAllowedMethod(method(word, Map.class), (Consumer<Object>) value -> {});
        }
        unit.getHelper().registerAllowedMethod("disableConcurrentBuilds", List.of(), (Closure<?>) null);
        unit.getBinding().setVariable("any", "any");
        unit.getBinding().setVariable("none", "none");
    }

    private void block(BasePipelineTest unit, String name, Consumer<Closure<?>> meaning) {
        unit.getHelper().registerAllowedMethod(method(name, Closure.class), (Consumer<Closure<?>>) meaning::accept);
    }

    private static boolean isTrue(Object value) {
        return value instanceof String text ? !text.isEmpty() : Boolean.TRUE.equals(value);
    }
}
