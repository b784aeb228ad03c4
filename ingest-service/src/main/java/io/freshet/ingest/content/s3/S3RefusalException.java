package io.freshet.ingest.content.s3;

import io.freshet.ingest.content.ContentUnavailableException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The service answered that it does not give the object. */
final class S3RefusalException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Answers that are about our own credentials, clock or region, not about the object. */
    private static final Set<String> OURS = Set.of(
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "ExpiredToken",
            "InvalidToken",
            "TokenRefreshRequired",
            "RequestTimeTooSkewed",
            "RequestTimeout",
            "AuthorizationHeaderMalformed");

    private final int status;
    private final String code;

    private S3RefusalException(int status, String code) {
        super(status + " " + code);
        this.status = status;
        this.code = code;
    }

    static S3RefusalException of(S3Exception answer) throws ContentUnavailableException {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null ? "" : String.valueOf(details.errorCode());
        int status = answer.statusCode();
        if (status >= 500 || status == 408 || status == 429 || OURS.contains(code)) {
            throw new ContentUnavailableException("S3 answered " + status + " " + code, answer);
        }
        return new S3RefusalException(status, code);
    }

    boolean isDenial() {
        return status == 401 || status == 403;
    }

    /** Whether the object is missing, rather than all of its bucket. */
    boolean isMissingObject() {
        return status == 404 && !code.equals("NoSuchBucket");
    }
}
