package com.cloudbees.plugins.credentials.common;

import com.cloudbees.plugins.credentials.Credentials;

/** Declaration of what we use of the class of this name in the credentials plugin. */
public interface IdCredentials extends Credentials {
    String getId();
}
