package io.freshet.records.registry;

/**
 * A schema in its place in the registry.
 *
 * @param subject the subject
 * @param version the version in the subject, from 1
 * @param id the id on the wire, an unsigned number
 * @param text the schema
 */
public record SchemaVersion(String subject, int version, int id, SchemaText text) {}
