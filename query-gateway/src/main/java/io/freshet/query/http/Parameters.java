package io.freshet.query.http;

import io.freshet.service.http.Problem;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query string, read as strictly as a body. */
final class Parameters {
    private final Map<String, List<String>> given;

    Parameters(Context request, Set<String> allowed) {
        this.given = request.queryParamMap();
        given.forEach((name, values) -> {
            if (!allowed.contains(name)) {
                throw wrong(name, "is not a parameter of this address");
            }
            if (values.size() != 1) {
                throw wrong(name, "must be given once");
            }
        });
    }

    @Nullable
    String text(String name) {
        List<String> values = given.get(name);
        return values == null ? null : values.get(0);
    }

    int whole(String name, int byDefault, int min, int max) {
        String text = text(name);
        if (text == null) {
            return byDefault;
        }
        if (!text.matches("-?[0-9]{1,9}")) {
            throw wrong(name, "must be a whole number from " + min + " to " + max);
        }
        int value = Integer.parseInt(text);
        if (value < min || value > max) {
            throw wrong(name, "must be from " + min + " to " + max);
        }
        return value;
    }

    private static Problem wrong(String name, String complaint) {
        return new Problem(400, "BAD_REQUEST", name + " " + complaint);
    }
}
