package io.freshet.bench;

/** The least that a Java program can do: what starting the JVM costs alone. */
final class OneLine {
    private OneLine() {}

    public static void main(String[] arguments) {
        System.out.println("up");
    }
}
