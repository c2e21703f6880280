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
import java.util.List;
import java.util.Map;

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
        for (ContextEntry entry : entries) {
            String name = entry.contextKeyName();
            if (name == null) {
                throw new InvalidSimulation("A context entry has no ContextKeyName.");
            }
            String type = entry.contextKeyType();
            for (String value : entry.contextKeyValues()) {
                if (type != null && !isOf(type, value)) {
                    throw new InvalidSimulation(
                            "The value of the context key %s is not of the type %s."
                                    .formatted(name, type));
                }
            }
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

    private static boolean isOf(String type, String value) {
        String one = type.endsWith(LIST) ? type.substring(0, type.length() - LIST.length()) : type;
        return switch (one) {
            case "numeric" -> NumericValue.parse(value) != null;
            case "boolean" -> Names.key(value).equals("true") || Names.key(value).equals("false");
            case "date" -> DateValue.epochMillis(value) != DateValue.NONE;
            case "ip" -> IpBlock.block(value) != null;
            case "binary" -> decoded(value) != null;
            default -> true;
        };
    }

    private static byte @Nullable [] decoded(String value) {
        try {
            return Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
