package hudson;

import hudson.util.Secret;
import jenkins.DeclaredOnly;

/** Declaration of what we use of the class of this name in Jenkins core. */
public final class ProxyConfiguration {
    public final String name;
    public final int port;

    public ProxyConfiguration(String name, int port) {
        this.name = name;
        this.port = port;
    }

    public String getUserName() {
        return DeclaredOnly.answer();
    }

    public Secret getSecretPassword() {
        return DeclaredOnly.answer();
    }

    public String getNoProxyHost() {
        return DeclaredOnly.answer();
    }
}
