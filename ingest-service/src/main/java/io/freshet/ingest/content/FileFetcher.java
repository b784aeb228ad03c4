package io.freshet.ingest.content;

import io.freshet.ingest.reject.RejectionCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Gets files below allowed directories, by copy: a file elsewhere may change while it is read. Symbolic links may lead
 * anywhere inside the allowed directories, never out of them, and it is the file itself that counts, not its name at an
 * earlier moment.
 */
public final class FileFetcher implements ContentFetcher {

    private final AllowList allowed;
    private final List<Path> ours;
    private final Spool spool;
    private final long limit;

    /** @param ours directories of the service itself, which no reference may reach, whatever is allowed */
    public FileFetcher(AllowList allowed, List<Path> ours, Spool spool, long limit) {
        this.allowed = allowed;
        this.ours = List.copyOf(ours);
        this.spool = spool;
        this.limit = limit;
    }

    @Override
    public FileContent fetch(String tenant, URI reference)
            throws ContentRefusedException, ContentUnavailableException, InterruptedException {
        // Before the file is looked for, so that the answer does not tell what exists elsewhere.
        if (!allowed.allows(reference)) {
            throw forbidden();
        }
        Path path = path(reference);
        try {
            Path file = path.toRealPath();
            requireInside(file);
            return copy(file);
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw missing();
        } catch (ContentTooLargeException e) {
            throw new ContentRefusedException(RejectionCode.TOO_LARGE, "The file has " + e.getMessage() + ".");
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (isBelowAFile(path)) {
                throw missing();
            }
            throw new ContentUnavailableException(
                    "a file cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private static Path path(URI reference) throws ContentRefusedException {
        try {
            return Path.of(reference);
        } catch (IllegalArgumentException e) {
            throw new ContentRefusedException(RejectionCode.BAD_EVENT, "contentUri names no file.");
        }
    }

    private void requireInside(Path realFile) throws IOException, ContentRefusedException {
        for (Path own : ours) {
            if (Files.exists(own) && realFile.startsWith(own.toRealPath())) {
                throw forbidden();
            }
        }
        // The list speaks of directories by their own names, which may be links themselves.
        if (!allowed.allowsFile(realFile)) {
            throw forbidden();
        }
    }

    private FileContent copy(Path realFile)
            throws IOException, ContentRefusedException, ContentTooLargeException, ContentUnavailableException,
                    InterruptedException {
        try (SeekableByteChannel channel = open(realFile);
                InputStream bytes = Channels.newInputStream(channel)) {
            return spool.receive(bytes, channel.size(), limit);
        }
    }

    /** Opens directory by directory and follows no link: the path was real a moment ago, and must be so still. */
    private static SeekableByteChannel open(Path realFile) throws IOException, ContentRefusedException {
        Path root = Objects.requireNonNull(realFile.getRoot());
        try (DirectoryStream<Path> top = Files.newDirectoryStream(root)) {
            return top instanceof SecureDirectoryStream<Path> directory
                    ? open(directory, root.relativize(realFile))
                    : openByName(realFile);
        }
    }

    private static SeekableByteChannel open(SecureDirectoryStream<Path> directory, Path rest)
            throws IOException, ContentRefusedException {
        Path name = rest.getName(0);
        if (rest.getNameCount() == 1) {
            requireRegular(
                    directory.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
            return directory.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        }
        try (SecureDirectoryStream<Path> next = directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            return open(next, rest.subpath(1, rest.getNameCount()));
        }
    }

    /** For systems without such directory streams. */
    private static SeekableByteChannel openByName(Path realFile) throws IOException, ContentRefusedException {
        requireRegular(Files.getFileAttributeView(realFile, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
        return Files.newByteChannel(realFile, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    /** A pipe or a device would be read for ever. */
    private static void requireRegular(BasicFileAttributeView view) throws IOException, ContentRefusedException {
        if (!view.readAttributes().isRegularFile()) {
            throw forbidden();
        }
    }

    /** The system has no exception of its own for that. */
    private static boolean isBelowAFile(Path path) {
        for (Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
            if (Files.isRegularFile(parent)) {
                return true;
            }
        }
        return false;
    }

    private static ContentRefusedException missing() {
        return new ContentRefusedException(RejectionCode.CONTENT_NOT_FOUND, "There is no such file.");
    }

    private static ContentRefusedException forbidden() {
        return new ContentRefusedException(RejectionCode.CONTENT_FORBIDDEN, "Files at this address are not fetched.");
    }
}
