package io.freshet.local.lint;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Upsert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks files of events, one after the other, as if they were sent in this order. */
public final class EventLint {

    private final @Nullable String tenant;
    private final Suspicions suspicions;
    private final List<Finding> errors = new ArrayList<>();
    private final Set<String> documents = new HashSet<>();
    private int files;
    private int upserts;
    private int patches;
    private int deletes;

    /** What was found, with the counts. */
    public record Report(
            int files, int events, int documents, int upserts, int patches, int deletes, List<Finding> findings) {

        @JsonProperty
        public long errors() {
            return findings.stream()
                    .filter(finding -> finding.level() == Finding.Level.ERROR)
                    .count();
        }

        @JsonProperty
        public long warnings() {
            return findings.size() - errors();
        }
    }

    /**
     * A lint for one sequence of files.
     *
     * @param tenant whose events they are to be, or null when that does not matter
     */
    public EventLint(@Nullable String tenant, Instant now) {
        this.tenant = tenant;
        this.suspicions = new Suspicions(now);
    }

    /** Checks the next file. */
    public void check(String file, byte[] bytes) {
        boolean avro = AvroEvents.isContainer(bytes) || AvroEvents.isFramed(bytes);
        EventFile read = avro ? AvroEvents.read(file, bytes, tenant) : TextEvents.read(file, bytes, tenant);
        files++;
        errors.addAll(read.findings());
        for (PlacedEvent event : read.events()) {
            count(event);
            suspicions.look(event);
        }
    }

    private void count(PlacedEvent event) {
        documents.add(event.document());
        if (event.change() instanceof Upsert) {
            upserts++;
        } else if (event.change() instanceof MetadataPatch) {
            patches++;
        } else {
            deletes++;
        }
    }

    /** Everything so far: what is wrong, then what is suspicious. */
    public Report report() {
        List<Finding> findings = new ArrayList<>(errors);
        findings.addAll(suspicions.findings());
        int events = upserts + patches + deletes;
        return new Report(files, events, documents.size(), upserts, patches, deletes, findings);
    }
}
