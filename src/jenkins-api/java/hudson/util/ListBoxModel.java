package hudson.util;

import java.util.ArrayList;

/** Declaration of what we use of the class of this name in Jenkins core. */
public class ListBoxModel extends ArrayList<ListBoxModel.Option> {
    private static final long serialVersionUID = 1L;

    public void add(String displayName, String value) {
        add(new Option(displayName, value));
    }

    /** Declaration of what we use of the class of this name in Jenkins core. */
    public static final class Option {
        public String name;
        public String value;

        public Option(String name, String value) {
            this.name = name;
            this.value = value;
        }
    }
}
