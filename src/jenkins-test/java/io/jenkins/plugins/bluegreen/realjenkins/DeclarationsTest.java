package io.jenkins.plugins.bluegreen.realjenkins;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares what {@code src/jenkins-api} declares with the classes of a real Jenkins, member by member. */
class DeclarationsTest {
    /** The one class that is ours: where a declaration has no body of its own. */
    private static final String OURS = "jenkins.DeclaredOnly";

    @TempDir
    private Path declarations;

    @Test
    void everyDeclarationIsThatOfTheRealClass() throws IOException, ReflectiveOperationException {
        compileDeclarations();

        assertEquals(List.of(), compare(declarations, getClass().getClassLoader()));
    }

    /** Among themselves: what they take from a real Jenkins, such as its servlet API, comes from the class path. */
    private void compileDeclarations() throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none", "-nowarn", "-d", declarations.toString(), "-cp", System.getProperty("java.class.path")));
        try (Stream<Path> sources = Files.walk(Path.of("src", "jenkins-api", "java"))) {
            sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int status =
                ToolProvider.getSystemJavaCompiler().run(null, messages, messages, arguments.toArray(String[]::new));
        assertEquals(0, status, () -> messages.toString(StandardCharsets.UTF_8));
    }

    /** What is declared and is not so; empty if all is well. */
    static List<String> compare(Path declarations, ClassLoader jenkins)
            throws IOException, ReflectiveOperationException {
        List<String> wrong = new ArrayList<>();
        try (URLClassLoader declared = new ChildFirst(declarations, jenkins);
                Stream<Path> files = Files.walk(declarations)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                String name = declarations
                        .relativize(file)
                        .toString()
                        .replace(".class", "")
                        .replace('/', '.');
                if (!name.equals(OURS) && !name.matches(".*\\$\\d+")) {
                    compare(Class.forName(name, false, declared), name, jenkins, wrong);
                }
            }
        }
        return wrong;
    }

    private static void compare(Class<?> declared, String name, ClassLoader jenkins, List<String> wrong) {
        Class<?> real;
        try {
            real = Class.forName(name, false, jenkins);
        } catch (ClassNotFoundException e) {
            wrong.add("there is no class " + name);
            return;
        }
        if (declared.isInterface() != real.isInterface()) {
            wrong.add(name + " is " + (real.isInterface() ? "an interface" : "a class"));
        }
        Stream.concat(Arrays.stream(declared.getDeclaredMethods()), Arrays.stream(declared.getDeclaredConstructors()))
                .filter(member -> !member.isSynthetic() && !Modifier.isPrivate(member.getModifiers()))
                .filter(member -> !isDefaultConstructor(member) && !isBodyOnly(declared, member))
                .filter(member -> !exists(member, real))
                .forEach(member -> wrong.add(name + " has no " + describe(member)));
        for (Field field : declared.getDeclaredFields()) {
            if (!field.isSynthetic() && !Modifier.isPrivate(field.getModifiers()) && !exists(field, real)) {
                wrong.add(name + " has no field " + field.getType().getName() + " " + field.getName());
            }
        }
    }

    private static boolean isDefaultConstructor(Executable member) {
        return !(member instanceof Method) && member.getParameterCount() == 0;
    }

    /** What every object or enum has anyway. */
    private static boolean isBodyOnly(Class<?> declared, Executable member) {
        return member.getName().equals("toString") || declared.isEnum();
    }

    private static boolean exists(Executable member, Class<?> real) {
        for (Class<?> type = real; type != null; type = type.getSuperclass()) {
            if (among(member, type) || Arrays.stream(type.getInterfaces()).anyMatch(each -> existsIn(member, each))) {
                return true;
            }
            if (!(member instanceof Method)) {
                return false;
            }
        }
        return false;
    }

    private static boolean existsIn(Executable member, Class<?> type) {
        return among(member, type) || Arrays.stream(type.getInterfaces()).anyMatch(each -> existsIn(member, each));
    }

    private static boolean among(Executable member, Class<?> type) {
        Executable[] candidates = member instanceof Method ? type.getDeclaredMethods() : type.getDeclaredConstructors();
        return Arrays.stream(candidates).map(DeclarationsTest::describe).anyMatch(describe(member)::equals);
    }

    private static boolean exists(Field field, Class<?> real) {
        try {
            return real.getField(field.getName())
                    .getType()
                    .getName()
                    .equals(field.getType().getName());
        } catch (NoSuchFieldException e) {
            return Arrays.stream(real.getDeclaredFields())
                    .anyMatch(each -> each.getName().equals(field.getName()));
        }
    }

    private static String describe(Executable member) {
        StringBuilder text = new StringBuilder(Modifier.isStatic(member.getModifiers()) ? "static " : "");
        if (member instanceof Method method) {
            text.append(method.getReturnType().getName()).append(' ').append(method.getName());
        }
        text.append('(');
        for (Class<?> parameter : member.getParameterTypes()) {
            text.append(parameter.getName()).append(' ');
        }
        return text.append(')').toString();
    }

    /** Sees the declarations before the real classes. */
    private static final class ChildFirst extends URLClassLoader {
        ChildFirst(Path classes, ClassLoader jenkins) throws IOException {
            super(new URL[] {classes.toUri().toURL()}, jenkins);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (name.startsWith("java.")) {
                    return super.loadClass(name, resolve);
                }
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                try {
                    return findClass(name);
                } catch (ClassNotFoundException e) {
                    return super.loadClass(name, resolve);
                }
            }
        }
    }
}
