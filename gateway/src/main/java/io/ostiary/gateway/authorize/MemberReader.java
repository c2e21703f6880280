package io.ostiary.gateway.authorize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.ostiary.gateway.protocol.StrictJson;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the members of one question, straight from the parser. What does not fit is noted as the
 * question's fault and passed over, so that the next one of a batch can be read.
 */
final class MemberReader {

    /** Attack A085: far more than honest questions hold. */
    private static final int MAX_KEYS = 100;

    private static final int MAX_VALUES = 250;
    private static final int MAX_KEY = 256;
    private static final int MAX_CONTEXT = 32 * 1024;

    private final JsonParser in;
    private @Nullable String fault;

    MemberReader(JsonParser in) {
        this.in = in;
    }

    /** The first thing that was wrong; null when nothing was. */
    @Nullable String fault() {
        return fault;
    }

    void fault(String what) {
        if (fault == null) {
            fault = what;
        }
    }

    /** Notes that there is no such member, and passes over its value. */
    void unknown(String member) throws IOException {
        fault("The member " + StrictJson.echo(member) + " is not known.");
        in.skipChildren();
    }

    /** A text that is neither empty nor too long, or null and a fault. */
    @Nullable String text(String member, int max) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            return unfit(member + " must be a text.");
        }
        String text = in.getText();
        if (text.isEmpty() || text.length() > max || !StrictJson.isText(in, text)) {
            return unfit(member + " must be a text of 1 to " + max + " characters.");
        }
        return text;
    }

    /** A whole number between the two, or null and a fault. */
    @Nullable Integer number(String member, int least, int most) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            String digits = in.getText();
            int number = digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
            if (number >= least && number <= most) {
                return number;
            }
        }
        return unfit(member + " must be a number from " + least + " to " + most + ".");
    }

    @Nullable Boolean flag(String member) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> unfit(member + " must be true or false.");
        };
    }

    /** Whether an object begins here; else that is a fault. */
    boolean isObject(String member) throws IOException {
        if (in.currentToken() == JsonToken.START_OBJECT) {
            return true;
        }
        unfit(member + " must be an object.");
        return false;
    }

    /**
     * Condition keys and their values as texts: numbers as they were written. The keys' case is
     * kept.
     */
    Map<String, List<String>> context() throws IOException {
        if (!isObject("context")) {
            return Map.of();
        }
        Map<String, List<String>> context = Map.of();
        int size = 0;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String key = in.currentName();
            in.nextToken();
            List<String> values = values(key);
            size += key.length();
            for (String value : values) {
                size += value.length();
            }
            if (context.size() >= MAX_KEYS || key.length() > MAX_KEY || size > MAX_CONTEXT) {
                fault("The context is too large.");
            } else if (context.isEmpty()) {
                // Most have one key.
                context = Map.of(key, values);
            } else {
                context = context.size() == 1 ? new LinkedHashMap<>(context) : context;
                context.put(key, values);
            }
        }
        return context;
    }

    /** Texts, numbers or truth values, one or several of one kind. */
    private List<String> values(String key) throws IOException {
        JsonToken token = in.currentToken();
        if (token != JsonToken.START_ARRAY) {
            String value = scalar(key);
            return value == null ? List.of() : List.of(value);
        }
        List<String> values = new ArrayList<>();
        JsonToken kind = null;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            JsonToken next = kind(in.currentToken());
            String value = scalar(key);
            if (kind != null && kind != next) {
                fault("The values of " + StrictJson.echo(key) + " are of several kinds.");
            } else if (values.size() >= MAX_VALUES) {
                fault("The context is too large.");
            } else if (value != null) {
                values.add(value);
            }
            kind = next;
        }
        return values;
    }

    private static JsonToken kind(JsonToken token) {
        return switch (token) {
            case VALUE_FALSE -> JsonToken.VALUE_TRUE;
            case VALUE_NUMBER_FLOAT -> JsonToken.VALUE_NUMBER_INT;
            default -> token;
        };
    }

    private @Nullable String scalar(String key) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_STRING -> {
                String text = in.getText();
                yield StrictJson.isText(in, text)
                        ? text
                        : unfit("A value of " + StrictJson.echo(key) + " is no text.");
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> in.getText();
            default ->
                    unfit(
                            "A value of "
                                    + StrictJson.echo(key)
                                    + " must be a text, a number, true or false.");
        };
    }

    /** Notes the fault and passes over the value; always null. */
    <T> @Nullable T unfit(String what) throws IOException {
        fault(what);
        in.skipChildren();
        return null;
    }
}
