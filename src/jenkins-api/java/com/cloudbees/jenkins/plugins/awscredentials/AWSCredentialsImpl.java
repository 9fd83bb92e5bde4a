package com.cloudbees.jenkins.plugins.awscredentials;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.util.Secret;
import jenkins.DeclaredOnly;

/** Declaration of what we use of the class of this name in the aws-credentials plugin: its getters that know no SDK. */
public abstract class AWSCredentialsImpl implements StandardCredentials {
    public String getAccessKey() {
        return DeclaredOnly.answer();
    }

    public Secret getSecretKey() {
        return DeclaredOnly.answer();
    }

    public String getIamRoleArn() {
        return DeclaredOnly.answer();
    }

    public String getIamExternalId() {
        return DeclaredOnly.answer();
    }
}
