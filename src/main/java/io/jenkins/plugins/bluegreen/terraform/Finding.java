package io.jenkins.plugins.bluegreen.terraform;

/**
 * A change that a plan must not make.
 *
 * @param rule which rule it breaks
 * @param address the resource
 * @param sentence what would happen, and why that is not Terraform's to do
 */
public record Finding(Rule rule, String address, String sentence) {
    /** The text that allows exactly this finding: the rule's word, a colon, the address. */
    public String key() {
        return rule.word() + ":" + address;
    }
}
