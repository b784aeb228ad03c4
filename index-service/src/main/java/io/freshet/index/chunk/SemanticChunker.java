package io.freshet.index.chunk;

import io.freshet.embedding.TokenCounter;
import io.freshet.records.Block;
import io.freshet.records.BlockKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The default strategy: headings are never crossed, tables and listings stay whole, and inside a section boundaries are
 * where the words change.
 *
 * <p>Laws: the chunks hold all text of the blocks and nothing else, in order (headings in the paths); no chunk is over
 * the limit or, with its context, over the model's window; an edit changes only chunks near it.
 */
public final class SemanticChunker implements Chunker {
    // What is longer is a paragraph that somebody made bold.
    private static final int LONGEST_HEADING = 64;

    private final ChunkSettings settings;
    private final Context context;
    private final Measure measure;
    private final Units units;

    /** Cuts for a model with this window, counting tokens as the model does. */
    public SemanticChunker(ChunkSettings settings, TokenCounter tokens, int window) {
        this.settings = settings;
        this.context = new Context(tokens, window);
        this.measure = new Measure(tokens);
        this.units = new Units(measure);
    }

    @Override
    public List<ChunkDraft> chunk(@Nullable String title, List<Block> blocks) {
        List<ChunkDraft> drafts = new ArrayList<>();
        for (Section section : Section.of(blocks, block -> measure.size(block.getText()) <= LONGEST_HEADING)) {
            String inFront = context.of(title, section.headingPath());
            cut(section, inFront, drafts);
        }
        return drafts;
    }

    private void cut(Section section, String inFront, List<ChunkDraft> drafts) {
        int max = Math.max(1, Math.min(settings.maxTokens(), context.room(inFront)));
        int min = Math.min(settings.minTokens(), max / 2);
        List<Unit> all = units.of(section, max);
        int from = 0;
        for (int to : new Boundaries(all, min, max).starts()) {
            if (to > from) {
                List<Unit> chunk = all.subList(from, to);
                String text = text(chunk);
                Integer page = chunk.get(0).block().getPage();
                drafts.add(new ChunkDraft(text, section.headingPath(), page, null, inFront + text));
                from = to;
            }
        }
    }

    /** Inside a block the text is as it was; blocks are set apart by an empty line, list items by a line break. */
    private static String text(List<Unit> chunk) {
        StringBuilder text = new StringBuilder();
        Unit first = chunk.get(0);
        Unit last = first;
        for (Unit unit : chunk) {
            if (unit.place() != first.place()) {
                text.append(first.block().getText(), first.start(), last.end());
                text.append(bothListItems(first, unit) ? "\n" : "\n\n");
                first = unit;
            }
            last = unit;
        }
        return text.append(first.block().getText(), first.start(), last.end()).toString();
    }

    private static boolean bothListItems(Unit one, Unit other) {
        return one.block().getKind() == BlockKind.LIST_ITEM && other.block().getKind() == BlockKind.LIST_ITEM;
    }
}
