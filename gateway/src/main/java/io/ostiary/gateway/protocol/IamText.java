package io.ostiary.gateway.protocol;

import io.ostiary.gateway.model.Shape;
import io.ostiary.gateway.model.Shape.StringShape;
import io.ostiary.gateway.model.TextPattern;
import io.ostiary.gateway.protocol.Value.StringValue;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * What IAM says of names and paths with wrong characters, instead of the pattern: texts that users
 * were answered (aws-cloudformation/cfn-lint#996 for names, #722 for paths; aws/aws-cli#5860 for
 * prefixes of paths).
 */
final class IamText {

    private static final String NAME = "[\\w+=,.@-]+";

    /** Of paths, of prefixes of paths, and of the paths of policies. */
    private static final Set<String> PATHS =
            Set.of(
                    "(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)",
                    "\\u002F[\\u0021-\\u007F]*",
                    "((/[A-Za-z0-9\\.,\\+@=_-]+)*)/");

    private static final String SLASHES =
            "contain only alphanumeric characters and/or / characters.";

    private IamText() {}

    static boolean speaksOf(TextPattern pattern) {
        return pattern.text().equals(NAME) || PATHS.contains(pattern.text());
    }

    /**
     * The text about a value that does not match, or null.
     *
     * @param label of the member, as it stands in the text; it decides, since lists of policies
     *     take a prefix by the pattern of a path
     */
    static @Nullable String problem(Shape shape, String label, Value value) {
        if (!(shape instanceof StringShape string && value instanceof StringValue text)) {
            return null;
        }
        TextPattern pattern = string.pattern();
        if (pattern == null || !speaksOf(pattern) || pattern.matches(text.value())) {
            return null;
        }
        return "The specified value for "
                + label
                + " is invalid. It must "
                + wanted(pattern, label);
    }

    private static String wanted(TextPattern pattern, String label) {
        if (pattern.text().equals(NAME)) {
            return "contain only alphanumeric characters and/or the following: +=,.@_-";
        }
        return (label.equals("pathPrefix")
                        ? "begin with the / character and "
                        : "begin and end with / and ")
                + SLASHES;
    }
}
