package io.freshet.records.serde;

import static io.freshet.records.RecordException.Code.WRONG_TYPE;

import io.freshet.records.RecordException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Which schema belongs to a Java value, and which Java types belong to a schema. */
final class ValueTypes {

    private ValueTypes() {}

    static Schema schemaOf(Object value) {
        if (value instanceof GenericContainer container) {
            return container.getSchema();
        }
        return Schema.create(primitive(value));
    }

    private static Schema.Type primitive(Object value) {
        if (value instanceof CharSequence) {
            return Schema.Type.STRING;
        } else if (value instanceof byte[] || value instanceof ByteBuffer) {
            return Schema.Type.BYTES;
        } else if (value instanceof Integer) {
            return Schema.Type.INT;
        } else if (value instanceof Long) {
            return Schema.Type.LONG;
        } else if (value instanceof Double) {
            return Schema.Type.DOUBLE;
        } else if (value instanceof Float) {
            return Schema.Type.FLOAT;
        } else if (value instanceof Boolean) {
            return Schema.Type.BOOLEAN;
        }
        throw new RecordException(
                WRONG_TYPE, "not an Avro value: " + value.getClass().getName());
    }

    /** The model that knows how a value of this schema is taken apart: that of its class, or the generic one. */
    static GenericData modelForWriting(Object value, boolean logicalTypes) {
        return value instanceof SpecificRecord ? modelOf(value.getClass()) : modelForGeneric(logicalTypes);
    }

    static GenericData modelForGeneric(boolean logicalTypes) {
        GenericData model = new GenericData();
        if (logicalTypes) {
            model.addLogicalTypeConversion(new Conversions.DecimalConversion());
            model.addLogicalTypeConversion(new Conversions.UUIDConversion());
            model.addLogicalTypeConversion(new TimeConversions.DateConversion());
            model.addLogicalTypeConversion(new TimeConversions.TimeMillisConversion());
            model.addLogicalTypeConversion(new TimeConversions.TimeMicrosConversion());
            model.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
            model.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
            model.addLogicalTypeConversion(new TimeConversions.LocalTimestampMillisConversion());
            model.addLogicalTypeConversion(new TimeConversions.LocalTimestampMicrosConversion());
        }
        return model;
    }

    /** The model of a schema's classes; a union of records needs the conversions of each. */
    static SpecificData modelForSpecific(Schema reader) {
        if (reader.getType() == Schema.Type.RECORD) {
            return modelOf(classOf(reader));
        }
        SpecificData model = new SpecificData();
        if (reader.getType() == Schema.Type.UNION) {
            for (Schema branch : reader.getTypes()) {
                if (branch.getType() == Schema.Type.RECORD) {
                    for (Conversion<?> conversion : modelForSpecific(branch).getConversions()) {
                        model.addLogicalTypeConversion(conversion);
                    }
                }
            }
        }
        return model;
    }

    /** The schemas of this program's classes in place of the writer's, wherever the writer names a record. */
    static Schema specificReader(Schema writer) {
        return switch (writer.getType()) {
            case RECORD -> SpecificData.get().getSchema(classOf(writer));
            case UNION -> {
                List<Schema> branches = new ArrayList<>();
                writer.getTypes().forEach(branch -> branches.add(specificReader(branch)));
                yield Schema.createUnion(branches);
            }
            case ARRAY -> Schema.createArray(specificReader(writer.getElementType()));
            case MAP -> Schema.createMap(specificReader(writer.getValueType()));
            default -> writer;
        };
    }

    private static Class<?> classOf(Schema record) {
        Class<?> type;
        try {
            type = SpecificData.get().getClass(record);
        } catch (SecurityException e) {
            throw new RecordException(WRONG_TYPE, "Avro was not told to trust " + record.getFullName(), e);
        }
        if (type == null || !SpecificRecord.class.isAssignableFrom(type)) {
            throw new RecordException(WRONG_TYPE, "there is no class for " + record.getFullName());
        }
        return type;
    }

    private static <T> SpecificData modelOf(Class<T> type) {
        return SpecificData.getForClass(type);
    }
}
