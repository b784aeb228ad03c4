package io.freshet.ingest.extract;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A file to read.
 *
 * @param name what the sender calls it
 * @param declaredType media type as the sender believes it to be
 * @param content the bytes; position and limit are left alone
 */
public record SourceFile(@Nullable String name, @Nullable String declaredType, ByteBuffer content) {}
