package io.freshet.index.write;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** Where calls to the store run. Used by one thread, which starts calls and waits for them. */
interface Flights extends AutoCloseable {

    /** Begins a call; it may be over when this returns. */
    void start(Runnable call);

    /** Waits until one more of the calls is over; there is one. */
    void awaitOne();

    @Override
    void close();

    /** Calls one after the other on the thread that starts them, or so many at once on threads of their own. */
    static Flights of(int atOnce, String name) {
        return atOnce == 1 ? new Direct() : new Threads(atOnce, name);
    }

    /** Each call is over when it is started. */
    final class Direct implements Flights {
        @Override
        public void start(Runnable call) {
            call.run();
        }

        @Override
        public void awaitOne() {}

        @Override
        public void close() {}
    }

    /** Calls on threads of their own. */
    final class Threads implements Flights {
        private final ExecutorService threads;
        private final BlockingQueue<Runnable> over = new LinkedBlockingQueue<>();

        private Threads(int atOnce, String name) {
            threads = Executors.newFixedThreadPool(atOnce, task -> {
                Thread thread = new Thread(task, name + "-call");
                thread.setDaemon(true);
                return thread;
            });
        }

        @Override
        public void start(Runnable call) {
            threads.execute(() -> {
                try {
                    call.run();
                } finally {
                    over.add(call);
                }
            });
        }

        // An interrupt must not make us forget a call: its writes may still land.
        @Override
        public void awaitOne() {
            boolean interrupted = false;
            while (true) {
                try {
                    over.take();
                    break;
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            threads.shutdown();
        }
    }
}
