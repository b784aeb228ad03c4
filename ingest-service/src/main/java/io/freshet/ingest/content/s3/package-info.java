/**
 * Keeps and fetches files in an S3-compatible service. The only place that knows its SDK, whose classes are not loaded
 * before they are needed.
 */
@NullMarked
package io.freshet.ingest.content.s3;

import org.jspecify.annotations.NullMarked;
