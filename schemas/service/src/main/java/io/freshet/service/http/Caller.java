package io.freshet.service.http;

import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Who asks. As long as a service has no credentials configured it listens on loopback only, trusts who is there, and
 * lets headers name the tenant and the principals.
 */
public record Caller(String tenant, List<String> principals) {
    public static final String TENANT_HEADER = "Freshet-Tenant";
    public static final String PRINCIPALS_HEADER = "Freshet-Principals";
    public static final String DEFAULT_TENANT = "default";

    private static final Pattern TENANT = Pattern.compile("[a-z0-9-]{1,63}");

    public Caller {
        principals = List.copyOf(principals);
    }

    public static Caller of(Context request) {
        String tenant = request.header(TENANT_HEADER);
        if (tenant == null) {
            tenant = DEFAULT_TENANT;
        }
        if (!TENANT.matcher(tenant).matches()) {
            throw new Problem(400, "BAD_TENANT", "a tenant is 1 to 63 of a-z, 0-9 and '-'");
        }
        return new Caller(tenant, principals(request.header(PRINCIPALS_HEADER)));
    }

    private static List<String> principals(String header) {
        return header == null
                ? List.of()
                : Arrays.stream(header.split(",", -1))
                        .map(String::strip)
                        .filter(principal -> !principal.isEmpty())
                        .toList();
    }
}
