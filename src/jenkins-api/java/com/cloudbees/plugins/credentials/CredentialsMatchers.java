package com.cloudbees.plugins.credentials;

import jenkins.DeclaredOnly;

/** Declaration of what we use of the class of this name in the credentials plugin. */
public class CredentialsMatchers {
    public static CredentialsMatcher always() {
        return DeclaredOnly.answer();
    }
}
