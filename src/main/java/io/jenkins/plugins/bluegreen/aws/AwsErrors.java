package io.jenkins.plugins.bluegreen.aws;

import io.jenkins.plugins.bluegreen.port.WorldException;
import io.jenkins.plugins.bluegreen.port.WorldException.Kind;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns what AWS answers into one sentence: the thing, the value, the way out. */
final class AwsErrors {
    private static final Pattern NEEDED = Pattern.compile("not authorized to perform:? ([a-z0-9-]+:[A-Za-z0-9]+)");

    private static final Set<String> THROTTLED = Set.of(
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "RequestLimitExceeded",
            "RequestThrottled",
            "RequestThrottledException",
            "TooManyRequestsException",
            "SlowDown",
            "BandwidthLimitExceeded");

    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");

    private static final Set<String> NOT_KNOWN = Set.of(
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "InvalidAccessKeyId",
            "AuthFailure",
            "SignatureDoesNotMatch",
            "AuthorizationHeaderMalformed",
            "IncompleteSignature",
            "MissingAuthenticationToken");

    private static final Set<String> DENIED = Set.of(
            "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError", "OptInRequired");

    /** 400s that pass: another change of the same group is under way (Auto Scaling API, "Common errors"). */
    private static final Set<String> BUSY =
            Set.of("ScalingActivityInProgress", "ResourceContention", "HealthUnavailable");

    private AwsErrors() {}

    /**
     * @param action the API action
     * @param thing what it was about
     * @param region where
     */
    static WorldException translate(String action, String thing, String region, SdkException e) {
        if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
            return unavailable(
                    e,
                    "no answer to " + action + " for " + thing + " within " + AwsClients.CALL.toSeconds()
                            + " s: it may or may not have taken effect; it is looked at again");
        }
        if (e instanceof AbortedException) {
            return unavailable(e, action + " for " + thing + " was interrupted: it may or may not have taken effect");
        }
        if (e instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
            return answered(action, thing, region, answer);
        }
        return unsent(action, thing, region, e);
    }

    private static WorldException answered(String action, String thing, String region, AwsServiceException e) {
        String code = String.valueOf(e.awsErrorDetails().errorCode());
        String said = String.valueOf(e.awsErrorDetails().errorMessage());
        String call = action + " for " + thing;
        if (THROTTLED.contains(code) || e.isThrottlingException() || e.statusCode() == 429) {
            return error(
                    Kind.THROTTLED, e, call + " was throttled by AWS (" + code + "): it is tried again, more slowly");
        }
        if (EXPIRED.contains(code)) {
            return error(
                    Kind.NO_CREDENTIALS,
                    e,
                    call + ": the credentials have expired (" + code
                            + "): log in again or use a role, which renews itself");
        }
        if (NOT_KNOWN.contains(code)) {
            return error(
                    Kind.NO_CREDENTIALS,
                    e,
                    call + ": AWS does not accept the credentials in region " + region + " (" + code + ": " + said
                            + "): check the access key, the region and this machine's clock");
        }
        if (DENIED.contains(code) || e.statusCode() == 403) {
            return error(
                    Kind.DENIED,
                    e,
                    call + " is not allowed: grant " + needed(action, said) + " to the caller (" + code + ": " + said
                            + ")");
        }
        if (BUSY.contains(code) || e.statusCode() >= 500) {
            return unavailable(e, call + " cannot be done now (" + code + ": " + said + "): it is tried again");
        }
        if (isNotFound(code, said) || e.statusCode() == 404) {
            return error(
                    Kind.NOT_FOUND,
                    e,
                    thing + " does not exist in region " + region + " of this account (" + code
                            + "): check its name and the region");
        }
        if (e.statusCode() == 301 || "PermanentRedirect".equals(code)) {
            return error(Kind.REJECTED, e, thing + " is not in region " + region + ": configure the region it is in");
        }
        return error(
                Kind.REJECTED, e, call + " was refused by AWS (" + code + ": " + said + "): correct the configuration");
    }

    private static boolean isNotFound(String code, String said) {
        String words = said.toLowerCase(Locale.ROOT);
        return code.endsWith("NotFound")
                || code.endsWith("NotFoundException")
                || code.startsWith("NoSuch")
                || "NotFound".equals(code)
                || "InvalidLaunchTemplateId.VersionNotFound".equals(code)
                // Auto Scaling has no code of its own for a missing group.
                || "ValidationError".equals(code) && (words.contains("not found") || words.contains("does not exist"));
    }

    private static String needed(String action, String said) {
        Matcher matcher = NEEDED.matcher(said);
        return matcher.find() ? matcher.group(1) : "the action " + action;
    }

    private static WorldException unsent(String action, String thing, String region, SdkException e) {
        String said = String.valueOf(e.getMessage());
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return unavailable(
                        e,
                        action + " for " + thing + ": the name " + cause.getMessage()
                                + " does not resolve: check that region " + region
                                + " exists and that this machine reaches AWS");
            }
        }
        if (said.contains("Unable to load credentials") || said.contains("Unable to load region")) {
            return error(
                    Kind.NO_CREDENTIALS,
                    e,
                    action + " for " + thing
                            + ": no AWS credentials were found: set AWS_PROFILE or the access keys, log in, or give this machine a role");
        }
        return unavailable(
                e,
                action + " for " + thing + " did not get through (" + said + "): it may or may not have taken effect");
    }

    private static WorldException unavailable(SdkException e, String sentence) {
        return error(Kind.UNAVAILABLE, e, sentence);
    }

    private static WorldException error(Kind kind, SdkException e, String sentence) {
        return new WorldException(kind, sentence, e);
    }
}
