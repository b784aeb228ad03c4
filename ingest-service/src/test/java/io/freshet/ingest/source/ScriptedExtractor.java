package io.freshet.ingest.source;

import io.freshet.ingest.extract.DocumentExtractor;
import io.freshet.ingest.extract.Extraction;
import io.freshet.ingest.extract.SourceFile;
import io.freshet.ingest.extract.WorkerUnavailableException;
import io.freshet.tika.wire.FailureCode;
import io.freshet.tika.wire.FileFacts;
import io.freshet.tika.wire.WireBlock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Does what the content says: {@code fail CODE}, {@code unavailable once}, {@code wait}, {@code bug},
 * {@code deep}, {@code large}; else it is the text. */
public final class ScriptedExtractor implements DocumentExtractor {

    final CountDownLatch waiting = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger unavailable = new AtomicInteger();

    private static String text(SourceFile file) {
        try (InputStream bytes = file.content().open()) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Extraction extract(SourceFile file) throws InterruptedException, WorkerUnavailableException {
        String text = text(file);
        if (text.startsWith("fail ")) {
            return new Extraction.Unreadable(FailureCode.valueOf(text.substring(5)), "It cannot be read.", 2);
        }
        if (text.equals("unavailable once") && unavailable.getAndIncrement() == 0) {
            throw new WorkerUnavailableException("no worker");
        }
        if (text.equals("bug")) {
            throw new IllegalStateException("a bug");
        }
        if (text.equals("deep")) {
            throw new StackOverflowError("too deep");
        }
        if (text.equals("large")) {
            throw new OutOfMemoryError("too large");
        }
        if (text.equals("wait")) {
            waiting.countDown();
            release.await();
        }
        FileFacts facts = new FileFacts("text/plain", null, "en", null, null, null, "2026-01-02T03:04:05Z", 0);
        WireBlock heading = new WireBlock(WireBlock.Kind.HEADING, 1, 0, "Heading of " + text);
        return new Extraction.Extracted(
                facts, List.of(heading, new WireBlock(WireBlock.Kind.PARAGRAPH, 0, 0, text)), Set.of());
    }

    @Override
    public void close() {}
}
