package io.jenkins.plugins.bluegreen.jenkins.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Descriptor.FormException;
import hudson.util.FormValidation;
import java.net.URI;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What administrators set for all environments. As code: {@code unclassified: blueGreen:}. */
@Extension
@Symbol("blueGreen")
public class BlueGreenConfiguration extends GlobalConfiguration {
    private String endpoint;

    public BlueGreenConfiguration() {
        load();
    }

    /** The configuration of this Jenkins. */
    public static BlueGreenConfiguration get() {
        return ExtensionList.lookupSingleton(BlueGreenConfiguration.class);
    }

    @Override
    public String getDisplayName() {
        return Messages.configuration_displayName();
    }

    /** Address that stands in for all AWS services, such as a local cloud; null = AWS itself. */
    public String getEndpoint() {
        return endpoint;
    }

    @DataBoundSetter
    public void setEndpoint(String endpoint) {
        this.endpoint = Util.fixEmptyAndTrim(endpoint);
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        endpoint = null;
        request.bindJSON(this, form);
        save();
        return true;
    }

    /** Says whether the address can be used. */
    @POST
    public FormValidation doCheckEndpoint(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        String address = Util.fixEmptyAndTrim(value);
        return address == null || isHttp(address)
                ? FormValidation.ok()
                : FormValidation.error(Messages.configuration_endpoint_notUrl(address));
    }

    private static boolean isHttp(String address) {
        try {
            URI uri = URI.create(address);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
