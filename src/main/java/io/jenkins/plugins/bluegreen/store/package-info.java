/**
 * How deployments and leases are kept: as JSON documents in a keyed store with compare-and-set. {@link Documents} is that store (files
 * here, an S3 bucket in {@code aws}); {@link DocumentDeploymentStore} and {@link DocumentLeaseStore} are the two ports over any of them,
 * so that both behave alike wherever the documents are. {@link ModelJson} is the JSON form of the model.
 *
 * <p>Layout of the keys, the same in a directory and in a bucket:
 *
 * <pre>
 * deployments/&lt;environment&gt;/&lt;id&gt;.json          order and journal of a deployment
 * recent/&lt;environment&gt;/&lt;inverted time&gt;-&lt;id&gt;    empty; lists an environment's deployments newest first
 * leases/&lt;environment&gt;.json                    who may change the environment, and the fence
 * </pre>
 */
package io.jenkins.plugins.bluegreen.store;
