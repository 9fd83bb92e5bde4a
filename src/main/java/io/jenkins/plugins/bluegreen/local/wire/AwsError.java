package io.jenkins.plugins.bluegreen.local.wire;

/** An error as AWS answers it: an HTTP status, a code that clients branch on, and a sentence. */
public final class AwsError extends RuntimeException {
    private final int status;
    private final String code;

    public AwsError(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** The client's mistake: HTTP 400. */
    public static AwsError of(String code, String message) {
        return new AwsError(400, code, message);
    }

    /** Input outside its range or missing: the code every Query service shares. */
    public static AwsError validation(String message) {
        return of("ValidationError", message);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** {@code Sender} or {@code Receiver}, as the Query protocol names the side at fault. */
    String type() {
        return status >= 500 ? "Receiver" : "Sender";
    }
}
