package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.port.Urgency;
import io.jenkins.plugins.bluegreen.port.WorldException;
import io.jenkins.plugins.bluegreen.store.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Documents as objects of a bucket, compared and set by S3 itself: {@code If-None-Match: *} creates, {@code If-Match: <ETag>} replaces. A
 * refusal is 412, or 409 where two writes met (S3 user guide, "Conditional requests").
 */
final class S3Documents implements Documents {
    private static final int PRECONDITION_FAILED = 412;
    private static final int CONFLICT = 409;
    private static final int PAGE = 1000;

    private final Calls calls;
    private final String bucket;
    private final String prefix;

    /** @param prefix empty, or a folder that ends with {@code /} */
    S3Documents(Calls calls, String bucket, String prefix) {
        this.calls = calls;
        this.bucket = bucket;
        this.prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    }

    @Override
    public Optional<Document> get(String key) {
        GetObjectRequest request =
                GetObjectRequest.builder().bucket(bucket).key(prefix + key).build();
        try {
            ResponseBytes<GetObjectResponse> object =
                    calls.send("object " + where(key), request, calls.clients().s3()::getObjectAsBytes);
            return Optional.of(
                    new Document(object.asByteArray(), object.response().eTag()));
        } catch (WorldException e) {
            if (e.kind() == WorldException.Kind.NOT_FOUND && "NoSuchKey".equals(code(e))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Optional<String> create(String key, byte[] content) {
        return put(key, content, request -> request.ifNoneMatch("*"));
    }

    @Override
    public Optional<String> replace(String key, byte[] content, String tag) {
        return put(key, content, request -> request.ifMatch(tag));
    }

    private Optional<String> put(String key, byte[] content, Consumer<PutObjectRequest.Builder> condition) {
        PutObjectRequest request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(prefix + key)
                .contentType("application/json")
                .applyMutation(condition)
                .build();
        try {
            return Optional.of(calls.send("object " + where(key), Urgency.ORDINARY, request, r -> calls.clients()
                            .s3()
                            .putObject(r, RequestBody.fromBytes(content)))
                    .eTag());
        } catch (WorldException e) {
            int status = e.getCause() instanceof AwsServiceException answer ? answer.statusCode() : 0;
            // A key that is gone cannot be the one that was read: the document was taken away meanwhile.
            if (status == PRECONDITION_FAILED || status == CONFLICT || "NoSuchKey".equals(code(e))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String code(WorldException e) {
        return e.getCause() instanceof AwsServiceException answer && answer.awsErrorDetails() != null
                ? answer.awsErrorDetails().errorCode()
                : "";
    }

    @Override
    public List<String> names(String folder, int most) {
        List<String> names = new ArrayList<>();
        String from = prefix + folder;
        String token = null;
        do {
            ListObjectsV2Request request = ListObjectsV2Request.builder()
                    .bucket(bucket)
                    .prefix(from)
                    .delimiter("/")
                    .maxKeys(Math.min(PAGE, most - names.size()))
                    .continuationToken(token)
                    .build();
            ListObjectsV2Response page =
                    calls.send("bucket " + bucket, request, calls.clients().s3()::listObjectsV2);
            Stream.concat(
                            page.contents().stream().map(S3Object::key),
                            page.commonPrefixes().stream().map(CommonPrefix::prefix))
                    .map(key -> key.substring(from.length()).replace("/", ""))
                    .forEach(names::add);
            token = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
        } while (token != null && names.size() < most);
        return names.stream().sorted().limit(most).toList();
    }

    @Override
    public String where(String key) {
        return "s3://" + bucket + "/" + prefix + key;
    }
}
