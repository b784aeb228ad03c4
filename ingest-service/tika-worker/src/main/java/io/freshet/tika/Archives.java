package io.freshet.tika;

import java.util.Set;

/** The types of files that only hold other files. */
final class Archives {

    private static final Set<String> COMPRESSIONS = Set.of(
            "application/gzip",
            "application/x-bzip",
            "application/x-bzip2",
            "application/x-xz",
            "application/x-lzma",
            "application/x-compress",
            "application/zlib",
            "application/zstd",
            "application/x-snappy",
            "application/x-snappy-framed",
            "application/x-lz4",
            "application/x-brotli",
            "application/x-java-pack200");
    private static final Set<String> CONTAINERS = Set.of(
            "application/zip",
            "application/x-tar",
            "application/x-gtar",
            "application/x-7z-compressed",
            "application/x-rar-compressed",
            "application/x-archive",
            "application/x-cpio",
            "application/x-arj",
            "application/x-unix-dump",
            "application/x-dump",
            "application/java-archive",
            "application/x-tika-unix-dump",
            "application/vnd.android.package-archive",
            "application/warc",
            "application/warc+gz",
            "application/mbox",
            "application/vnd.ms-outlook-pst");

    private Archives() {}

    static boolean contains(String type) {
        return CONTAINERS.contains(type) || isCompression(type);
    }

    /** Whether it holds one file, which is the same file in other clothes. */
    static boolean isCompression(String type) {
        return COMPRESSIONS.contains(type);
    }
}
