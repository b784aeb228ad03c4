package io.freshet.bench.chunkers;

import io.freshet.bench.chunkers.Judged.Document;
import io.freshet.embedding.TokenCounter;
import io.freshet.index.chunk.ChunkDraft;
import io.freshet.index.chunk.Chunker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** All documents, cut: the chunks as they are matched, and the passages as which they are shown. */
final class CutCorpus {
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Passage> passages = new ArrayList<>();
    private final Map<String, Ink> inks = new HashMap<>();
    private final TokenCounter tokens;
    private long written;
    private long embedded;
    private long shown;

    /**
     * A chunk.
     *
     * @param passage number of the passage that is shown for it
     */
    record Piece(Document document, ChunkDraft draft, int passage) {}

    CutCorpus(List<Document> documents, Chunker chunker, TokenCounter tokens) {
        this.tokens = tokens;
        for (Document document : documents) {
            inks.put(document.id(), new Ink(document.text()));
            written += tokens.count(document.text());
            add(document, chunker.chunk(document.title(), document.blocks()));
        }
    }

    private void add(Document document, List<ChunkDraft> drafts) {
        Ink ink = ink(document.id());
        int begun = 0;
        int ended = 0;
        Integer parent = null;
        for (ChunkDraft draft : drafts) {
            begun = ink.find(draft.text(), begun, ended);
            ended = begun + new Ink(draft.text()).length();
            int size = tokens.count(draft.text());
            embedded += tokens.count(draft.embeddedText());
            shown += size;
            Passage own = new Passage(document.id(), begun, ended, size);
            int last = passages.size() - 1;
            if (draft.parent() != null && draft.parent().equals(parent)) {
                Passage grown = passages.get(last);
                passages.set(last, new Passage(document.id(), grown.start(), ended, grown.tokens() + size));
            } else {
                passages.add(own);
            }
            parent = draft.parent();
            pieces.add(new Piece(document, draft, passages.size() - 1));
        }
    }

    List<Piece> pieces() {
        return pieces;
    }

    Passage passage(Piece piece) {
        return passages.get(piece.passage());
    }

    int passages() {
        return passages.size();
    }

    Ink ink(String document) {
        return Objects.requireNonNull(inks.get(document), "a document that was not cut");
    }

    double meanTokens() {
        return (double) shown / pieces.size();
    }

    /** Tokens embedded to tokens there are. */
    double ratio() {
        return (double) embedded / written;
    }
}
