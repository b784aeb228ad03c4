package io.freshet.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.ingest.reject.RejectionCode;
import io.freshet.records.DocumentEvent;
import io.freshet.records.Metadata;
import io.freshet.records.MetadataPatch;
import io.freshet.records.Upsert;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EventCheckTest {

    private static String message(Object change) {
        Rejection rejection = Objects.requireNonNull(EventCheck.contract(Events.event("d", change)));
        assertThat(rejection.code()).isEqualTo(RejectionCode.BAD_EVENT);
        return rejection.message();
    }

    private static Upsert at(@Nullable String contentUri) {
        return new Upsert(null, contentUri, null, null, Metadata.newBuilder().build());
    }

    private static Upsert with(Metadata metadata) {
        return new Upsert(ByteBuffer.wrap(new byte[1]), null, null, null, metadata);
    }

    @Test
    void anEventThatKeepsTheContractIsNotRejected() {
        assertThat(EventCheck.contract(Events.event("d", Events.upsert("x")))).isNull();
        assertThat(EventCheck.contract(Events.event("d", Events.delete()))).isNull();
        assertThat(EventCheck.contract(Events.event("d", at("s3://bucket/key"))))
                .isNull();
        assertThat(EventCheck.contract(
                        Events.event("d", MetadataPatch.newBuilder().build())))
                .isNull();
    }

    @Test
    void contentAndContentUriExcludeEachOther() {
        Upsert both = new Upsert(
                ByteBuffer.wrap(new byte[1]),
                "s3://b/k",
                null,
                null,
                Metadata.newBuilder().build());

        assertThat(message(at(null))).contains("/content ");
        assertThat(message(both)).contains("/content ");
    }

    @Test
    void aReferenceMustBeAnAbsoluteUri() {
        assertThat(message(at("a/b"))).contains("/contentUri must be an absolute URI");
        assertThat(message(at("http://a b/"))).contains("/contentUri is not a URI");
    }

    @Test
    void metadataIsBounded() {
        assertThat(message(with(Metadata.newBuilder().setTitle("t".repeat(5000)).build())))
                .contains("/metadata/title has 5000 characters");
        assertThat(message(with(Metadata.newBuilder()
                        .setTags(Collections.nCopies(1001, "t"))
                        .build())))
                .contains("/metadata/tags has 1001 entries");
        assertThat(message(
                        with(Metadata.newBuilder().setReaders(List.of("a", " ")).build())))
                .contains("/metadata/readers/1 is empty");
    }

    @Test
    void aPatchClearsOnlyWhatMetadataHasAndNothingThatItSets() {
        MetadataPatch unknown =
                MetadataPatch.newBuilder().setClear(List.of("titel")).build();
        MetadataPatch both = MetadataPatch.newBuilder()
                .setTitle("T")
                .setClear(List.of("title"))
                .build();

        assertThat(message(unknown)).contains("/clear names a field");
        assertThat(message(both)).contains("/metadata/title is both set and cleared");
    }

    @Test
    void theMessageNamesSeveralFieldsAndCountsTheRest() {
        String message = message(
                with(Metadata.newBuilder().setTags(Collections.nCopies(9, "")).build()));

        assertThat(message)
                .contains("/metadata/tags/0 is empty; /metadata/tags/1")
                .endsWith("; and 4 more.");
    }

    @Test
    void anyCharactersMakeAnId() {
        DocumentEvent event = Events.event("a\u0000b\t\n \u20ac", Events.delete());
        byte[] key = ("acme/" + event.getDocumentId()).getBytes(StandardCharsets.UTF_8);

        assertThat(EventCheck.identity(key, event)).isNull();
        assertThat(EventCheck.contract(event)).isNull();
    }
}
