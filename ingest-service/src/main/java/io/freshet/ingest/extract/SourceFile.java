package io.freshet.ingest.extract;

import io.freshet.ingest.content.FileContent;
import org.jspecify.annotations.Nullable;

/**
 * A file to read.
 *
 * @param name what the sender calls it
 * @param declaredType media type as the sender believes it to be
 * @param content the bytes; closed by whoever asks for the reading
 */
public record SourceFile(@Nullable String name, @Nullable String declaredType, FileContent content) {}
