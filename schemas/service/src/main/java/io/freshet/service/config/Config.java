package io.freshet.service.config;

import java.util.List;

/**
 * A configuration that is valid, with where each of its values came from.
 *
 * @param effective the values that apply, secrets redacted, for the log
 */
public record Config<T extends Record>(T value, List<Effective> effective) {
    public Config {
        effective = List.copyOf(effective);
    }
}
