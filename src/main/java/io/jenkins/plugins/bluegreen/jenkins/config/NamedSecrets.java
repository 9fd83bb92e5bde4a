package io.jenkins.plugins.bluegreen.jenkins.config;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Finds the secrets that a configuration calls by name: credentials of this Jenkins, or environment variables of its process. */
final class NamedSecrets {
    private NamedSecrets() {}

    /** The secret text or password of the credentials with this id, else the variable of this name; null if there is neither. */
    static String find(String name) {
        return Rights.credentials(name).map(NamedSecrets::secretOf).orElseGet(() -> System.getenv(name));
    }

    private static String secretOf(StandardCredentials credentials) {
        if (credentials instanceof StandardUsernamePasswordCredentials pair) {
            return pair.getPassword().getPlainText();
        }
        try {
            return OfText.secret(credentials);
        } catch (NoClassDefFoundError e) {
            // The plugin that has secret texts is not installed, so this is none.
            return null;
        }
    }

    /** Loaded only where the plain-credentials plugin is. */
    private static final class OfText {
        static String secret(StandardCredentials credentials) {
            return credentials instanceof StringCredentials text
                    ? text.getSecret().getPlainText()
                    : null;
        }
    }
}
