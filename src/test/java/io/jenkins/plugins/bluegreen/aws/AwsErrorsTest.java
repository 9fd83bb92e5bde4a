package io.jenkins.plugins.bluegreen.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.port.WorldException;
import io.jenkins.plugins.bluegreen.port.WorldException.Kind;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Every failure names the thing, the value and the way out. */
class AwsErrorsTest {
    private static WorldException translated(SdkException e) {
        return AwsErrors.translate("ModifyRule", "rule r-1", "eu-central-1", e);
    }

    private static WorldException answered(int status, String code, String message) {
        return translated(AwsServiceException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build());
    }

    @ParameterizedTest
    @CsvSource({
        "400, Throttling, Rate exceeded, THROTTLED, more slowly",
        "503, SlowDown, Reduce your request rate, THROTTLED, more slowly",
        "400, RequestLimitExceeded, , THROTTLED, more slowly",
        "403, ExpiredToken, The security token included in the request is expired, NO_CREDENTIALS, log in again",
        "403, InvalidClientTokenId, , NO_CREDENTIALS, check the access key",
        "403, AccessDenied, no, DENIED, ModifyRule",
        "400, RuleNotFound, One or more rules not found, NOT_FOUND, check its name and the region",
        "400, ValidationError, AutoScalingGroup name not found - null, NOT_FOUND, check its name and the region",
        "400, ValidationError, Desired capacity 9 must be below 4, REJECTED, correct the configuration",
        "400, ScalingActivityInProgress, You cannot, UNAVAILABLE, tried again",
        "500, ResourceContention, , UNAVAILABLE, tried again",
        "503, ServiceUnavailable, , UNAVAILABLE, tried again",
        "301, PermanentRedirect, , REJECTED, configure the region"
    })
    void anAnswerOfAwsBecomesASentence(int status, String code, String message, Kind kind, String wayOut) {
        WorldException e = answered(status, code, message);

        assertThat(e.kind()).isEqualTo(kind);
        assertThat(e).hasMessageContaining("rule r-1").hasMessageContaining(wayOut);
    }

    @Test
    void aDenialNamesThePermissionThatIsMissing() {
        assertThat(answered(
                        403,
                        "AccessDenied",
                        "User: u is not authorized to perform: elasticloadbalancing:ModifyRule on resource: r-1"))
                .hasMessageContaining("grant elasticloadbalancing:ModifyRule to the caller");
    }

    @Test
    void aTimeOutLeavesOpenWhetherItTookEffect() {
        WorldException e = translated(ApiCallTimeoutException.create(30_000));

        assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(e).hasMessageContaining("may or may not have taken effect");
    }

    @Test
    void aRegionThatDoesNotExistIsSuspected() {
        WorldException e = translated(SdkClientException.create(
                "unreachable", new UnknownHostException("elasticloadbalancing.eu-nowhere-1.amazonaws.com")));

        assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(e).hasMessageContaining("eu-nowhere-1.amazonaws.com").hasMessageContaining("check that region");
    }

    @Test
    void missingCredentialsNameTheWaysToGiveThem() {
        WorldException e =
                translated(SdkClientException.create("Unable to load credentials from any of the providers"));

        assertThat(e.kind()).isEqualTo(Kind.NO_CREDENTIALS);
        assertThat(e).hasMessageContaining("AWS_PROFILE");
    }
}
