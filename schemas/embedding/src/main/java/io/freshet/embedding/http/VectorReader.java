package io.freshet.embedding.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A vector as numbers, of which null is not a number, or as base64 of little-endian floats. */
final class VectorReader extends StdDeserializer<float[]> {
    private static final long serialVersionUID = 1L;
    private static final int FIRST_SIZE = 1024;

    VectorReader() {
        super(float[].class);
    }

    @Override
    public float[] deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_STRING
                ? floats(ByteBuffer.wrap(parser.getBinaryValue()).order(ByteOrder.LITTLE_ENDIAN))
                : numbers(parser, context);
    }

    private static float[] floats(ByteBuffer bytes) {
        float[] vector = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(vector);
        return vector;
    }

    private static float[] numbers(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.isExpectedStartArrayToken()) {
            context.reportInputMismatch(float[].class, "not a vector");
        }
        float[] vector = new float[FIRST_SIZE];
        int size = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (size == vector.length) {
                vector = Arrays.copyOf(vector, 2 * size);
            }
            vector[size++] = token == JsonToken.VALUE_NULL ? Float.NaN : parser.getFloatValue();
        }
        return Arrays.copyOf(vector, size);
    }
}
