package com.cloudbees.plugins.credentials;

import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.security.Permission;
import java.util.List;
import jenkins.DeclaredOnly;
import org.springframework.security.core.Authentication;

/** Declaration of what we use of the class of this name in the credentials plugin. */
public abstract class CredentialsProvider {
    public static final Permission USE_ITEM = null;

    public static <C extends IdCredentials> C findCredentialById(String id, Class<C> type, Run<?, ?> run) {
        return DeclaredOnly.answer();
    }

    public static <C extends Credentials> List<C> lookupCredentialsInItemGroup(
            Class<C> type,
            ItemGroup<?> itemGroup,
            Authentication authentication,
            List<DomainRequirement> domainRequirements) {
        return DeclaredOnly.answer();
    }

    public static <C extends Credentials> C track(Run<?, ?> build, C credentials) {
        return DeclaredOnly.answer();
    }
}
