package io.freshet.service.health;

/** One thing a service cannot do without. */
public record Check(String name, Probe probe) {

    /** Cheap proof that the thing works; throws, with a message for the operator, when it does not. */
    @FunctionalInterface
    public interface Probe {
        void run() throws Exception;
    }
}
