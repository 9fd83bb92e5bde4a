package io.jenkins.plugins.bluegreen.realjenkins;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Descriptor;
import java.io.IOException;

/** Credentials that every job of a Jenkins may use. */
final class GlobalCredentials {
    private GlobalCredentials() {}

    static void add(String id) throws IOException, Descriptor.FormException {
        add(id, "access-key", "secret-key");
    }

    static void add(String id, String user, String password) throws IOException, Descriptor.FormException {
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials()
                .add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, id, "", user, password));
        provider.save();
    }
}
