package io.freshet.service.config;

/** A setting as it applies, ready to be shown. */
public record Effective(String key, String shown, String source) {}
