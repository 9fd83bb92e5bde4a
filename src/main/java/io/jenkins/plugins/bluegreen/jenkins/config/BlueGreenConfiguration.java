package io.jenkins.plugins.bluegreen.jenkins.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.model.Descriptor.FormException;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.bluegreen.model.Environment;
import io.jenkins.plugins.bluegreen.wiring.Configuration;
import io.jenkins.plugins.bluegreen.wiring.State;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
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
    private String environments;
    private String endpoint;
    private String credentialsId;
    private String store;
    private String allowedProbeHosts;
    private String approvalEnvironments;
    private volatile boolean selfApproval;
    private transient KnownEnvironments known;

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

    /** Environments that jobs can name, as in a {@code bluegreen.yaml}; null = none. */
    public String getEnvironments() {
        return environments;
    }

    @DataBoundSetter
    public void setEnvironments(String environments) {
        this.environments = Util.fixEmptyAndTrim(environments);
        forget();
    }

    /** Address that stands in for all AWS services, such as a local cloud; null = AWS itself. */
    public String getEndpoint() {
        return endpoint;
    }

    @DataBoundSetter
    public void setEndpoint(String endpoint) {
        this.endpoint = Util.fixEmptyAndTrim(endpoint);
    }

    /** Id of the credentials for steps that bring none; null = the SDK's default chain. */
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** Where deployments are kept: {@code s3://bucket/folder?region=...}; null = under the home of this controller. */
    public String getStore() {
        return store;
    }

    @DataBoundSetter
    public void setStore(String store) {
        this.store = Util.fixEmptyAndTrim(store);
    }

    /** Hosts on this machine or link that jobs may have probed all the same, separated by white space; null = none. */
    public String getAllowedProbeHosts() {
        return allowedProbeHosts;
    }

    @DataBoundSetter
    public void setAllowedProbeHosts(String allowedProbeHosts) {
        this.allowedProbeHosts = Util.fixEmptyAndTrim(allowedProbeHosts);
        forget();
    }

    /** Names of environments where traffic moves only by an approval that Jenkins has seen, separated by white space; null = none. */
    public String getApprovalEnvironments() {
        return approvalEnvironments;
    }

    @DataBoundSetter
    public void setApprovalEnvironments(String approvalEnvironments) {
        this.approvalEnvironments = Util.fixEmptyAndTrim(approvalEnvironments);
    }

    /** Whether whoever started a build may approve its deployment, everywhere. */
    public boolean isSelfApproval() {
        return selfApproval;
    }

    @DataBoundSetter
    public void setSelfApproval(boolean selfApproval) {
        this.selfApproval = selfApproval;
    }

    /** What is asked of approvals. */
    public ApprovalPolicy approvals() {
        return ApprovalPolicy.of(approvalEnvironments, selfApproval);
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        environments = null;
        endpoint = null;
        credentialsId = null;
        store = null;
        allowedProbeHosts = null;
        approvalEnvironments = null;
        selfApproval = false;
        forget();
        request.bindJSON(this, form);
        save();
        return true;
    }

    private synchronized void forget() {
        known = null;
    }

    /** Where deployments are kept. */
    State place() {
        return store == null ? new State.Directory(JenkinsEngine.home()) : bucket(store);
    }

    private static State bucket(String text) {
        return State.Bucket.read(text, "")
                .orElseThrow(() -> new IllegalArgumentException(Messages.configuration_store_notBucket(text)));
    }

    /** The environments that jobs can name, by name. */
    public Map<String, Environment> configured() {
        return known().configured().map(Configuration::environments).orElse(Map.of());
    }

    /**
     * The environments that steps can mean.
     *
     * @throws io.jenkins.plugins.bluegreen.wiring.ConfigurationException if those that are configured cannot be read
     */
    synchronized KnownEnvironments known() {
        if (known == null) {
            known = KnownEnvironments.read(environments, allowedProbeHosts);
        }
        return known;
    }

    /** Says whether the environments can be read. */
    @POST
    public FormValidation doCheckEnvironments(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return check(value, Configuration::parse);
    }

    /** Says whether the address can be used. */
    @POST
    public FormValidation doCheckEndpoint(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return check(value, BlueGreenConfiguration::requireHttp);
    }

    /** Says whether the place can be used, and when another one is. */
    @POST
    public FormValidation doCheckStore(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        FormValidation answer = check(value, BlueGreenConfiguration::bucket);
        boolean isOther = !Objects.equals(Util.fixEmptyAndTrim(value), store);
        return answer.kind == FormValidation.Kind.OK && isOther
                ? FormValidation.warning(Messages.configuration_store_later())
                : answer;
    }

    /** Credentials to choose from. */
    @POST
    public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
        return CredentialsChoice.forAdministrators(credentialsId);
    }

    private static FormValidation check(String value, java.util.function.Consumer<String> reader) {
        String text = Util.fixEmptyAndTrim(value);
        try {
            if (text != null) {
                reader.accept(text);
            }
            return FormValidation.ok();
        } catch (IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private static void requireHttp(String address) {
        URI uri = URI.create(address);
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException(Messages.configuration_endpoint_notUrl(address));
        }
    }
}
