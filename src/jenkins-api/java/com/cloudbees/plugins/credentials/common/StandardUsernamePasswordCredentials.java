package com.cloudbees.plugins.credentials.common;

import hudson.util.Secret;

/** Declaration of what we use of the class of this name in the credentials plugin. */
public interface StandardUsernamePasswordCredentials extends StandardCredentials {
    String getUsername();

    Secret getPassword();
}
