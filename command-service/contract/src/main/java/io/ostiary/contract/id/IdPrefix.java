package io.ostiary.contract.id;

/**
 * The four letters that begin a unique id (IAM User Guide, "IAM identifiers", "Unique ID
 * prefixes"). Tools rely on them.
 */
public enum IdPrefix {
    USER("AIDA"),
    ROLE("AROA"),
    GROUP("AGPA"),
    MANAGED_POLICY("ANPA"),
    POLICY_VERSION("ANVA"),
    INSTANCE_PROFILE("AIPA"),
    ACCESS_KEY("AKIA"),
    SESSION_KEY("ASIA"),
    SERVER_CERTIFICATE("ASCA"),
    PUBLIC_KEY("APKA"),
    SERVICE_SPECIFIC_CREDENTIAL("ACCA");

    private final String letters;

    IdPrefix(String letters) {
        this.letters = letters;
    }

    public String letters() {
        return letters;
    }
}
