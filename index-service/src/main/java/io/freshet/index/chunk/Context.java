package io.freshet.index.chunk;

import io.freshet.embedding.TokenCounter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands in front of a chunk's text when it is embedded: title and heading path, in the form of {@code
 * io.freshet.store.Chunk.textInContext}. A context of more than half the model's window is cut, so that there is always
 * room for text.
 */
public final class Context {
    // The marks that a model sets around its input; they take room in the window and no counter counts them.
    private static final int SPECIAL_TOKENS = 2;

    private final TokenCounter tokens;
    private final int window;

    /** Contexts for a model with this window, special tokens included. */
    public Context(TokenCounter tokens, int window) {
        this.tokens = tokens;
        this.window = window - SPECIAL_TOKENS;
    }

    /** Returns the text in front, ending in a line break unless empty. */
    public String of(@Nullable String title, List<String> headingPath) {
        StringBuilder context = new StringBuilder();
        if (title != null) {
            context.append(title).append('\n');
        }
        if (!headingPath.isEmpty()) {
            context.append(String.join(" > ", headingPath)).append('\n');
        }
        return tokens.count(context.toString()) <= window / 2 ? context.toString() : cut(context.toString());
    }

    /** Returns how many tokens of text fit behind the context. */
    int room(String context) {
        return window - tokens.count(context);
    }

    /** Returns how many tokens of text fit behind any context. */
    int leastRoom() {
        return window - window / 2;
    }

    private String cut(String context) {
        List<Span> pieces = new Measure(tokens).split(context, new Span(0, context.length()), Math.max(1, window / 2));
        return context.substring(0, pieces.get(0).end()) + '\n';
    }
}
