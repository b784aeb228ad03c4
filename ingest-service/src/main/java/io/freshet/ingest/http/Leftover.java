package io.freshet.ingest.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a sender still sends of a body that was refused. It is read and thrown away, within bounds: a connection closed
 * in the middle of a body takes the answer with it, and many clients then report a broken connection only.
 */
final class Leftover {
    private static final Logger log = LoggerFactory.getLogger(Leftover.class);
    private static final long MOST = 512L << 20;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Leftover() {}

    static void discard(Context request) {
        if (request.header("Expect") != null) {
            // This sender waits to be told to go on, and is not.
            return;
        }
        try {
            read(request);
        } catch (IOException e) {
            log.atDebug().addKeyValue("reason", e.toString()).log("nothing more comes");
        }
    }

    private static void read(Context request) throws IOException {
        InputStream body = request.bodyInputStream();
        byte[] thrownAway = new byte[64 << 10];
        long end = System.nanoTime() + LONGEST.toNanos();
        long count = 0;
        for (int read = body.read(thrownAway); read >= 0; read = body.read(thrownAway)) {
            count += read;
            if (count > MOST || System.nanoTime() > end) {
                return;
            }
        }
    }
}
