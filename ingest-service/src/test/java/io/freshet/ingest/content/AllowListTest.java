package io.freshet.ingest.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowListTest {

    private static final AllowList LIST = AllowList.of(List.of(
            "https://cms.example.org",
            "https://*.files.example.org/public",
            "http://plain.example.org:8080/a/",
            "https://[2001:db8::1]",
            "s3://docs",
            "s3://mixed/open",
            "file:///srv/cms"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://cms.example.org",
                "https://cms.example.org/",
                "https://cms.example.org/a/b?c=d#e",
                "https://cms.example.org:443/a",
                "HTTPS://CMS.Example.ORG/a",
                "https://cms.example.org/a%20b/..x/.y",
                "https://a.files.example.org/public",
                "https://a.b.files.example.org/public/x",
                "http://plain.example.org:8080/a/b",
                "https://[2001:db8::1]/x",
                "s3://docs/any/key",
                "s3://mixed/open/key",
                "file:///srv/cms/a.pdf",
                "file:/srv/cms/a.pdf"
            })
    void allowsWhatIsInside(String reference) {
        assertThat(LIST.allows(URI.create(reference))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://cms.example.org/a",
                "https://cms.example.org.evil.com/",
                "https://cms.example.org.",
                "https://cms.example.org@evil.com/",
                "https://user@cms.example.org/",
                "https://user:secret@cms.example.org/",
                "https://xcms.example.org/",
                "https://cms.example.org:8443/",
                "https://cms.example.org:80/",
                "https://cms.example.org/a/../b",
                "https://cms.example.org/a/%2e%2e/b",
                "https://cms.example.org/a/.%2E/b",
                "https://cms.example.org/a/%252e%252e/b",
                "https://cms.example.org/a/%25252525252e/b",
                "https://cms.example.org/a/..%2fb",
                "https://cms.example.org/a/..%5cb",
                "https://cms.example.org/a/..;x/b",
                "https://cms.example.org/a/./b",
                "https://files.example.org/public/x",
                "https://xfiles.example.org/public/x",
                "https://a.files.example.org/publicity",
                "https://a.files.example.org/",
                "https://a.files.example.org/Public/x",
                "http://plain.example.org:8080/a",
                "http://plain.example.org/a/b",
                "https://[::1]/x",
                "https://[2001:db8::2]/x",
                "https://b\u00fccher.example.org/",
                "https://under_score.files.example.org/public/x",
                "s3://Docs/key",
                "s3://docs.evil/key",
                "s3://docs@evil/key",
                "s3://docs:1/key",
                "s3://mixed/opened",
                "s3://mixed/open/../closed",
                "file:///srv/cmsx",
                "file:///srv/cms/../x",
                "file:///srv/cms/%2e%2e/x",
                "file://host/srv/cms/a",
                "file:srv/cms/a",
                "ftp://cms.example.org/a",
                "https:cms.example.org",
                "//cms.example.org/a",
                "freshet:acme/x"
            })
    void allowsNothingElse(String reference) {
        assertThat(LIST.allows(URI.create(reference))).isFalse();
    }

    @Test
    void allowsNothingWhenItIsEmpty() {
        assertThat(AllowList.of(List.of()).allows(URI.create("https://cms.example.org/")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cms.example.org",
                "https://",
                "https://*.",
                "https://*.org",
                "https://*.example.org@evil.com",
                "https://a.*.example.org",
                "https://*",
                "https://user@cms.example.org",
                "https://cms.example.org/a/../b",
                "https://cms.example.org/?a",
                "ftp://cms.example.org",
                "s3://",
                "s3://*.docs",
                "file:///",
                "file://host/srv",
                "file:srv",
                "https://b\u00fccher.example"
            })
    void complainsAboutAnEntryThatMeansNothing(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowList.of(List.of(entry)))
                .withMessageContaining(entry);
    }

    /** Whatever is put together of these pieces: what is allowed is at the host and stays below the path. */
    @Property(tries = 3000, seed = "42")
    void nothingOutsideThePlaceIsAllowed(@ForAll("references") String text) {
        URI reference;
        try {
            reference = URI.create(text);
        } catch (IllegalArgumentException noReference) {
            return;
        }
        if (AllowList.of(List.of("https://cms.example.org/open")).allows(reference)) {
            URI normal = URI.create(
                            reference.toString().replaceAll("(?i)%2e", ".").replaceAll("(?i)%(2f|5c)", "/"))
                    .normalize();
            assertThat(normal.getScheme()).isEqualToIgnoringCase("https");
            assertThat(normal.getHost()).isEqualToIgnoringCase("cms.example.org");
            assertThat(normal.getPort()).isIn(-1, 443);
            assertThat(normal.getRawUserInfo()).isNull();
            assertThat(normal.getPath() + "/").startsWith("/open/");
        }
    }

    @Provide
    Arbitrary<String> references() {
        Arbitrary<String> schemes = Arbitraries.of("https://", "HTTPS://", "http://", "https:/", "https:", "//");
        Arbitrary<String> hosts = Arbitraries.of(
                "cms.example.org", "CMS.example.org", "cms.example.org.", "evil.com", "cms.example.org.evil.com");
        Arbitrary<String> glue =
                Arbitraries.of("", "", "", "@evil.com", ":443", ":444", ":", "#@evil.com", "?@evil", "\\");
        Arbitrary<String> path = Arbitraries.of(
                        "/open", "/Open", "/opened", "/", "//", "/..", "/.", "/%2e%2e", "/.%2e", "%2f..", "..", "/..;a",
                        "%5c..", "/x", "%252e", "/%6fpen", ";", "\\..")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
        return Combinators.combine(schemes, hosts, glue, path).as((a, b, c, d) -> a + b + c + d);
    }

    /** The generator above must not be so wild that the law says nothing. */
    @Property(tries = 200, seed = "42")
    void whatIsPlainlyInsideIsAllowed(@ForAll("names") List<String> names) {
        URI reference = URI.create("https://cms.example.org/open/" + String.join("/", names));

        assertThat(AllowList.of(List.of("https://cms.example.org/open")).allows(reference))
                .isTrue();
    }

    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.strings()
                .alpha()
                .numeric()
                .ofMinLength(1)
                .ofMaxLength(8)
                .list()
                .ofMaxSize(5);
    }
}
