package hudson;

import java.util.AbstractList;

/** Declaration of what we use of the class of this name in Jenkins core. */
public abstract class ExtensionList<T> extends AbstractList<T> {
    public static <U> U lookupSingleton(Class<U> type) {
        throw new UnsupportedOperationException("declared only; runs inside Jenkins");
    }
}
