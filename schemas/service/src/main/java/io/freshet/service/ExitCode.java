package io.freshet.service;

/** How a process ended, for whoever started it. */
public enum ExitCode {
    OK(0),
    FAILED(1),
    BAD_USAGE(2),
    BAD_CONFIG(3),
    FAILED_TO_START(4);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
