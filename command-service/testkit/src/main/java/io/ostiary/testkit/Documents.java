package io.ostiary.testkit;

/** Policy documents for tests. */
public final class Documents {
    public static final String ALLOW_ALL =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

    public static final String MALFORMED = "{\"Version\":\"2012-10-17\"";

    private Documents() {}

    /** A valid policy of exactly so many characters that are not white space, and many that are. */
    public static String ofSize(int size) {
        String before =
                "{\"Version\":\"2012-10-17\",\n"
                        + "  \"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\","
                        + "\"Resource\":\"arn:aws:s3:::b/";
        String after = "\"}]   }";
        int fixed = (int) (before + after).chars().filter(c -> !Character.isWhitespace(c)).count();
        return before + "x".repeat(size - fixed) + after;
    }

    /** A trust policy for one AWS principal. */
    public static String trusting(String principal) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
                + principal
                + "\"},\"Action\":\"sts:AssumeRole\"}]}";
    }

    /** The policy of a resource, for one AWS principal and one action. */
    public static String onResource(String principal, String action, String resource) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
                + principal
                + "\"},\"Action\":\""
                + action
                + "\",\"Resource\":\""
                + resource
                + "\"}]}";
    }

    /** As {@link #trusting}, of exactly so many characters that are not white space. */
    public static String trustingOfSize(String principal, int size) {
        String text = trusting(principal);
        String sid = "\"Sid\":\"\",";
        return text.replace(
                "{\"Effect\"",
                "{ \"Sid\":\""
                        + "x".repeat(size - text.length() - sid.length())
                        + "\", \"Effect\"");
    }
}
