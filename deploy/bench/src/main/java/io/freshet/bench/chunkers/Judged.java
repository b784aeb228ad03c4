package io.freshet.bench.chunkers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.freshet.records.Block;
import io.freshet.records.BlockKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Documents, questions, and what answers them, read from a directory: {@code corpus.jsonl} (id, title, text), {@code
 * queries.jsonl} (id, text), {@code qrels.tsv} (query, document, grade) and, if there is one, {@code spans.tsv} (query,
 * document, first and last offset of the evidence in the text, the last one exclusive).
 */
record Judged(List<Document> documents, List<Question> questions) {

    /** A text; paragraphs are set apart by empty lines. */
    record Document(String id, String title, String text) {

        List<Block> blocks() {
            List<Block> blocks = new ArrayList<>();
            for (String paragraph : text.split("\n\\s*\n", -1)) {
                if (!paragraph.isBlank()) {
                    blocks.add(new Block(BlockKind.PARAGRAPH, 0, paragraph.strip(), null));
                }
            }
            return blocks;
        }
    }

    /**
     * A question with its answers.
     *
     * @param grades by document
     * @param evidence where in documents it is answered; empty when only documents are judged
     */
    record Question(String id, String text, Map<String, Integer> grades, List<Evidence> evidence) {}

    /** Offsets into a document's text, end exclusive. */
    record Evidence(String document, int start, int end) {}

    /**
     * Reads a directory.
     *
     * @param share one of so many documents is taken, and the questions that only they answer
     */
    static Judged read(Path directory, int share) throws IOException {
        List<Document> documents = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        int number = 0;
        for (JsonNode line : json(directory.resolve("corpus.jsonl"))) {
            if (number++ % share == 0) {
                documents.add(new Document(text(line, "id"), text(line, "title"), text(line, "text")));
                taken.add(text(line, "id"));
            }
        }
        Map<String, Map<String, Integer>> grades = new HashMap<>();
        for (String[] row : rows(directory.resolve("qrels.tsv"))) {
            grades.computeIfAbsent(row[0], query -> new LinkedHashMap<>()).put(row[1], Integer.parseInt(row[2]));
        }
        Map<String, List<Evidence>> evidence = new HashMap<>();
        Path spans = directory.resolve("spans.tsv");
        for (String[] row : Files.exists(spans) ? rows(spans) : List.<String[]>of()) {
            evidence.computeIfAbsent(row[0], query -> new ArrayList<>())
                    .add(new Evidence(row[1], Integer.parseInt(row[2]), Integer.parseInt(row[3])));
        }
        List<Question> questions = new ArrayList<>();
        for (JsonNode line : json(directory.resolve("queries.jsonl"))) {
            String id = text(line, "id");
            Map<String, Integer> judged = grades.getOrDefault(id, Map.of());
            if (!judged.isEmpty() && taken.containsAll(judged.keySet())) {
                questions.add(new Question(id, text(line, "text"), judged, evidence.getOrDefault(id, List.of())));
            }
        }
        return new Judged(documents, questions);
    }

    private static List<JsonNode> json(Path file) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                lines.add(mapper.readTree(line));
            }
        }
        return lines;
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asText();
    }

    private static List<String[]> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .map(line -> line.split("\t", -1))
                .toList();
    }
}
