package io.freshet.ingest.content;

import io.freshet.service.config.ByteSize;
import io.freshet.service.config.Default;
import io.freshet.service.config.Doc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where files that do not travel in events are kept, and from where they may be fetched. */
public record ContentSettings(
        @Doc("Directory that keeps large files until they are read; several instances share it. Without it and without"
                + " s3.bucket, large files are refused.")
        @Nullable
        Path directory,

        S3Settings s3,

        @Doc("Where contentUri may point to, each an address that begins so: https://cms.example.org,"
                + " https://*.example.org/public, s3://bucket, file:///srv/cms. Files that Freshet keeps itself need"
                + " no entry.")
        @Default("")
        List<String> allow,

        @Doc("Fetch from private, loopback and link-local addresses too. The list of allowed hosts still holds.")
        @Default("false")
        boolean allowPrivateAddresses,

        @Doc("Largest file that is fetched.") @Default("512MiB")
        ByteSize maxSize,

        @Doc(
                "How long a kept file can be read. Longer than events (7d) and the dead letters made of them (30d) are kept"
                        + " together, or these could not be replayed; in S3 a rule of the bucket sees to it.")
        @Default("38d")
        Duration keepFor,

        @Doc("Time a server may take to be found, and to accept a connection.") @Default("10s")
        Duration connectLimit,

        @Doc("Time a server may be silent.") @Default("30s") Duration readLimit,

        @Doc("Time that fetching one file may take altogether.") @Default("10m")
        Duration timeLimit,

        @Doc("Directory for files while they are fetched and read; the system's temporary directory when not set.")
        @Nullable
        Path temp,

        @Doc("Room that files may take there; at least max-size.") @Default("2GiB")
        ByteSize maxTemp) {

    public ContentSettings {
        allow = List.copyOf(allow);
        if (directory != null && s3.bucket() != null) {
            throw new IllegalArgumentException("set directory or s3.bucket, not both");
        }
        if (maxSize.bytes() < 1 || maxTemp.bytes() < maxSize.bytes()) {
            throw new IllegalArgumentException("max-size must be at least 1B, and max-temp at least max-size");
        }
        if (keepFor.toDays() < 1) {
            throw new IllegalArgumentException("keep-for must be at least 1d");
        }
        if (connectLimit.isZero() || readLimit.isZero() || timeLimit.isZero()) {
            throw new IllegalArgumentException("connect-limit, read-limit and time-limit must be longer than nothing");
        }
        AllowList.of(allow);
    }
}
