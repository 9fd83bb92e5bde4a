package io.jenkins.plugins.bluegreen.jenkins.config;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import java.util.List;
import jenkins.model.Jenkins;

/** Fills the choice of credentials in forms, and tells nobody more than they may know. */
public final class CredentialsChoice {
    private CredentialsChoice() {}

    static ListBoxModel forAdministrators(String current) {
        StandardListBoxModel model = new StandardListBoxModel();
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return model.includeCurrentValue(current);
        }
        return model.includeEmptyValue()
                .includeMatchingAs(
                        ACL.SYSTEM2, Jenkins.get(), StandardCredentials.class, List.of(), CredentialsMatchers.always())
                .includeCurrentValue(current);
    }

    /**
     * For a form of a job.
     *
     * @param item the job; null outside of one, where only administrators are told
     */
    public static ListBoxModel forJob(Item item, String current) {
        if (item == null) {
            return forAdministrators(current);
        }
        StandardListBoxModel model = new StandardListBoxModel();
        if (!item.hasPermission(Item.EXTENDED_READ) && !item.hasPermission(CredentialsProvider.USE_ITEM)) {
            return model.includeCurrentValue(current);
        }
        return model.includeEmptyValue()
                .includeMatchingAs(
                        ACL.SYSTEM2, item, StandardCredentials.class, List.of(), CredentialsMatchers.always())
                .includeCurrentValue(current);
    }
}
