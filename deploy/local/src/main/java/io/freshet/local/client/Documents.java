package io.freshet.local.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The documents to add, found below files and folders. Hidden files and folders are left out. */
public final class Documents {
    private Documents() {}

    /**
     * A file and the id it gets.
     *
     * @param id path below the folder that was named, with slashes; the file name when the file itself was named
     */
    public record Found(String id, Path file) {}

    public static List<Found> below(List<Path> places) throws IOException {
        List<Found> found = new ArrayList<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                found.addAll(inside(place));
            } else if (Files.isReadable(place)) {
                found.add(new Found(String.valueOf(place.getFileName()), place));
            } else {
                throw new NoSuchFileException(place.toString(), null, "no such file or folder");
            }
        }
        return found;
    }

    private static List<Found> inside(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !isHidden(folder.relativize(file)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> new Found(id(folder, file), file))
                    .toList();
        }
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static String id(Path folder, Path file) {
        return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }
}
