package io.jenkins.plugins.bluegreen.local.s3;

import io.jenkins.plugins.bluegreen.local.wire.AwsError;
import io.jenkins.plugins.bluegreen.local.wire.CallObserver;
import io.jenkins.plugins.bluegreen.local.wire.HttpAnswer;
import io.jenkins.plugins.bluegreen.local.wire.HttpRequest;
import io.jenkins.plugins.bluegreen.local.wire.Ids;
import io.jenkins.plugins.bluegreen.local.wire.Shape;
import io.jenkins.plugins.bluegreen.local.wire.Upstream;
import io.jenkins.plugins.bluegreen.local.wire.Xml;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * S3, path style, in memory: buckets and objects with conditional writes. With an upstream, only buckets that were made in the local cloud
 * itself are served here; every other bucket, and the making of buckets, belongs to the upstream.
 */
public final class S3Service {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final CallObserver observer;
    private final Optional<Upstream> upstream;
    private final Object lock = new Object();
    private final TreeMap<String, Bucket> buckets = new TreeMap<>();

    private record Bucket(Instant createdAt, TreeMap<String, StoredObject> objects) {}

    /** Which action a request is, of which bucket and key; empty names where there is none. */
    private record Target(String action, String bucket, String key) {}

    public S3Service(Clock clock, CallObserver observer, Optional<Upstream> upstream) {
        this.clock = clock;
        this.observer = observer;
        this.upstream = upstream;
    }

    /** Makes a bucket that is served here even when there is an upstream. */
    public void createBucket(String name) {
        synchronized (lock) {
            buckets.putIfAbsent(name, new Bucket(clock.instant(), new TreeMap<>()));
        }
    }

    public HttpAnswer answer(HttpRequest request) {
        Target target = target(request);
        String requestId = Ids.request();
        try {
            observer.beforeEffect("s3", target.action());
            HttpAnswer answer = upstream.isPresent() && !isOurs(target.bucket())
                    ? upstream.get().pass(request)
                    : serve(request, target);
            observer.afterEffect("s3", target.action());
            return answer;
        } catch (AwsError error) {
            return HttpAnswer.of(
                    error.status(),
                    "application/xml",
                    Xml.document(
                            "Error",
                            Shape.shape()
                                    .with("Code", error.code())
                                    .with("Message", error.getMessage())
                                    .with("BucketName", target.bucket())
                                    .with("Key", target.key())
                                    .with("RequestId", requestId)));
        }
    }

    private boolean isOurs(String bucket) {
        synchronized (lock) {
            return buckets.containsKey(bucket);
        }
    }

