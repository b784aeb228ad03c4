package io.freshet.records;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Tells Avro that it may make instances of this package's records.
 *
 * <p>Since 1.12 Avro creates no generated class whose package nobody vouched for. What others have vouched for stays.
 */
public final class TrustedRecords {
    private static final String PACKAGE = TrustedRecords.class.getPackageName();

    private TrustedRecords() {}

    /** Vouches for the records; further calls change nothing. */
    public static void trust() {
        synchronized (TrustedRecords.class) {
            ClassSecurityPredicate before = ClassSecurityValidator.getGlobal();
            if (!before.isTrusted(DocumentEvent.class)) {
                ClassSecurityValidator.setGlobal(
                        ClassSecurityValidator.composite(before, type -> PACKAGE.equals(type.getPackageName())));
            }
        }
    }
}
