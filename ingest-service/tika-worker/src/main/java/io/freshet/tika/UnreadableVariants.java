package io.freshet.tika;

import io.freshet.tika.wire.FailureCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Sound files of known types that the parser of the type would call damaged, because it knows other variants only. */
final class UnreadableVariants {

    private static final int BEGINNING = 64;
    private static final String ZIP = "PK\u0003\u0004";
    private static final String OLE2 = "\u00d0\u00cf\u0011\u00e0";
    /** The object identifier of enveloped, that is encrypted, data. */
    private static final String ENVELOPED = "*\u0086H\u0086\u00f7\r\u0001\u0007\u0003";

    private UnreadableVariants() {}

    static void refuse(Reading reading) throws IOException, FailureException {
        String type = reading.mediaType();
        String beginning = beginning(reading);
        boolean zippedMarkup = type.endsWith("+xml") && beginning.startsWith(ZIP);
        boolean oldQuattro = type.equals("application/x-quattro-pro") && !beginning.startsWith(OLE2);
        if (zippedMarkup || oldQuattro) {
            throw new FailureException(FailureCode.UNSUPPORTED, "This variant of " + type + " is not supported.");
        }
        if (isSigned(type) && beginning.contains(ENVELOPED)) {
            throw new FailureException(FailureCode.ENCRYPTED, "The file is encrypted for its receiver.");
        }
    }

    /** A signed message, or a signature or certificates without one, which the parser does not tell from damage. */
    static boolean isSigned(String type) {
        return type.startsWith("application/pkcs7-");
    }

    private static String beginning(Reading reading) throws IOException {
        reading.stream().mark(BEGINNING);
        byte[] bytes = reading.stream().readNBytes(BEGINNING);
        reading.stream().reset();
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
