package io.ostiary.policy.simulate;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Names;
import io.ostiary.contract.shape.ContextEntry;
import io.ostiary.policy.request.ConditionKeys;
import io.ostiary.policy.value.DateValue;
import io.ostiary.policy.value.IpBlock;
import io.ostiary.policy.value.NumericValue;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The condition keys of a simulated request: those that were given, then those of the caller and of
 * the clock.
 */
public final class SimulatedContext {

    private static final String LIST = "List";

    private final Map<String, List<String>> values;

    private SimulatedContext(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * @throws InvalidSimulation when an entry has no name, or a value that is none of its type
     */
    public static SimulatedContext of(
            SimulatedCaller caller, List<ContextEntry> entries, Instant now)
            throws InvalidSimulation {
        Map<String, List<String>> values = new HashMap<>(caller.keys());
        values.put("aws:currenttime", List.of(now.truncatedTo(ChronoUnit.SECONDS).toString()));
        values.put("aws:epochtime", List.of(Long.toString(now.getEpochSecond())));
        Set<String> given = new HashSet<>();
        for (ContextEntry entry : entries) {
            String name = entry.contextKeyName();
            if (name == null) {
                throw new InvalidSimulation("A context entry has no ContextKeyName.");
            }
            if (!given.add(Names.key(name))) {
                throw new InvalidSimulation("Duplicate context key: " + name + ".");
            }
            check(name, entry.contextKeyType(), entry.contextKeyValues());
            values.put(Names.key(name), entry.contextKeyValues());
        }
        return new SimulatedContext(values);
    }

    /** The keys of a request on a resource of this account. */
    ConditionKeys on(AccountId owner) {
        return key -> {
            List<String> found = values.get(key);
            return found == null && key.equals("aws:resourceaccount")
                    ? List.of(owner.value())
                    : found;
        };
    }

    /**
     * Whether a value is missing. Lists of no values count as given: that is how one says that a
     * key is empty.
     */
    boolean lacks(String key) {
        String folded = Names.key(key);
        return !values.containsKey(folded) && !folded.equals("aws:resourceaccount");
    }

    /** A boolean may be anything, as with AWS: what is not true is not. */
    private static void check(String name, @Nullable String type, List<String> values)
            throws InvalidSimulation {
        if (type == null) {
            return;
        }
        boolean list = type.endsWith(LIST);
        String one = list ? type.substring(0, type.length() - LIST.length()) : type;
        if (!list && values.size() > 1) {
            throw new InvalidSimulation(
                    "Context key %s expected a single value, but received %d."
                            .formatted(type, values.size()));
        }
        for (String value : values) {
            String expected =
                    switch (one) {
                        case "numeric" -> NumericValue.parse(value) == null ? "numeric format" : "";
                        case "date" ->
                                DateValue.epochMillis(value) == DateValue.NONE
                                        ? "DateTime format"
                                        : "";
                        case "ip" -> IpBlock.block(value) == null ? "IP address" : "";
                        case "binary" ->
                                decoded(value) == null ? "base-64 encoded binary format" : "";
                        default -> "";
                    };
            if (!expected.isEmpty()) {
                throw new InvalidSimulation(
                        "Invalid context value for key %s: expected %s.".formatted(name, expected));
            }
        }
    }

    private static byte @Nullable [] decoded(String value) {
        try {
            return Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
