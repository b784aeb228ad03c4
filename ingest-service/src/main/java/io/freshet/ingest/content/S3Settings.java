package io.freshet.ingest.content;

import io.freshet.service.config.Default;
import io.freshet.service.config.Doc;
import io.freshet.service.config.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** An S3-compatible service: the store of large files when a bucket is named, and what {@code s3:} references mean. */
public record S3Settings(
        @Doc("Bucket that keeps large files until they are read; directory is the other choice.") @Nullable
        String bucket,

        @Doc("What the keys of kept files begin with, such as freshet/.") @Default("")
        String prefix,

        @Doc("Address of an S3-compatible service; AWS's own when not set.") @Nullable
        URI endpoint,

        @Doc("Region of the service; others than AWS usually take any.") @Default("us-east-1")
        String region,

        @Doc("Name the bucket in the path, as most services but AWS need it.") @Default("true")
        boolean pathStyle,

        @Doc("Access key; the AWS SDK's usual sources (environment, profile, instance) when not set.") @Secret @Nullable
        String accessKey,

        @Doc("Secret that belongs to the access key.") @Secret @Nullable
        String secretKey) {

    public S3Settings {
        if ((accessKey == null) != (secretKey == null)) {
            throw new IllegalArgumentException("access-key and secret-key belong together");
        }
        if (prefix.startsWith("/")) {
            throw new IllegalArgumentException("prefix must not begin with /");
        }
    }

    @Override
    public String toString() {
        return "S3Settings[" + endpoint + ", " + region + ", " + bucket + "/" + prefix + "]";
    }
}
