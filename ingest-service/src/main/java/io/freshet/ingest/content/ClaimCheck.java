package io.freshet.ingest.content;

import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a kept file: whose it is, since which day (UTC), and something unique. It does not say where the file is, so
 * that files can be moved from one store to another.
 */
public record ClaimCheck(String tenant, LocalDate day, UUID name) {

    public static final String SCHEME = "freshet";

    private static final Pattern TENANT = Pattern.compile("[a-z0-9-]{1,63}");
    private static final Pattern FORM = Pattern.compile("(?i:" + SCHEME + "):(" + TENANT
            + ")/(\\d{4}-\\d{2}-\\d{2})/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})");

    public ClaimCheck {
        if (!TENANT.matcher(tenant).matches()) {
            throw new IllegalArgumentException("no tenant: " + tenant);
        }
        if (day.getYear() < 1000 || day.getYear() > 9999) {
            throw new IllegalArgumentException("no day of ours: " + day);
        }
    }

    static Optional<ClaimCheck> parse(URI reference) {
        Matcher form = FORM.matcher(reference.toString());
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            LocalDate day = LocalDate.parse(form.group(2));
            return Optional.of(new ClaimCheck(form.group(1), day, UUID.fromString(form.group(3))));
        } catch (DateTimeException | IllegalArgumentException noDay) {
            return Optional.empty();
        }
    }

    public URI uri() {
        return URI.create(SCHEME + ":" + path());
    }

    /** Where every store has it, below its root. */
    public String path() {
        return tenant + "/" + day + "/" + name;
    }
}
