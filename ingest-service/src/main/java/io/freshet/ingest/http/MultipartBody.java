package io.freshet.ingest.http;

import io.freshet.ingest.event.MediaTypes;
import io.freshet.records.Metadata;
import io.freshet.records.Upsert;
import io.freshet.service.http.Problem;
import io.javalin.http.Context;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads multipart bodies by way of the disk: the parts come in any order, and only after the last one is it known that all of
 * them are there. Each body has a directory of its own that goes with it.
 */
final class MultipartBody {

    /** What may surround the file: metadata, other parts, boundaries. */
    static final long ALLOWANCE = 2L << 20;

    private static final Logger log = LoggerFactory.getLogger(MultipartBody.class);
    private static final String CONFIG = "org.eclipse.jetty.multipartConfig";

    /** Jetty has no other way to say it. */
    private static final Pattern TOO_LARGE = Pattern.compile("max (memory )?(file size|length) exceeded");

    private static final int LARGEST_METADATA = 1 << 20;
    private static final int MOST_PARTS = 16;
    private static final int IN_MEMORY = 16 << 10;

    private final Path spool;
    private final ByteBudget room;
    private final FileIntake files;

    MultipartBody(Path spool, ByteBudget room, FileIntake files) {
        this.spool = spool;
        this.room = room;
        this.files = files;
    }

    /**
     * What a body brought.
     *
     * @param metadata JSON, or null when there is no such part
     * @param metadataInAddress what counts then
     */
    record Parts(Part file, byte @Nullable [] metadata, Metadata metadataInAddress) {}

    /** Makes something of the parts while they are there. */
    interface Use {
        Upsert of(Parts parts) throws IOException, InterruptedException;
    }

    static boolean isOne(Context request) {
        String type = request.contentType();
        return type != null && MediaTypes.bare(type).equals("multipart/form-data");
    }

    /** Waits for room on disk: for the length that the body declares, or for the most that there may be when it is -1. */
    Upsert read(Context request, long length, Use use) throws IOException, InterruptedException {
        int taken = room.take(length < 0 ? files.largest() + ALLOWANCE : length);
        try (SpoolDirectory directory = SpoolDirectory.below(spool)) {
            return use.of(parts(request, directory.path()));
        } finally {
            room.give(taken);
        }
    }

    private Parts parts(Context request, Path directory) throws IOException {
        long largest = files.largest();
        request.attribute(
                CONFIG, new MultipartConfigElement(directory.toString(), largest, largest + ALLOWANCE, IN_MEMORY));
        List<Part> parts = all(request);
        List<Part> found =
                parts.stream().filter(part -> part.getName().equals("file")).toList();
        if (found.size() != 1) {
            throw new Problem(400, "NO_FILE", "a multipart body needs one part named 'file'");
        }
        return new Parts(found.get(0), metadata(parts), MetadataParser.fromQuery(request));
    }

    private List<Part> all(Context request) throws IOException {
        try {
            List<Part> parts = List.copyOf(request.req().getParts());
            if (parts.size() > MOST_PARTS) {
                throw new Problem(400, "TOO_MANY_PARTS", "a multipart body may have at most " + MOST_PARTS + " parts");
            }
            return parts;
        } catch (IOException | ServletException | RuntimeException e) {
            throw refused(e);
        }
    }

    private Problem refused(Exception e) {
        if (e instanceof Problem problem) {
            return problem;
        }
        log.atInfo().addKeyValue("reason", e.toString()).log("a multipart body cannot be read");
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (TOO_LARGE.matcher(String.valueOf(cause.getMessage())).lookingAt()) {
                return files.tooLarge();
            }
            if (cause instanceof TimeoutException) {
                return FileIntake.tooSlow();
            }
        }
        return new Problem(400, "BAD_MULTIPART", "the body is not well-formed multipart/form-data, or ended early");
    }

    private static byte @Nullable [] metadata(List<Part> parts) throws IOException {
        for (Part part : parts) {
            if (part.getName().equals("metadata")) {
                return bytes(part);
            }
        }
        return null;
    }

    private static byte[] bytes(Part part) throws IOException {
        if (part.getSize() > LARGEST_METADATA) {
            throw new Problem(413, "TOO_LARGE", "metadata may have at most " + LARGEST_METADATA + " bytes");
        }
        try (InputStream content = part.getInputStream()) {
            return content.readAllBytes();
        }
    }
}
