package io.freshet.tika;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.tika.wire.FileFacts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HtmlContentTest {

    private static final String TEXT =
            "The level of the river is read at noon. ".repeat(12).strip();

    private static List<String> read(String body) throws IOException {
        return ReadFile.of("a.html", Samples.utf8("<!doctype html><html><body>" + body + "</body></html>"))
                .outline();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div class='cookie-banner'>We use cookies. <button>Accept</button></div>",
                "<div id='gdprConsent'>Your privacy</div>",
                "<ol class='breadcrumb'><li><a href='/'>Home</a></li></ol>",
                "<div class='share-bar'><a>Post it</a></div>",
                "<form class='newsletter'>Subscribe</form>",
                "<aside><a>One</a> <a>Two</a></aside>",
                "<div class='sidebar'><a>One</a> <a>Two</a></div>",
                "<p hidden>Nobody sees me</p>",
                "<p style='display: none'>Nobody sees me</p>",
                "<nav>Home</nav>",
                "<footer>Imprint</footer>",
                "<noscript>Switch scripts on</noscript>"
            })
    void theFurnitureOfAPageIsLeftOut(String furniture) throws IOException {
        assertThat(read(furniture + "<h1>Gauges</h1><p>" + TEXT + "</p>" + furniture))
                .containsExactly("HEADING1 Gauges", "PARAGRAPH " + TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<aside><p>A note on the margin with its own thoughts.</p></aside>",
                "<div class='sidebar'><p>A note on the margin with its own thoughts.</p></div>",
                "<div class='shared-values'><p>A note on the margin with its own thoughts.</p></div>"
            })
    void whatHasTextOfItsOwnIsKept(String aside) throws IOException {
        assertThat(read("<h1>Gauges</h1><p>" + TEXT + "</p>" + aside))
                .contains("PARAGRAPH A note on the margin with its own thoughts.");
    }

    @Test
    void aPageAboutCookiesIsKept() throws IOException {
        assertThat(read("<div class='cookie'><h1>Cookies</h1><p>" + TEXT + "</p></div>"))
                .containsExactly("HEADING1 Cookies", "PARAGRAPH " + TEXT);
    }

    @Test
    void rulesThatWouldDropMoreThanTheyKeepAreNotFollowed() throws IOException {
        assertThat(read("<div style='display:none'><h1>Gauges</h1><p>" + TEXT + "</p></div><p>Loading</p>"))
                .contains("PARAGRAPH " + TEXT);
    }

    @Test
    void aPageThatIsAllFooterIsKept() throws IOException {
        assertThat(read("<footer><p>" + TEXT + "</p></footer>")).containsExactly("PARAGRAPH " + TEXT);
    }

    @Test
    void theMainPartIsThePageWithTheTitleAboveIt() throws IOException {
        assertThat(read("<header><h1>Gauges</h1></header><div>Log in</div><main><p>" + TEXT
                        + "</p></main><div>Visitors: 12</div>"))
                .containsExactly("HEADING1 Gauges", "PARAGRAPH " + TEXT);
    }

    @Test
    void aMainPartWithoutMostOfTheTextIsNoReasonToDropTheRest() throws IOException {
        assertThat(read("<main><p>Hello</p></main><p>" + TEXT + "</p>"))
                .containsExactly("PARAGRAPH Hello", "PARAGRAPH " + TEXT);
    }

    @Test
    void definitionsCaptionsAndNestedListsKeepTheirForm() throws IOException {
        assertThat(
                        read(
                                "<dl><dt>Gauge</dt><dd>A rod in the water</dd></dl>"
                                        + "<figure><img><figcaption>The rod</figcaption></figure>"
                                        + "<ul><li>one<ul><li>two</li></ul></li></ul>"
                                        + "<table><caption>Levels</caption><thead><tr><th>Station<th>Level</thead><tr><td>Alder<td>3</table>"))
                .containsExactly(
                        "LIST_ITEM Gauge: A rod in the water",
                        "CAPTION The rod",
                        "LIST_ITEM one",
                        "LIST_ITEM two",
                        "CAPTION Levels",
                        "TABLE Station | Level\nAlder | 3");
    }

    @Test
    void theHeadTellsAuthorsAndDates() throws IOException {
        // Given
        String head =
                "<html lang=de_CH><head><meta name=author content='A. Alder'><meta name=author content='B. Birch'>"
                        + "<meta property='article:published_time' content='2026-01-02T03:04:05Z'>"
                        + "<script type='application/ld+json'>{\"dateModified\": \"2026-02-03\"}</script></head>";

        // When
        FileFacts facts = ReadFile.of("a.html", Samples.utf8(head + "<body><p>" + TEXT + "</p></body></html>"))
                .done()
                .facts();

        // Then
        assertThat(facts.author()).isEqualTo("A. Alder; B. Birch");
        assertThat(facts.created()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(facts.modified()).isEqualTo("2026-02-03");
        assertThat(facts.language()).isEqualTo("de-ch");
    }
}
