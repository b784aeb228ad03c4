package io.freshet.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class QueryWordsTest {

    @Test
    void wordsAreCounted() {
        assertThat(QueryWords.of("New York, new hope"))
                .containsEntry("new", 2)
                .containsEntry("york", 1)
                .containsEntry("hope", 1)
                .hasSize(3);
    }

    @Test
    void englishStopWordsDoNotCount() {
        assertThat(QueryWords.of("To be or not to be, that IS the question")).containsOnlyKeys("question");
        assertThat(QueryWords.of("to be or not to be")).isEmpty();
    }

    @Test
    void ofEndlessQueriesTheFirstWordsCount() {
        String query = IntStream.range(0, 2_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));

        assertThat(QueryWords.of(query + " w0"))
                .hasSize(QueryWords.MAX_WORDS)
                .containsEntry("w0", 2)
                .containsKey("w" + (QueryWords.MAX_WORDS - 1));
    }
}
