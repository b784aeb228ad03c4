package io.freshet.ingest.http;

import io.freshet.service.http.Problem;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file in a request.
 *
 * @param bytes the file
 * @param type media type as declared
 * @param name file name as declared
 * @param metadata JSON that came with it
 */
record DocumentBody(
        byte[] bytes,
        @Nullable String type,
        @Nullable String name,
        @Nullable String metadata) {

    /** Types that clients send when they mean none. */
    private static final Set<String> UNTOLD =
            Set.of("application/octet-stream", "application/x-www-form-urlencoded", "");

    static boolean isMultipart(Context request) {
        String type = request.contentType();
        return type != null && type.startsWith("multipart/form-data");
    }

    /** The length that the request declares, or -1. */
    static long declaredLength(Context request) {
        String header = request.header("Content-Length");
        try {
            return header == null ? -1 : Long.parseLong(header.strip());
        } catch (NumberFormatException e) {
            throw new Problem(400, "BAD_LENGTH", "Content-Length is not a number");
        }
    }

    /** Reads the body; the limit has been checked against its declared length, if it has one. */
    static DocumentBody read(Context request, long limit) throws IOException {
        return isMultipart(request) ? parts(request, limit) : raw(request, limit);
    }

    private static DocumentBody raw(Context request, long limit) throws IOException {
        byte[] bytes = limited(request.bodyInputStream(), declaredLength(request), limit);
        return new DocumentBody(bytes, told(request.contentType()), request.queryParam("fileName"), null);
    }

    private static DocumentBody parts(Context request, long limit) throws IOException {
        UploadedFile file = request.uploadedFile("file");
        if (file == null) {
            throw new Problem(400, "NO_FILE", "a multipart body needs a part named 'file'");
        }
        try (InputStream content = file.content()) {
            byte[] bytes = limited(content, file.size(), limit);
            return new DocumentBody(bytes, told(file.contentType()), file.filename(), metadata(request, limit));
        }
    }

    private static @Nullable String metadata(Context request, long limit) throws IOException {
        UploadedFile file = request.uploadedFile("metadata");
        if (file == null) {
            return request.formParam("metadata");
        }
        try (InputStream content = file.content()) {
            return new String(limited(content, file.size(), limit), StandardCharsets.UTF_8);
        }
    }

    private static byte[] limited(InputStream in, long length, long limit) throws IOException {
        if (length >= 0) {
            byte[] bytes = new byte[Math.toIntExact(length)];
            int read = in.readNBytes(bytes, 0, bytes.length);
            if (read < bytes.length) {
                throw new Problem(400, "INCOMPLETE_BODY", "the body ends before its declared length");
            }
            return bytes;
        }
        byte[] bytes = in.readNBytes(Math.toIntExact(limit + 1));
        if (bytes.length > limit) {
            throw tooLarge(limit);
        }
        return bytes;
    }

    static Problem tooLarge(long limit) {
        return new Problem(413, "TOO_LARGE", "a document may have at most " + limit + " bytes");
    }

    private static @Nullable String told(@Nullable String type) {
        return type == null || UNTOLD.contains(type.strip()) ? null : type;
    }
}
