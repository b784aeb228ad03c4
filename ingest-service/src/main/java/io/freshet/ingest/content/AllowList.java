package io.freshet.ingest.content;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The places that senders may refer to. What it cannot understand, it does not allow. */
public final class AllowList {

    private final List<AllowedPlace> places;

    private AllowList(List<AllowedPlace> places) {
        this.places = places;
    }

    /** Reads entries such as {@code https://*.example.org/public}; complains about those that mean nothing. */
    public static AllowList of(List<String> entries) {
        return new AllowList(entries.stream().map(AllowedPlace::parse).toList());
    }

    public boolean allows(URI reference) {
        String path = reference.getRawPath();
        return path != null
                && reference.getRawUserInfo() == null
                && !DotSegments.in(path)
                && places.stream().anyMatch(place -> place.covers(reference));
    }

    /** Whether a file, all links in its name resolved, is in an allowed directory, all links in its name resolved too. */
    boolean allowsFile(Path realFile) throws IOException {
        for (AllowedPlace place : places) {
            if (place.scheme().equals("file") && realFile.startsWith(place.realDirectory())) {
                return true;
            }
        }
        return false;
    }

    /** Whether anything of the scheme is allowed. */
    public boolean mentions(String scheme) {
        return places.stream().anyMatch(place -> place.scheme().equals(scheme));
    }
}
