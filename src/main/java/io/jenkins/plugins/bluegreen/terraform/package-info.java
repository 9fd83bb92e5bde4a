/**
 * The plan guard: reads what {@code terraform show -json} prints for a plan and says which of its changes Terraform must not
 * make, because they belong to the deployer (weights, sizes, releases) or cannot be taken back (database, load balancer).
 *
 * <p>{@link io.jenkins.plugins.bluegreen.terraform.PlanFile} reads, {@link io.jenkins.plugins.bluegreen.terraform.PlanGuard}
 * judges without any I/O.
 */
package io.jenkins.plugins.bluegreen.terraform;
