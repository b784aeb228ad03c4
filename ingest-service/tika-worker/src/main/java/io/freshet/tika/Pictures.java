package io.freshet.tika;

import java.util.Set;

/** The types of pictures that a program for recognising text can open. Drawings and cameras' raw files are not among them. */
final class Pictures {

    private static final Set<String> TYPES = Set.of(
            "image/png",
            "image/jpeg",
            "image/tiff",
            "image/bmp",
            "image/x-ms-bmp",
            "image/gif",
            "image/webp",
            "image/jp2",
            "image/jpx",
            "image/x-portable-bitmap",
            "image/x-portable-graymap",
            "image/x-portable-pixmap",
            "image/x-portable-anymap");

    private Pictures() {}

    static boolean canBeRecognised(String type) {
        return TYPES.contains(type);
    }
}
