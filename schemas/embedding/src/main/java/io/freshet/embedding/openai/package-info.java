/** OpenAI's embeddings API, as many servers speak it. */
@NullMarked
package io.freshet.embedding.openai;

import org.jspecify.annotations.NullMarked;
