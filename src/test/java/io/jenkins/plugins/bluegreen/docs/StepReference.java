package io.jenkins.plugins.bluegreen.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Every Jenkins step with every field, from the step classes and the help that Jenkins shows beside them. */
final class StepReference {
    private static final String PACKAGE = "io.jenkins.plugins.bluegreen.jenkins.step";
    private static final Path LIBRARY = Path.of("vars");

    private StepReference() {}

    /** A field of a step. */
    private record Field(String name, String type, boolean required, Class<?> owner, String help) {
        /** Of the class that all steps about an environment extend. */
        boolean isCommon() {
            return owner.getSuperclass() == Step.class && Modifier.isAbstract(owner.getModifiers());
        }
    }

    static String render() throws IOException {
        Map<String, Class<?>> steps = steps();
        StringBuilder out = new StringBuilder(
                """
                # Reference: Jenkins steps

                Generated from the step classes and their help by `make docs`; edit those, not this file. How the steps play together:
                [jenkins.md](jenkins.md).

                """);
        steps.keySet().forEach(name -> out.append("- [`%s`](#%s)%n".formatted(name, anchor(name))));
        List<Path> vars = vars();
        out.append("- of the shared library: ")
                .append(vars.stream()
                        .map(StepReference::variable)
                        .map(name -> "[`%s`](#%s)".formatted(name, anchor(name)))
                        .collect(Collectors.joining(", ")))
                .append('\n');
        Map<String, Field> common = new TreeMap<>();
        for (Map.Entry<String, Class<?>> step : steps.entrySet()) {
            section(out, step.getKey(), step.getValue(), common);
        }
        out.append("\n## Fields of every step that concerns an environment\n\n");
        table(out, List.copyOf(common.values()));
        for (Path text : vars) {
            out.append("\n## %s%n%n".formatted(variable(text)))
                    .append(Html.markdown(Files.readString(text)))
                    .append('\n');
        }
        return out.toString();
    }

    private static void section(StringBuilder out, String name, Class<?> step, Map<String, Field> common) {
        out.append("\n## %s%n%n".formatted(name))
                .append(help(step, "help.html"))
                .append("\n\n");
        List<Field> own = new ArrayList<>();
        for (Field field : fields(step)) {
            if (field.isCommon()) {
                common.put(field.name(), field);
            } else {
                own.add(field);
            }
        }
        if (!own.isEmpty()) {
            table(out, own);
        }
        if (own.size() < fields(step).size()) {
            out.append(own.isEmpty() ? "The" : "\nAnd the")
                    .append(" [fields of every step](#fields-of-every-step-that-concerns-an-environment).\n");
        }
    }

    private static void table(StringBuilder out, List<Field> fields) {
        out.append("| field | type | meaning |\n|---|---|---|\n");
        fields.forEach(field -> out.append("| `%s`%s | %s | %s |%n"
                .formatted(
                        field.name(),
                        field.required() ? " (required)" : "",
                        field.type(),
                        field.help().replace("\n", " ").replace("|", "\\|"))));
    }

    /** Step classes by the name that a pipeline calls them by. */
    private static Map<String, Class<?>> steps() throws IOException {
        Map<String, Class<?>> steps = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of("target/classes", PACKAGE.replace('.', '/')))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith("Step.class") && !name.contains("$")) {
                    Class<?> found = load(PACKAGE + "." + name.replace(".class", ""));
                    if (Step.class.isAssignableFrom(found) && !Modifier.isAbstract(found.getModifiers())) {
                        steps.put(functionName(found), found);
                    }
                }
            }
        }
        return steps;
    }

    private static String functionName(Class<?> step) {
        try {
            Class<?> descriptor = load(step.getName() + "$DescriptorImpl");
            return ((StepDescriptor) descriptor.getConstructor().newInstance()).getFunctionName();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(step + " has no descriptor that tells its name", e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Required ones first, in the order of the constructor; then by name. */
    private static List<Field> fields(Class<?> step) {
        List<Field> fields = new ArrayList<>();
        for (Constructor<?> constructor : step.getConstructors()) {
            if (constructor.isAnnotationPresent(DataBoundConstructor.class)) {
                Arrays.stream(constructor.getParameters())
                        .forEach(parameter ->
                                fields.add(field(step, parameter.getName(), parameter.getType(), true, step)));
            }
        }
        Arrays.stream(step.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .sorted(Comparator.comparing(Method::getName))
                .forEach(method -> fields.add(field(
                        step,
                        Character.toLowerCase(method.getName().charAt(3))
                                + method.getName().substring(4),
                        method.getParameterTypes()[0],
                        false,
                        method.getDeclaringClass())));
        return fields;
    }

    private static Field field(Class<?> step, String name, Class<?> type, boolean required, Class<?> owner) {
        return new Field(name, words(type), required, owner, help(step, "help-" + name + ".html"));
    }

    private static String words(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "String" -> "text";
            case "int", "Integer", "long", "Long" -> "number";
            case "boolean", "Boolean" -> "true or false";
            case "Map" -> "map";
            case "List" -> "list";
            default -> type.getSimpleName();
        };
    }

    /** What Jenkins would show: the file beside the class, or beside one that it extends. */
    private static String help(Class<?> step, String file) {
        for (Class<?> type = step; type != null; type = type.getSuperclass()) {
            try (InputStream found = type.getResourceAsStream(type.getSimpleName() + "/" + file)) {
                if (found != null) {
                    return Html.markdown(new String(found.readAllBytes(), StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("there is no " + file + " beside " + step.getName());
    }

    private static List<Path> vars() throws IOException {
        try (Stream<Path> files = Files.list(LIBRARY)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    private static String variable(Path text) {
        return text.getFileName().toString().replace(".txt", "");
    }

    private static String anchor(String name) {
        return Markdown.slug(name);
    }
}
