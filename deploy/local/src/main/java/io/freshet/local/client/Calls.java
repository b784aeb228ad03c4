package io.freshet.local.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Sends requests and reads what comes back. Safe for use by several threads. */
final class Calls {
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** The answer, whatever its status. */
    JsonNode answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        return json.readTree(exchange(request.build()).body());
    }

    JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException, Refused {
        HttpResponse<String> answer = exchange(request.build());
        JsonNode body = parse(answer);
        if (answer.statusCode() >= 400) {
            throw new Refused(answer.statusCode(), body);
        }
        return body;
    }

    private JsonNode parse(HttpResponse<String> answer) {
        try {
            return json.readTree(answer.body());
        } catch (JsonProcessingException notJson) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    private HttpResponse<String> exchange(HttpRequest request) throws IOException, InterruptedException {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (ConnectException nobodyThere) {
            URI address = request.uri();
            throw new IOException(
                    "nothing answers at " + address.getScheme() + "://" + address.getAuthority()
                            + "; is `freshet up` running?",
                    nobodyThere);
        } catch (FileNotFoundException unreadable) {
            throw unreadable;
        } catch (IOException broken) {
            throw new IOException("the connection broke: " + broken.getMessage(), broken);
        }
    }
}
