package io.freshet.tika;

import io.freshet.tika.wire.FileFacts;
import java.io.IOException;
import java.util.Locale;
import org.apache.tika.langdetect.optimaize.OptimaizeLangDetector;
import org.apache.tika.language.detect.LanguageDetector;
import org.apache.tika.language.detect.LanguageResult;
import org.jspecify.annotations.Nullable;

/**
 * Tells the language of a text that does not name it. The models are loaded for the first text that needs them: they take the
 * better part of a second and a hundred megabytes, which a worker without such a text saves.
 */
final class Languages {

    /** On fewer letters the statistics are confident and wrong. */
    private static final int LEAST_LETTERS = 100;

    private static final float LEAST_CONFIDENCE = 0.8f;

    private @Nullable LanguageDetector detector;

    FileFacts complete(FileFacts facts, LanguageSample sample) throws IOException {
        if (facts.language() != null || sample.letters() < LEAST_LETTERS) {
            return facts;
        }
        LanguageResult result = loaded().detect(sample.toString());
        boolean sure = !result.isUnknown() && result.getRawScore() >= LEAST_CONFIDENCE;
        return sure ? facts.withDetected(tag(result), result.getRawScore()) : facts;
    }

    private static String tag(LanguageResult result) {
        return result.getLanguage().toLowerCase(Locale.ROOT);
    }

    private LanguageDetector loaded() throws IOException {
        LanguageDetector loaded = detector;
        if (loaded == null) {
            loaded = new OptimaizeLangDetector().loadModels();
            detector = loaded;
        }
        return loaded;
    }
}
