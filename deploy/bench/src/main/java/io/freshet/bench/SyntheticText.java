package io.freshet.bench;

import io.freshet.records.Block;
import io.freshet.records.BlockKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Text that nobody wrote: plain English words in sentences, with topics that change; the same seed, the same text. */
public final class SyntheticText {
    private static final int TOPIC_WORDS = 24;
    private static final int PARAGRAPHS_PER_PAGE = 5;
    private static final int WORDS_PER_PARAGRAPH = 100;
    private static final int PAGES_PER_SECTION = 3;

    private static final List<String> WORDS = List.of(
            ("the of to and a in is it that was for on are with as they be at one have this from by hot word but what"
                            + " some can out other were all there when up use your how said each she which their time will"
                            + " way about many then them write would like these her long make thing see him two has look"
                            + " more day could go come did number sound no most people over know water than call first who"
                            + " may down side been now find any new work part take get place made live where after back"
                            + " little only round man year came show every good give our under name very through just form"
                            + " sentence great think say help low line differ turn cause much mean before move right boy"
                            + " old too same tell does set three want air well also play small end put home read hand port"
                            + " large spell add even land here must big high such follow act why ask men change went light"
                            + " kind off need house picture try us again animal point mother world near build self earth"
                            + " father head stand own page should country found answer school grow study still learn plant"
                            + " cover food sun four between state keep eye never last let thought city tree cross farm hard"
                            + " start might story saw far sea draw left late run while press close night real life few"
                            + " north open seem together next white children begin got walk example ease paper group"
                            + " always music those both mark often letter until mile river car feet care second book carry"
                            + " took science eat room friend began idea fish mountain stop once base hear horse cut sure"
                            + " watch color face wood main enough plain girl usual young ready above ever red list though"
                            + " feel talk bird soon body dog family direct pose leave song measure door product black short"
                            + " numeral class wind question happen complete ship area half rock order fire south problem"
                            + " piece told knew pass since top whole king space heard best hour better true during hundred"
                            + " five remember step early hold west ground interest reach fast verb sing listen six table"
                            + " travel less morning ten simple several vowel toward war lay against pattern slow center"
                            + " love person money serve appear road map rain rule govern pull cold notice voice unit power"
                            + " town fine certain fly fall lead cry dark machine note wait plan figure star box noun field")
                    .split(" "));

    private final Random random;
    private List<String> topic = List.of();

    public SyntheticText(long seed) {
        this.random = new Random(seed);
        changeTopic();
    }

    /** From now on half of the words come from a few others. */
    public void changeTopic() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < TOPIC_WORDS; i++) {
            words.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        topic = words;
    }

    /** Sentences of eight to twenty words, until there are so many words. */
    public String words(int count) {
        StringBuilder text = new StringBuilder();
        int left = count;
        while (left > 0) {
            int length = Math.min(left, 8 + random.nextInt(13));
            sentence(length, text);
            left -= length;
        }
        return text.toString().strip();
    }

    /** So many sentences of eight to twenty words. */
    public List<String> sentences(int count) {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            sentence(8 + random.nextInt(13), text);
            sentences.add(text.toString().strip());
        }
        return sentences;
    }

    private void sentence(int length, StringBuilder text) {
        for (int i = 0; i < length; i++) {
            String word = word();
            text.append(i == 0 ? Character.toUpperCase(word.charAt(0)) + word.substring(1) : word);
            text.append(i == length - 1 ? ". " : " ");
        }
    }

    private String word() {
        if (random.nextBoolean()) {
            return topic.get(random.nextInt(topic.size()));
        }
        // The square makes the words at the front of the list the frequent ones, as in any language.
        double uniform = random.nextDouble();
        return WORDS.get((int) (uniform * uniform * WORDS.size()));
    }

    /** A document of about 500 words a page, with a heading and a new topic every third page. */
    List<Block> pages(int count) {
        List<Block> blocks = new ArrayList<>();
        for (int page = 1; page <= count; page++) {
            if (page % PAGES_PER_SECTION == 1) {
                changeTopic();
                blocks.add(block(BlockKind.HEADING, 1 + page % 2, words(4), page));
            }
            for (int i = 0; i < PARAGRAPHS_PER_PAGE; i++) {
                blocks.add(block(BlockKind.PARAGRAPH, 0, words(WORDS_PER_PARAGRAPH), page));
            }
        }
        return blocks;
    }

    private static Block block(BlockKind kind, int level, String text, int page) {
        return Block.newBuilder()
                .setKind(kind)
                .setLevel(level)
                .setText(text)
                .setPage(page)
                .build();
    }

    /** A direction, evenly among all. */
    public float[] unitVector(int dimensions) {
        double[] values = random.doubles(dimensions, -1, 1).toArray();
        double norm = 0;
        for (double value : values) {
            norm += value * value;
        }
        float[] unit = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            unit[i] = (float) (values[i] / Math.sqrt(norm));
        }
        return unit;
    }
}
