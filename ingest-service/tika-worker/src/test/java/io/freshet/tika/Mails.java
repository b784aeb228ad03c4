package io.freshet.tika;

import java.util.Base64;

/** Mails put together part by part. */
final class Mails {

    private final StringBuilder mail = new StringBuilder();

    private Mails(String more) {
        mail.append("From: Ann <ann@example.org>\nTo: ben@example.org\nCc: cid@example.org\n")
                .append("Date: Fri, 20 Nov 2026 10:00:00 +0000\nSubject: Levels\nMIME-Version: 1.0\n")
                .append(more);
    }

    static Mails mixed() {
        return new Mails("Content-Type: multipart/mixed; boundary=outer\n\n");
    }

    /** A mail of one part, or one with headers and body of its own making. */
    static byte[] of(String headersAndBody) {
        return Samples.utf8(new Mails(headersAndBody).mail.toString());
    }

    Mails part(String headersAndBody) {
        mail.append("--outer\n").append(headersAndBody).append('\n');
        return this;
    }

    Mails attachment(String name, String type, byte[] content) {
        return part("Content-Type: " + type + "\nContent-Disposition: attachment; filename=\"" + name
                + "\"\nContent-Transfer-Encoding: base64\n\n"
                + Base64.getMimeEncoder().encodeToString(content));
    }

    byte[] bytes() {
        return Samples.utf8(mail + "--outer--\n");
    }
}
