package org.jenkinsci.plugins.plaincredentials;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.util.Secret;

/** Declaration of what we use of the type of this name in the plain-credentials plugin. */
public interface StringCredentials extends StandardCredentials {
    Secret getSecret();
}
