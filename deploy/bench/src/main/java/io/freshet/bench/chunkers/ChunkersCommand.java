package io.freshet.bench.chunkers;

import io.freshet.bench.chunkers.Judged.Question;
import io.freshet.embedding.EmbeddingException;
import io.freshet.embedding.onnx.OnnxEmbedder;
import io.freshet.index.chunk.ChunkSettings;
import io.freshet.index.chunk.Chunker;
import io.freshet.index.chunk.Strategy;
import io.freshet.store.IndexIdentity;
import io.freshet.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges the chunking strategies with a collection of questions whose answers are known. */
@Command(
        name = "chunkers",
        mixinStandardHelpOptions = true,
        description =
                "Cut, embed and index a judged collection by each strategy, ask its questions, and tell how well they"
                        + " were answered and what embedding and edits cost.",
        footer = {
            "",
            "DIR holds corpus.jsonl {id, title, text}, queries.jsonl {id, text}, qrels.tsv (query, document, grade) and,",
            "where evidence is judged, spans.tsv (query, document, start, end in characters). Without spans, documents",
            "are ranked by their best chunk. nDCG@10 is that of the first passage with more than half of the evidence;",
            "recall is the share of the evidence in the best 1,000 and 2,000 tokens, the last passage cut off."
        })
public final class ChunkersCommand implements Callable<Integer> {
    private static final Map<String, Strategy> STRATEGIES = strategies();

    @Parameters(paramLabel = "DIR", description = "The judged collection.")
    private Path directory = Path.of(".");

    @Option(
            names = "--vectors",
            paramLabel = "DIR",
            defaultValue = "vectors",
            description = "Where vectors are kept for the next run (default: ${DEFAULT-VALUE}).")
    private Path kept = Path.of(".");

    @Option(
            names = "--one-in",
            paramLabel = "N",
            defaultValue = "1",
            description = "Take one of N documents, and the questions that they answer (default: ${DEFAULT-VALUE}).")
    private int share;

    @Option(
            names = "--edits",
            paramLabel = "N",
            defaultValue = "300",
            description = "Sentences that are edited, one at a time (default: ${DEFAULT-VALUE}).")
    private int edits;

    @Option(
            names = "--only",
            paramLabel = "STRATEGY",
            split = ",",
            description = "Strategies to judge; all when there is none.")
    private List<String> only = List.of();

    /** Ends this process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ChunkersCommand()).execute(arguments));
    }

    private static Map<String, Strategy> strategies() {
        ChunkSettings usual = new ChunkSettings(100, 300);
        Map<String, Strategy> strategies = new LinkedHashMap<>();
        strategies.put("semantic", new Strategy.Semantic(usual));
        strategies.put(
                "parent-child", new Strategy.ParentChild(new ChunkSettings(150, 500), new ChunkSettings(32, 96)));
        strategies.put(
                "parent-child-300", new Strategy.ParentChild(new ChunkSettings(100, 300), new ChunkSettings(32, 96)));
        strategies.put("recursive", new Strategy.Recursive(new ChunkSettings(100, 256)));
        strategies.put("fixed", new Strategy.Fixed(512, 50));
        return strategies;
    }

    @Override
    public Integer call() throws Exception {
        Judged judged = Judged.read(directory, share);
        System.out.printf(
                Locale.ROOT,
                "%s: %,d documents, %,d questions%n",
                directory.getFileName(),
                judged.documents().size(),
                judged.questions().size());
        System.out.println("strategy          passages   chunks  tokens  embedded  nDCG@10  in 1,000  in 2,000"
                + "   per edit: new (most)  moved");
        try (OnnxEmbedder model = OnnxEmbedder.open();
                CachedVectors vectors = new CachedVectors(kept, model)) {
            for (Map.Entry<String, Strategy> entry : STRATEGIES.entrySet()) {
                if (only.isEmpty() || only.contains(entry.getKey())) {
                    judge(entry.getKey(), entry.getValue(), judged, model, vectors);
                }
            }
        }
        return 0;
    }

    private void judge(String name, Strategy strategy, Judged judged, OnnxEmbedder model, CachedVectors vectors)
            throws IOException, EmbeddingException, StoreUnavailableException {
        Chunker chunker = strategy.chunker(model, model.model().maxTokens());
        CutCorpus corpus = new CutCorpus(judged.documents(), chunker, model);
        Edits.Cost cost = new Edits(judged.documents()).of(chunker, edits);
        Scores scores = new Scores(corpus::ink);
        IndexIdentity identity =
                new IndexIdentity(model.model().id(), model.model().dimensions());
        try (SearchedCorpus searched = new SearchedCorpus(corpus, vectors, identity)) {
            for (Question question : judged.questions()) {
                scores.add(question, searched.find(question.text()));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-16s %,9d %,8d %7.0f %8.2fx %8.3f %9.3f %9.3f %18.2f (%d) %6.2f%n",
                name,
                corpus.passages(),
                corpus.pieces().size(),
                corpus.meanTokens(),
                corpus.ratio(),
                scores.ndcg(),
                scores.recallInThousand(),
                scores.recallInTwoThousand(),
                cost.embedded(),
                cost.most(),
                cost.rewritten());
    }
}
