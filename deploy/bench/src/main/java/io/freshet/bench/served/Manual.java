package io.freshet.bench.served;

import io.freshet.bench.SyntheticText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A manual that nobody wrote, in Markdown: chapters of about ten pages, sections of one and a half, paragraphs of four to
 * seven sentences, now and then a list or a table. About 500 words are a page. Each edit makes a new one.
 */
public final class Manual {
    private static final int WORDS_PER_PAGE = 500;
    private static final int WORDS_PER_SECTION = 750;
    private static final int SECTIONS_PER_CHAPTER = 7;

    private final List<Part> parts;

    /** What stands between empty lines: sentences behind each other, or lines of a list or a table. */
    private record Part(Kind kind, List<String> sentences) {

        String markdown() {
            return switch (kind) {
                case CHAPTER -> "# " + sentences.get(0);
                case SECTION -> "## " + sentences.get(0);
                case PARAGRAPH -> String.join(" ", sentences);
                case LIST -> "- " + String.join("\n- ", sentences);
                case TABLE -> String.join("\n", sentences);
            };
        }

        int words() {
            return sentences.stream()
                    .mapToInt(sentence -> sentence.split(" ").length)
                    .sum();
        }
    }

    private enum Kind {
        CHAPTER,
        SECTION,
        PARAGRAPH,
        LIST,
        TABLE
    }

    private Manual(List<Part> parts) {
        this.parts = parts;
    }

    /** The same seed and length are the same manual. */
    public static Manual of(long seed, int pages) {
        SyntheticText text = new SyntheticText(seed);
        Random random = new Random(seed);
        List<Part> parts = new ArrayList<>();
        int words = 0;
        for (int section = 0; words < pages * WORDS_PER_PAGE; section++) {
            text.changeTopic();
            if (section % SECTIONS_PER_CHAPTER == 0) {
                parts.add(new Part(Kind.CHAPTER, List.of(text.words(3))));
            }
            parts.add(new Part(Kind.SECTION, List.of(text.words(5))));
            int end = Math.min(words + WORDS_PER_SECTION, pages * WORDS_PER_PAGE);
            while (words < end) {
                Part part = body(text, random);
                words += part.words();
                parts.add(part);
            }
        }
        return new Manual(parts);
    }

    private static Part body(SyntheticText text, Random random) {
        return switch (random.nextInt(16)) {
            case 0 -> new Part(Kind.LIST, text.sentences(3 + random.nextInt(4)));
            case 1 -> new Part(Kind.TABLE, table(text, random));
            default -> new Part(Kind.PARAGRAPH, text.sentences(4 + random.nextInt(4)));
        };
    }

    private static List<String> table(SyntheticText text, Random random) {
        List<String> rows = new ArrayList<>(List.of("| Part | Use | Limit |", "|---|---|---|"));
        for (int row = 0; row < 4 + random.nextInt(5); row++) {
            rows.add("| " + text.words(2) + " | " + text.words(4) + " | " + (10 + random.nextInt(990)) + " |");
        }
        return rows;
    }

    /** How many sentences can be edited: those of its paragraphs. */
    public int sentences() {
        return parts.stream()
                .filter(part -> part.kind() == Kind.PARAGRAPH)
                .mapToInt(part -> part.sentences().size())
                .sum();
    }

    /** With another sentence in the place of the n-th one that can be edited. */
    public Manual withSentence(int index, String sentence) {
        List<Part> edited = new ArrayList<>(parts);
        int left = index;
        for (int i = 0; i < edited.size(); i++) {
            Part part = edited.get(i);
            if (part.kind() != Kind.PARAGRAPH) {
                continue;
            }
            if (left < part.sentences().size()) {
                List<String> sentences = new ArrayList<>(part.sentences());
                sentences.set(left, sentence);
                edited.set(i, new Part(Kind.PARAGRAPH, sentences));
                return new Manual(edited);
            }
            left -= part.sentences().size();
        }
        throw new IllegalArgumentException("no sentence " + index);
    }

    /** With one of the paragraphs in the middle moved a tenth of the manual further, where a paragraph stands as well. */
    public Manual withMovedParagraph() {
        List<Part> moved = new ArrayList<>(parts);
        Part paragraph = moved.remove(paragraphFrom(parts.size() / 2));
        moved.add(paragraphFrom(parts.size() / 2 + parts.size() / 10), paragraph);
        return new Manual(moved);
    }

    private int paragraphFrom(int place) {
        int found = place;
        while (parts.get(found).kind() != Kind.PARAGRAPH) {
            found++;
        }
        return found;
    }

    public int words() {
        return parts.stream().mapToInt(Part::words).sum();
    }

    public String markdown() {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.markdown()).append("\n\n"));
        return text.toString();
    }

    /** The numbers of all sentences that can be edited, in an order of their own. */
    public List<Integer> shuffledSentences(Random random) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < sentences(); i++) {
            all.add(i);
        }
        Collections.shuffle(all, random);
        return all;
    }
}
