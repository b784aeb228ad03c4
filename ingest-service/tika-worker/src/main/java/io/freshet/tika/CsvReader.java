package io.freshet.tika;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Comma-, semicolon- and tab-separated tables. */
final class CsvReader implements Reading.Reader {

    private static final char[] DELIMITERS = {',', ';', '\t', '|'};
    private static final int SAMPLE = 4096;
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

    private final DecodedText decoded;

    CsvReader(DecodedText decoded) {
        this.decoded = decoded;
    }

    @Override
    public void read(Reading reading) throws IOException, FailureException {
        String text = decoded.of(reading);
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter(text))
                .setTrailingData(true)
                .setLenientEof(true)
                .get();
        TableRows rows = new TableRows(reading.sink(), 0);
        try (CSVParser records = CSVParser.parse(text, format)) {
            for (CSVRecord record : records) {
                record.forEach(rows::cell);
                rows.endRow();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            rows.end();
        }
    }

    /** The candidate that occurs most often in the first lines. */
    private static char delimiter(String text) {
        String sample = QUOTED.matcher(text.substring(0, Math.min(SAMPLE, text.length())))
                .replaceAll("");
        char best = ',';
        long most = 0;
        for (char candidate : DELIMITERS) {
            long count = sample.chars().filter(c -> c == candidate).count();
            if (count > most) {
                best = candidate;
                most = count;
            }
        }
        return best;
    }
}
