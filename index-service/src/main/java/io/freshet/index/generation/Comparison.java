package io.freshet.index.generation;

import java.util.List;

/**
 * What is different between a generation and the one that serves.
 *
 * @param differing how many documents differ
 * @param differences the first of them
 * @param likeness how alike the first ten documents are that the two find for the same queries; null without queries
 */
public record Comparison(
        int generation,
        int serving,
        List<Tenant> tenants,
        long differing,
        List<Difference> differences,
        @org.jspecify.annotations.Nullable Likeness likeness) {

    /** How much each has of a tenant: documents that are not deleted, and the chunks in service. */
    public record Tenant(String tenant, Size generation, Size serving) {}

    /** Documents that are not deleted, and their chunks. */
    public record Size(long documents, long chunks) {}

    /**
     * A document that stands otherwise.
     *
     * @param what what of its standing is different
     */
    public record Difference(String tenant, String documentId, List<String> what) {}

    /**
     * How alike the answers are.
     *
     * @param queries titles of documents
     * @param overlap the part of the first ten documents that both find, from 0 to 1
     */
    public record Likeness(int queries, double overlap) {}

    public Comparison {
        tenants = List.copyOf(tenants);
        differences = List.copyOf(differences);
    }
}
