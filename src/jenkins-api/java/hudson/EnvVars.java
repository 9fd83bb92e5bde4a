package hudson;

import java.util.Map;
import java.util.TreeMap;

/** Declaration of what we use of the class of this name in Jenkins core. */
public class EnvVars extends TreeMap<String, String> {
    private static final long serialVersionUID = 1L;

    public EnvVars(Map<String, String> m) {
        super(String.CASE_INSENSITIVE_ORDER);
        putAll(m);
    }

    public String get(String key, String defaultValue) {
        return getOrDefault(key, defaultValue);
    }
}
