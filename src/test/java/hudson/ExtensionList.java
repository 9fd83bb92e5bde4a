package hudson;

import java.util.AbstractList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in for the class of this name, so that a test can say what a Jenkins would find. */
public abstract class ExtensionList<T> extends AbstractList<T> {
    private static final Map<Class<?>, Object> SINGLETONS = new ConcurrentHashMap<>();

    public static <U> U lookupSingleton(Class<U> type) {
        Object found = SINGLETONS.get(type);
        if (found == null) {
            throw new IllegalStateException("Found 0 singletons of " + type.getName());
        }
        return type.cast(found);
    }

    /** For tests: from now on this is the one. */
    public static <U> void put(Class<U> type, U singleton) {
        SINGLETONS.put(type, singleton);
    }
}
