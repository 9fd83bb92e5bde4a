package io.jenkins.plugins.bluegreen.jenkins;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** Reads from a class file which classes it refers to: its constant pool, as section 4.4 of the JVM specification has it. */
final class ClassReferences {
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;

    private ClassReferences() {}

    /** Their names with slashes; arrays count as what they hold. */
    static Set<String> of(byte[] classFile) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile))) {
            in.skipNBytes(8);
            int size = in.readUnsignedShort();
            String[] texts = new String[size];
            int[] classes = new int[size];
            for (int index = 1; index < size; index++) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case UTF8 -> texts[index] = in.readUTF();
                    case CLASS -> classes[index] = in.readUnsignedShort();
                    case STRING, METHOD_TYPE, MODULE, PACKAGE -> in.skipNBytes(2);
                    case METHOD_HANDLE -> in.skipNBytes(3);
                    case LONG, DOUBLE -> {
                        in.skipNBytes(8);
                        index++;
                    }
                    default -> in.skipNBytes(4);
                }
            }
            return names(texts, classes);
        } catch (IOException e) {
            throw new IllegalArgumentException("this is no class file", e);
        }
    }

    private static Set<String> names(String[] texts, int[] classes) {
        Set<String> names = new TreeSet<>();
        for (int at : classes) {
            if (at > 0) {
                String name = texts[at].replaceFirst("^\\[+", "");
                boolean isArray = name.length() < texts[at].length();
                if (!isArray) {
                    names.add(name);
                } else if (name.startsWith("L")) {
                    names.add(name.substring(1, name.length() - 1));
                }
            }
        }
        return names;
    }
}
