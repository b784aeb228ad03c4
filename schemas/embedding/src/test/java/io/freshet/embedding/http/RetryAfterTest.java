package io.freshet.embedding.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryAfterTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            retry-after: 3                                                                      | PT3S
            retry-after: 0.5                                                                    | PT0.5S
            retry-after: 999999                                                                 | PT1H
            retry-after-ms: 120; retry-after: 3                                                 | PT0.12S
            retry-after: Fri, 20 Mar 2026 12:01:00 GMT                                          | PT1M
            retry-after: Fri, 20 Mar 2026 11:00:00 GMT                                          | PT0S
            retry-after: soon                                                                   |
            retry-after: -1                                                                     |
            x-ratelimit-remaining-requests: 0; x-ratelimit-reset-requests: 6m0s                 | PT6M
            x-ratelimit-remaining-tokens: 0; x-ratelimit-reset-tokens: 88ms                     | PT0.088S
            x-ratelimit-remaining-tokens: 0; x-ratelimit-reset-tokens: 1m2.5s                   | PT1M2.5S
            x-ratelimit-remaining-tokens: 7; x-ratelimit-reset-tokens: 1m                       |
            x-ratelimit-remaining-tokens: 0; x-ratelimit-reset-tokens: tomorrow                 |
            """)
    void isReadInAllItsForms(String headers, Duration expected) {
        assertThat(RetryAfter.in(parsed(headers), ScriptedServer.NOON)).isEqualTo(expected);
    }

    private static HttpHeaders parsed(String headers) {
        Map<String, List<String>> map = new HashMap<>();
        for (String header : headers.split("; ", -1)) {
            int colon = header.indexOf(": ");
            map.put(header.substring(0, colon), List.of(header.substring(colon + 2)));
        }
        return HttpHeaders.of(map, (name, value) -> true);
    }
}
