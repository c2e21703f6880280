package io.ostiary.policy.search;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The condition keys of a question, and which of them it leaves open. */
public interface QuestionKeys {

    /** A question that states nothing, about principals of whom nothing is known. */
    QuestionKeys NOTHING_KNOWN =
            new QuestionKeys() {
                @Override
                public KeySource source(String key) {
                    return KeySource.OPEN;
                }

                @Override
                public @Nullable List<String> values(String key) {
                    return null;
                }
            };

    /**
     * @param key lower case (ASCII)
     */
    KeySource source(String key);

    /**
     * @param key one whose source is the question
     * @return null when it is known that no request will have it
     */
    @Nullable List<String> values(String key);
}
