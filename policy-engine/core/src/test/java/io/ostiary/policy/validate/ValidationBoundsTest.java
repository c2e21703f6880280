package io.ostiary.policy.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.shape.ValidatePolicyFinding;
import io.ostiary.contract.shape.ValidatePolicyFinding.Location;
import io.ostiary.contract.shape.ValidatePolicyFinding.Span;
import io.ostiary.policy.catalog.ServiceAuthorization;

import org.junit.jupiter.api.Test;

import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/** What hostile documents come to. */
final class ValidationBoundsTest {

    private static final PolicyValidator VALIDATOR =
            new PolicyValidator(ServiceAuthorization.open());
    private static final PolicyType IDENTITY = PolicyType.IDENTITY_POLICY;
    private static final long SEED = Long.getLong("ostiary.seed", 20_261_127L);

    /** AWS's model of Access Analyzer sets no length; IAM's longest document has this one. */
    private static final int LONGEST = 131_072;

    /** Whatever somebody writes has an answer, and each finding lies within what was written. */
    @Test
    void anyTextIsValidated() {
        var random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            var text =
                    new StringBuilder(
                            document(
                                    "\"Effect\":\"Allow\",\"Action\":[\"s3:*\"],\"Resource\":"
                                            + "\"arn:aws:s3:::b/${aws:username}\""));
            for (int j = random.nextInt(4); j >= 0; j--) {
                text.setCharAt(
                        random.nextInt(text.length()),
                        "{}[]\":,*$\\ a7".charAt(random.nextInt(13)));
            }
            String written = text.toString();
            PolicyType type = PolicyType.values()[random.nextInt(4)];
            for (ValidatePolicyFinding finding : VALIDATOR.validate(written, type, null)) {
                for (Location location : finding.locations()) {
                    Span span = location.span();
                    assertTrue(
                            0 <= span.start().offset()
                                    && span.start().offset() <= span.end().offset()
                                    && span.end().offset() <= written.length(),
                            () -> "seed " + SEED + ": " + written);
                }
            }
        }
    }

    /**
     * The bounds themselves and no clock: what a machine is fast enough for says nothing of the
     * next one. Each of these fills the longest document that the API takes; without the bounds
     * they are a hundred million comparisons, and a stack that overflows.
     */
    @Test
    void a127_theLongestDocumentIsValidatedWithinBounds() {
        assertEquals(Set.of(Check.JSON_SYNTAX_ERROR), checks(longest("[")));
        assertEquals(Set.of(Check.JSON_SYNTAX_ERROR), checks(longest("{\"a\":")));
        assertTrue(checks(longest("\"arn:aws:s3:::*a*b*c*\",")).contains(Check.REDUNDANT_RESOURCE));
        assertEquals(10_000, VALIDATOR.validate(longest("7,"), IDENTITY, null).size());
    }

    private static String longest(String part) {
        return resources(part.repeat(LONGEST / part.length()) + "\"*\"");
    }

    private static String resources(String list) {
        return document("\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":[" + list + "]");
    }

    private static Set<Check> checks(String document) {
        Set<Check> found = EnumSet.noneOf(Check.class);
        for (ValidatePolicyFinding each : VALIDATOR.validate(document, IDENTITY, null)) {
            found.add(Check.valueOf(each.issueCode()));
        }
        return found;
    }

    /** 500 patterns are held against 500 entries, and no more. */
    @Test
    void a127_inALongListOnlyEqualEntriesAreRedundant() {
        var entries = new StringBuilder("\"arn:aws:s3:::a*\",\"arn:aws:s3:::ab\"");
        for (int i = 2; i < 499; i++) {
            entries.append(",\"arn:aws:s3:::").append(i).append("/*\"");
        }
        assertEquals(1, redundant(entries));
        entries.append(",\"arn:aws:s3:::499/*\",\"arn:aws:s3:::500/*\",\"arn:aws:s3:::501/*\"");
        assertEquals(0, redundant(entries));
        entries.append(",\"arn:aws:s3:::7/*\"");
        assertEquals(1, redundant(entries));
    }

    private static int redundant(CharSequence entries) {
        return VALIDATOR.validate(resources(entries.toString()), IDENTITY, null).stream()
                .filter(each -> each.issueCode().equals(Check.REDUNDANT_RESOURCE.name()))
                .mapToInt(each -> each.locations().size())
                .sum();
    }

    private static String document(String members) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{" + members + "}]}";
    }
}
