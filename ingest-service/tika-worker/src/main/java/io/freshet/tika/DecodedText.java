package io.freshet.tika;

import io.freshet.tika.wire.FailureCode;
import io.freshet.tika.wire.Warning;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;

/** The characters of a text file, as far as the budget goes. */
final class DecodedText {

    private static final int STEP = 8192;

    private final CharsetDetector charsets;

    DecodedText(CharsetDetector charsets) {
        this.charsets = charsets;
    }

    String of(Reading reading) throws IOException, FailureException {
        Charset charset = charsets.detect(reading.stream(), reading.metadata());
        if (charsets.guessed()) {
            reading.warnings().add(Warning.CHARSET_GUESSED);
        }
        // The stream belongs to the caller.
        String text = read(new InputStreamReader(reading.stream(), charset), reading.budget());
        if (BinaryCheck.isBinary(text)) {
            throw new FailureException(FailureCode.CORRUPT, "The file is not text, though its name or type says so.");
        }
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static String read(Reader in, TextBudget budget) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[STEP];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            int granted = budget.take(read);
            text.append(buffer, 0, granted);
            if (granted < read) {
                break;
            }
        }
        return text.toString();
    }
}
