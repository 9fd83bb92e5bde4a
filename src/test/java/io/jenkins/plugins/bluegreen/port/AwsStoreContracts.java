package io.jenkins.plugins.bluegreen.port;

import io.jenkins.plugins.bluegreen.store.Documents;
import software.amazon.awssdk.core.sync.RequestBody;

/** The stores over a bucket: a fresh one for each test. */
final class AwsStoreContracts {
    private AwsStoreContracts() {}

    static Documents freshBucket(AwsEmulator aws, String bucket) {
        aws.s3().createBucket(r -> r.bucket(bucket));
        return aws.worlds.documents(aws.account(), aws.region(), bucket, "bluegreen");
    }

    private static String key(String environment, String id) {
        return "bluegreen/deployments/" + environment + "/" + id + ".json";
    }

    static void put(AwsEmulator aws, String bucket, String environment, String id, byte[] content) {
        aws.s3().putObject(r -> r.bucket(bucket).key(key(environment, id)), RequestBody.fromBytes(content));
    }

    static byte[] get(AwsEmulator aws, String bucket, String environment, String id) {
        return aws.s3()
                .getObjectAsBytes(r -> r.bucket(bucket).key(key(environment, id)))
                .asByteArray();
    }
}
