package io.freshet.query.retrieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {

    @Test
    void theDocumentIsEverythingAfterTheFirstSlash() throws Exception {
        assertThat(Token.parse("3:1042/handbook/intro 7:1.md")).isEqualTo(new Token(3, 1042, "handbook/intro 7:1.md"));
    }

    @Test
    void aKnownDocumentMayBeLeftOut() throws Exception {
        assertThat(Token.parseFor("a/b", "0:7")).isEqualTo(Token.parseFor("a/b", "0:7/a/b"));
    }

    @Test
    void anotherDocumentsTokenIsRefused() {
        assertThatThrownBy(() -> Token.parseFor("a", "0:7/b")).isInstanceOf(ConsistencyException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "1:2", "1:2/", "a:2/doc", "1:-2/doc", "1/doc", "99999999999:1/doc", " 1:2/doc"})
    void whatIsNoTokenIsRefused(String text) {
        assertThatThrownBy(() -> Token.parse(text)).isInstanceOf(ConsistencyException.class);
    }
}
