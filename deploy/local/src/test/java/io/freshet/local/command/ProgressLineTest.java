package io.freshet.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final StringWriter out = new StringWriter();

    @Test
    void onATerminalTheLineIsWrittenOver() {
        ProgressLine line = new ProgressLine(new PrintWriter(out, true), true);

        line.show("12 of 20");
        line.show("done");

        assertThat(out.toString()).isEqualTo("\r12 of 20\rdone    ");
    }

    @Test
    void elsewhereOnlyTheLastStateIsPrinted() {
        ProgressLine line = new ProgressLine(new PrintWriter(out, true), false);

        line.show("12 of 20");
        line.show("20 of 20");
        line.end();

        assertThat(out.toString()).isEqualTo("20 of 20" + System.lineSeparator());
    }

    @Test
    void theBarFillsFromTheLeft() {
        assertThat(ProgressLine.bar(0, 2)).isEqualTo("[                        ]");
        assertThat(ProgressLine.bar(1, 2)).isEqualTo("[============            ]");
        assertThat(ProgressLine.bar(2, 2)).isEqualTo("[========================]");
        assertThat(ProgressLine.bar(0, 0)).isEqualTo("[========================]");
    }
}
