package io.freshet.ingest.http;

import io.freshet.ingest.deadletter.DeadLetterLog;
import io.freshet.ingest.deadletter.FiledLetter;
import io.freshet.ingest.deadletter.LetterFilter;
import io.freshet.ingest.publish.BrokerUnavailableException;
import io.freshet.records.DeadLetter;
import io.freshet.service.http.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Dead letters that are searched for one caller at a time: each search reads the topic, and letters may carry whole files.
 * Others wait a moment, and not many of them, because every one holds a thread that could serve somebody else.
 */
public final class OneQuestionAtATime implements DeadLetterLog {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final int MOST_WAITING = 4;

    private final DeadLetterLog letters;
    private final Duration patience;
    private final ReentrantLock turn = new ReentrantLock(true);

    public OneQuestionAtATime(DeadLetterLog letters) {
        this(letters, PATIENCE);
    }

    OneQuestionAtATime(DeadLetterLog letters, Duration patience) {
        this.letters = letters;
        this.patience = patience;
    }

    @Override
    public Page newest(String tenant, LetterFilter filter, int limit) throws BrokerUnavailableException {
        begin();
        try {
            return letters.newest(tenant, filter, limit);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public Optional<FiledLetter> find(String tenant, String id) throws BrokerUnavailableException {
        begin();
        try {
            return letters.find(tenant, id);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public Optional<DeadLetter> whole(FiledLetter filed) throws BrokerUnavailableException, InterruptedException {
        return letters.whole(filed);
    }

    private void begin() {
        if (turn.getQueueLength() >= MOST_WAITING || !isFree()) {
            throw Problem.later("BUSY", "dead letters are being searched for others", RETRY_AFTER);
        }
    }

    private boolean isFree() {
        try {
            return turn.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
