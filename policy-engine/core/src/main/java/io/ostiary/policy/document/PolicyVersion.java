package io.ostiary.policy.document;

/** The version of the language; variables exist in 2012-10-17 only (IAM User Guide, "Version"). */
public enum PolicyVersion {
    V2008_10_17("2008-10-17"),
    V2012_10_17("2012-10-17");

    private final String text;

    PolicyVersion(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public boolean hasVariables() {
        return this == V2012_10_17;
    }
}
