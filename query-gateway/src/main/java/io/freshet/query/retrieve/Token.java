package io.freshet.query.retrieve;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The position at which a change of a document was published, as handed out on publishing.
 *
 * <p>Written {@code partition:offset/documentId}; the document id is everything after the first slash.
 */
public record Token(int partition, long offset, String documentId) {
    // Nine and eighteen digits always fit an int and a long.
    private static final Pattern POSITION = Pattern.compile("([0-9]{1,9}):([0-9]{1,18})");

    /** Reads a token that names its document. */
    public static Token parse(String text) throws ConsistencyException {
        int slash = text.indexOf('/');
        if (slash < 0 || slash == text.length() - 1) {
            throw ConsistencyException.badToken("a token has the form partition:offset/documentId");
        }
        return at(text.substring(0, slash), text.substring(slash + 1));
    }

    /** Reads a token for a document already known, which it may leave out but not contradict. */
    public static Token parseFor(String documentId, String text) throws ConsistencyException {
        Token token = text.indexOf('/') < 0 ? at(text, documentId) : parse(text);
        if (!token.documentId.equals(documentId)) {
            throw ConsistencyException.badToken("the token belongs to another document");
        }
        return token;
    }

    private static Token at(String position, String documentId) throws ConsistencyException {
        Matcher matcher = POSITION.matcher(position);
        if (!matcher.matches()) {
            throw ConsistencyException.badToken("a token starts with partition:offset, two whole numbers");
        }
        return new Token(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)), documentId);
    }

    @Override
    public String toString() {
        return partition + ":" + offset + "/" + documentId;
    }
}
