package io.freshet.records.evolution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidatorBuilder;

/** The kept versions of one record's schema, oldest first: {@code <directory>/<Record>/v1.avsc} and so on. */
record SchemaHistory(String record, List<Schema> kept) {

    static SchemaHistory load(Path directory, String record) throws IOException {
        List<Schema> kept = new ArrayList<>();
        Path file = file(directory, record, 1);
        while (Files.exists(file)) {
            kept.add(new Schema.Parser().parse(Files.readString(file)));
            file = file(directory, record, kept.size() + 1);
        }
        return new SchemaHistory(record, kept);
    }

    static Path file(Path directory, String record, int version) {
        return directory.resolve(record).resolve("v" + version + ".avsc");
    }

    /** The version that a changed schema would get. */
    int next() {
        return kept.size() + 1;
    }

    /** Says what is wrong with a current schema; nothing if it is the newest kept one and reads all others. */
    List<String> problems(Schema current) {
        List<String> problems = new ArrayList<>();
        String unreadable = record + " can no longer read an earlier version: ";
        try {
            new SchemaValidatorBuilder().canReadStrategy().validateAll().validate(current, newestFirst());
        } catch (SchemaValidationException e) {
            problems.add(unreadable + e.getMessage());
        }
        // The validator lets a record be renamed; a reader of bytes does not.
        for (Schema earlier : kept) {
            SchemaPairCompatibility pair = SchemaCompatibility.checkReaderWriterCompatibility(current, earlier);
            if (pair.getType() != SchemaCompatibilityType.COMPATIBLE && problems.isEmpty()) {
                problems.add(unreadable + pair.getResult().getIncompatibilities());
            }
        }
        if (kept.isEmpty() || !kept.get(kept.size() - 1).equals(current)) {
            problems.add(record + " has changed, but there is no v" + next() + ".avsc of it");
        }
        return problems;
    }

    private List<Schema> newestFirst() {
        List<Schema> newestFirst = new ArrayList<>();
        kept.forEach(schema -> newestFirst.add(0, schema));
        return newestFirst;
    }
}