    private static Target target(HttpRequest request) {
        String path = request.path().replaceFirst("^/", "");
        int slash = path.indexOf('/');
        String bucket = decode(slash < 0 ? path : path.substring(0, slash));
        String key = decode(slash < 0 ? "" : path.substring(slash + 1));
        return new Target(action(request, bucket, key), bucket, key);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String action(HttpRequest request, String bucket, String key) {
        Map<String, String> query = request.queryParameters();
        if (bucket.isEmpty()) {
            return "ListBuckets";
        }
        String noun = key.isEmpty() ? "Bucket" : "Object";
        return switch (request.method()) {
            case "PUT" ->
                request.header("x-amz-copy-source").isPresent()
                        ? "CopyObject"
                        : key.isEmpty() ? query.isEmpty() ? "CreateBucket" : "PutBucketSetting" : "PutObject";
            case "GET" ->
                !key.isEmpty()
                        ? "GetObject"
                        : query.containsKey("location")
                                ? "GetBucketLocation"
                                : query.containsKey("versioning")
                                        ? "GetBucketVersioning"
                                        : query.getOrDefault("list-type", "").equals("2")
                                                ? "ListObjectsV2"
                                                : "ListObjects";
            case "HEAD" -> "Head" + noun;
            case "DELETE" -> "Delete" + noun;
            default -> query.containsKey("delete") ? "DeleteObjects" : "Post" + noun;
        };
    }

    private HttpAnswer serve(HttpRequest request, Target target) {
        synchronized (lock) {
            return switch (target.action()) {
                case "ListBuckets" -> listBuckets();
                case "CreateBucket" -> create(target.bucket());
                case "HeadBucket" -> {
                    bucket(target);
                    yield empty(200);
                }
                case "DeleteBucket" -> deleteBucket(target);
                case "GetBucketLocation" -> {
                    bucket(target);
                    yield xml("LocationConstraint", Shape.shape());
                }
                case "GetBucketVersioning" -> {
                    bucket(target);
                    yield xml("VersioningConfiguration", Shape.shape());
                }
                case "ListObjectsV2", "ListObjects" ->
                    xml(
                            "ListBucketResult",
                            Listing.of(target.bucket(), bucket(target).objects(), request.queryParameters()));
                case "PutObject" -> put(request, target);
                case "CopyObject" -> copy(request, target);
                case "GetObject", "HeadObject" -> get(request, target);
                case "DeleteObject" -> delete(request, target);
                case "DeleteObjects" ->
                    DeleteMany.delete(request.body(), bucket(target).objects());
                default ->
                    throw new AwsError(
                            501, "NotImplemented", "The local cloud does not serve " + target.action() + ".");
            };
        }
    }

    private Bucket bucket(Target target) {
        Bucket bucket = buckets.get(target.bucket());
        if (bucket == null) {
            throw new AwsError(404, "NoSuchBucket", "The specified bucket does not exist");
        }
        return bucket;
    }

    private HttpAnswer listBuckets() {
        return xml(
                "ListAllMyBucketsResult",
                Shape.shape()
                        .list(
                                "Buckets",
                                "Bucket",
                                buckets.entrySet().stream()
                                        .map(entry -> Shape.shape()
                                                .with("Name", entry.getKey())
                                                .with(
                                                        "CreationDate",
                                                        entry.getValue().createdAt()))
                                        .toList()));
    }

    private HttpAnswer create(String name) {
        if (!name.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
            throw AwsError.of("InvalidBucketName", "The specified bucket is not valid.");
        }
        if (buckets.containsKey(name)) {
            throw new AwsError(
                    409,
                    "BucketAlreadyOwnedByYou",
                    "Your previous request to create the named bucket succeeded and you already own it.");
        }
        buckets.put(name, new Bucket(clock.instant(), new TreeMap<>()));
        return new HttpAnswer(200, Map.of("Location", "/" + name), new byte[0]);
    }

    private HttpAnswer deleteBucket(Target target) {
        if (!bucket(target).objects().isEmpty()) {
            throw new AwsError(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
        }
        buckets.remove(target.bucket());
        return empty(204);
    }

    /** @throws AwsError 412 when a condition on the object as it is does not hold */
    private static void checkWrite(HttpRequest request, Optional<StoredObject> now) {
        Optional<String> ifMatch = request.header("If-Match");
        if (request.header("If-None-Match").filter("*"::equals).isPresent() && now.isPresent()) {
            throw preconditionFailed("If-None-Match");
        }
        if (ifMatch.isPresent()) {
            if (now.isEmpty()) {
                throw new AwsError(404, "NoSuchKey", "The specified key does not exist.");
            }
            if (!ifMatch.get().equals("*")
                    && !unquoted(ifMatch.get()).equals(unquoted(now.get().etag()))) {
                throw preconditionFailed("If-Match");
            }
        }
    }

    private static AwsError preconditionFailed(String condition) {
        return new AwsError(
                412,
                "PreconditionFailed",
                "At least one of the pre-conditions you specified did not hold: " + condition);
    }

    private static String unquoted(String etag) {
        return etag.replace("\"", "");
    }

    private HttpAnswer put(HttpRequest request, Target target) {
        TreeMap<String, StoredObject> objects = bucket(target).objects();
        checkWrite(request, Optional.ofNullable(objects.get(target.key())));
        Map<String, String> kept = new TreeMap<>();
        request.headers().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-amz-meta-") || lower.equals("content-type") || lower.equals("cache-control")) {
                kept.put(lower, values.get(0));
            }
        });
        StoredObject object = StoredObject.of(AwsChunked.body(request), clock.instant(), kept);
        objects.put(target.key(), object);
        return new HttpAnswer(200, Map.of("ETag", object.etag()), new byte[0]);
    }

    private HttpAnswer copy(HttpRequest request, Target target) {
        String source = decode(request.header("x-amz-copy-source").orElse("")).replaceFirst("^/", "");
        int slash = source.indexOf('/');
        Target from = new Target("CopyObject", source.substring(0, Math.max(0, slash)), source.substring(slash + 1));
        StoredObject object = object(from);
        TreeMap<String, StoredObject> objects = bucket(target).objects();
        checkWrite(request, Optional.ofNullable(objects.get(target.key())));
        StoredObject copy = StoredObject.of(object.bytes(), clock.instant(), object.headers());
        objects.put(target.key(), copy);
        return xml("CopyObjectResult", Shape.shape().with("ETag", copy.etag()).with("LastModified", copy.modifiedAt()));
    }

    private StoredObject object(Target target) {
        StoredObject object = bucket(target).objects().get(target.key());
        if (object == null) {
            throw new AwsError(404, "NoSuchKey", "The specified key does not exist.");
        }
        return object;
    }

    private HttpAnswer get(HttpRequest request, Target target) {
        StoredObject object = object(target);
        boolean mismatch = request.header("If-Match")
                .filter(etag -> !unquoted(etag).equals(unquoted(object.etag())))
                .isPresent();
        if (mismatch) {
            throw preconditionFailed("If-Match");
        }
        Map<String, String> headers = new TreeMap<>(object.headers());
        headers.put("ETag", object.etag());
        headers.put("Last-Modified", HTTP_DATE.format(object.modifiedAt()));
        headers.put("Accept-Ranges", "bytes");
        boolean unchanged = request.header("If-None-Match")
                .filter(etag -> unquoted(etag).equals(unquoted(object.etag())))
                .isPresent();
        if (unchanged) {
            return new HttpAnswer(304, headers, new byte[0]);
        }
        return ByteRange.answer(request, object.bytes(), headers);
    }

    private HttpAnswer delete(HttpRequest request, Target target) {
        TreeMap<String, StoredObject> objects = bucket(target).objects();
        Optional<StoredObject> now = Optional.ofNullable(objects.get(target.key()));
        if (request.header("If-Match").isPresent()) {
            checkWrite(request, now);
        }
        objects.remove(target.key());
        return empty(204);
    }

    private static HttpAnswer empty(int status) {
        return new HttpAnswer(status, Map.of(), new byte[0]);
    }

    private static HttpAnswer xml(String root, Shape shape) {
        return HttpAnswer.of(200, "application/xml", Xml.document(root, shape));
    }
}
