package io.jenkins.plugins.bluegreen.jenkins.config;

import com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.Util;

/** What credentials of Jenkins say to AWS. Empty texts stand for "not given". */
record Keys(String id, String secret, String token, String roleArn, String externalId) {
    private static final String AWS_CREDENTIALS = "com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl";

    /** Reads AWS credentials, or a user name and password that are an access key and its secret. */
    static Keys of(StandardCredentials credentials) {
        if (credentials instanceof StandardUsernamePasswordCredentials pair) {
            return new Keys(pair.getUsername(), pair.getPassword().getPlainText(), "", "", "");
        }
        // By name first: the plugin that has the class need not be installed.
        if (credentials.getClass().getName().equals(AWS_CREDENTIALS)) {
            return OfAws.keys(credentials);
        }
        throw new IllegalArgumentException("credentials '" + credentials.getId()
                + "' are neither AWS credentials nor a user name with password (access key id and secret access key)");
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "keys " + id;
    }

    /** Loaded only where the aws-credentials plugin is. */
    private static final class OfAws {
        static Keys keys(StandardCredentials credentials) {
            AWSCredentialsImpl aws = (AWSCredentialsImpl) credentials;
            return new Keys(
                    Util.fixNull(aws.getAccessKey()),
                    aws.getSecretKey() == null ? "" : aws.getSecretKey().getPlainText(),
                    "",
                    Util.fixNull(aws.getIamRoleArn()),
                    Util.fixNull(aws.getIamExternalId()));
        }
    }
}
