package com.cloudbees.plugins.credentials.common;

/** Declaration of what we use of the class of this name in the credentials plugin. */
public class StandardListBoxModel extends AbstractIdCredentialsListBoxModel<StandardListBoxModel, StandardCredentials> {
    private static final long serialVersionUID = 1L;
}
