/**
 * The embedder that needs no network: bge-small-en-v1.5 (int8) on ONNX Runtime, in this process.
 *
 * <p>Model, tokenizer and native libraries come from the class path. Knows nothing of what the texts are for.
 */
@NullMarked
package io.freshet.embedding.onnx;

import org.jspecify.annotations.NullMarked;
