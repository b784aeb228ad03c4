package io.freshet.store.rank;

/**
 * What one leg of a query found.
 *
 * @param id the chunk's id in text form, which is how ids are ordered
 * @param row Lucene's number of the row, good for one searcher
 */
public record Scored(String id, int row, float score) {}
