package io.ostiary.engine.search;

import static io.ostiary.engine.TestHouse.FACTS;

import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.SearchAnswer;
import io.ostiary.contract.port.SearchAnswer.Condition;
import io.ostiary.contract.port.SearchAnswer.Found;
import io.ostiary.contract.port.SearchAnswer.Item;
import io.ostiary.contract.port.SearchAnswer.Side;
import io.ostiary.contract.port.SearchCall;
import io.ostiary.contract.port.SearchCall.Sought;
import io.ostiary.engine.EngineService;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks an engine page by page, and tells the answers in a line each. */
record Searching(EngineService engine, Caller asker, int size) {

    SearchAnswer page(
            Sought sought, Map<String, List<String>> context, boolean certain, String after) {
        return engine.search(new SearchCall(asker, FACTS, sought, context, certain, after, size))
                .toCompletableFuture()
                .join();
    }

    List<Item> all(Sought sought, Map<String, List<String>> context, boolean certain) {
        var all = new ArrayList<Item>();
        String after = "";
        while (after != null) {
            switch (page(sought, context, certain, after)) {
                case Found found -> {
                    all.addAll(found.items());
                    after = found.next();
                }
                case SearchAnswer.Refused refused ->
                        throw new AssertionError(refused.error().toString());
            }
        }
        return all;
    }

    /** Such as {@code user alice yes} or {@code role app if aws:SourceIp principal}. */
    List<String> told(Sought sought, Map<String, List<String>> context) {
        return all(sought, context, false).stream().map(Searching::told).toList();
    }

    List<String> told(Sought sought) {
        return told(sought, Map.of());
    }

    /** Code and message of a refusal. */
    String refusal(Sought sought, Map<String, List<String>> context) {
        return switch (page(sought, context, false, "")) {
            case Found found -> throw new AssertionError("found " + found);
            case SearchAnswer.Refused(var error) -> error.code() + ": " + error.message();
        };
    }

    private static String told(Item item) {
        var text = new StringBuilder(item.type()).append(' ').append(item.id()).append(' ');
        text.append(item.certainty().name().toLowerCase(java.util.Locale.ROOT));
        for (Condition condition : item.conditions()) {
            String key = condition.key();
            text.append(condition.holds() ? " " : " not ")
                    .append(key == null ? condition.layer() : key);
        }
        return (item.side() == Side.ALL
                        ? text
                        : text.append(" by ")
                                .append(item.side().name().toLowerCase(java.util.Locale.ROOT)))
                .toString();
    }
}
