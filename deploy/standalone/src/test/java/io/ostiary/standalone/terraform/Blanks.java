package io.ostiary.standalone.terraform;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What differs from run to run, and the blanks that stand for it in a file: {@code {account}},
 * {@code {id 7}} (the same wherever it is the same), {@code {time}}, {@code {secret}}, and the
 * names of the files with keys and certificates.
 */
final class Blanks {
    private static final Pattern BLANK =
            Pattern.compile("\\{(?:account|time|secret|id \\d+|[a-z]+\\.[a-z]+)}");

    /** Unique ids, a signing certificate's id, a task's. */
    private static final Pattern ID =
            Pattern.compile(
                    "\\b(?:(?:AIDA|AROA|AGPA|ANPA|AIPA|ASCA|APKA|AKIA|ACCA)[A-Z0-9]{16,17}"
                            + "|[A-Z0-9]{32}"
                            + "|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\b");

    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z");
    private static final Pattern ACCOUNT = Pattern.compile("\\b\\d{12}\\b");
    private static final String TIME_BLANK = "{time}";
    private static final String SECRET_BLANK = "{secret}";

    /** What the house makes up, and the password that the caller made up. */
    private static final Pattern SECRETS =
            Pattern.compile(
                    "AccessKey\\.SecretAccessKey|ServiceSpecificCredential\\.ServicePassword"
                            + "|Password");

    /** By its blank. */
    private final Map<String, String> known = new LinkedHashMap<>();

    private final Map<String, String> blankOfId = new HashMap<>();

    /**
     * @param files texts by their file's name
     * @param secret for a blank secret that is sent
     */
    Blanks(String account, Map<String, String> files, String secret) {
        files.forEach((name, text) -> known.put("{" + name + "}", text.strip()));
        known.put("{account}", account);
        known.put(SECRET_BLANK, secret);
    }

    /** Without what differs from run to run, for things to be put in order by what is left. */
    static String withoutIds(String text) {
        String timeless = TIME.matcher(text).replaceAll("");
        return ACCOUNT.matcher(ID.matcher(timeless).replaceAll("")).replaceAll("");
    }

    /** With blanks for all that differs. */
    RecordedCall blanked(RecordedCall call) {
        return new RecordedCall(
                call.operation(),
                mapped(call.parameters(), this::blanked),
                call.status(),
                mapped(call.answer(), this::blanked));
    }

    private SortedMap<String, String> mapped(
            SortedMap<String, String> values, UnaryOperator<String> change) {
        var mapped = new TreeMap<String, String>();
        values.forEach(
                (name, value) ->
                        mapped.put(
                                name,
                                SECRETS.matcher(name).matches()
                                        ? SECRET_BLANK
                                        : change.apply(value)));
        return mapped;
    }

    private String blanked(String value) {
        if (TIME.matcher(value).matches()) {
            return TIME_BLANK;
        }
        String text = value;
        for (Map.Entry<String, String> each : known.entrySet()) {
            text = text.replace(each.getValue(), each.getKey());
        }
        return ID.matcher(text)
                .replaceAll(
                        id ->
                                blankOfId.computeIfAbsent(
                                        id.group(), _ -> "{id " + (blankOfId.size() + 1) + "}"));
    }

    /** The parameters to send: each blank filled with what it is in this run. */
    SortedMap<String, String> filled(SortedMap<String, String> parameters) {
        var filled = new TreeMap<String, String>();
        parameters.forEach(
                (name, value) ->
                        filled.put(
                                name,
                                BLANK.matcher(value)
                                        .replaceAll(
                                                blank ->
                                                        Matcher.quoteReplacement(
                                                                Objects.requireNonNull(
                                                                        known.get(blank.group()),
                                                                        blank.group())))));
        return filled;
    }

    /** The answer as the file would have it; learns the ids that the file sees here first. */
    SortedMap<String, String> read(
            SortedMap<String, String> expected, SortedMap<String, String> answer) {
        var read = new TreeMap<String, String>();
        answer.forEach(
                (name, value) -> {
                    String wanted = expected.getOrDefault(name, "");
                    read.put(name, matches(wanted, value) ? wanted : value);
                });
        return read;
    }

    private boolean matches(String wanted, String value) {
        var blanks = BLANK.matcher(wanted);
        var pattern = new StringBuilder();
        var open = new LinkedHashMap<String, String>();
        int from = 0;
        while (blanks.find()) {
            pattern.append(Pattern.quote(wanted.substring(from, blanks.start())));
            pattern.append(part(blanks.group(), open));
            from = blanks.end();
        }
        pattern.append(Pattern.quote(wanted.substring(from)));
        var matcher = Pattern.compile(pattern.toString()).matcher(value);
        if (!matcher.matches()) {
            return false;
        }
        open.forEach((blank, group) -> known.put(blank, matcher.group(group)));
        return true;
    }

    private String part(String blank, Map<String, String> open) {
        if (blank.equals(TIME_BLANK)) {
            return TIME.pattern();
        }
        if (blank.equals(SECRET_BLANK)) {
            return "\\S{20,}";
        }
        String text = known.get(blank);
        if (text != null) {
            return Pattern.quote(text);
        }
        String group = "open" + (open.size() + 1);
        open.put(blank, group);
        return "(?<" + group + ">" + ID.pattern() + ")";
    }
}
