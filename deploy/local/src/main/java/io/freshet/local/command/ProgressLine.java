package io.freshet.local.command;

import java.io.PrintWriter;

/** One line that is written over and over on a terminal; elsewhere only its last state is printed. */
final class ProgressLine {
    private static final int BAR = 24;

    private final PrintWriter out;
    private final boolean interactive;
    private String shown = "";

    ProgressLine(PrintWriter out, boolean interactive) {
        this.out = out;
        this.interactive = interactive;
    }

    void show(String text) {
        if (text.equals(shown)) {
            return;
        }
        if (interactive) {
            out.print("\r" + text + " ".repeat(Math.max(0, shown.length() - text.length())));
            out.flush();
        }
        shown = text;
    }

    /** Leaves the last state standing. */
    void end() {
        if (!shown.isEmpty()) {
            out.println(interactive ? "" : shown);
            out.flush();
            shown = "";
        }
    }

    /** Takes the line away, to make room for something else. */
    void clear() {
        if (interactive && !shown.isEmpty()) {
            out.print("\r" + " ".repeat(shown.length()) + "\r");
        }
        shown = "";
    }

    static String bar(int done, int total) {
        int filled = total == 0 ? BAR : (int) ((long) BAR * done / total);
        return "[" + "=".repeat(filled) + " ".repeat(BAR - filled) + "]";
    }
}
