package io.freshet.records.registry;

/**
 * A schema that another one uses by name.
 *
 * @param name full name of the type that is used
 * @param subject where it is registered
 * @param version its version there
 */
public record SchemaReference(String name, String subject, int version) {}
