package io.ostiary.policy.evaluate;

/**
 * The kind of policy that decided, as AWS names it in messages (IAM User Guide, "Troubleshoot
 * access denied error messages").
 */
public enum PolicyLayer {
    RCP("resource control policy", "a resource control policy"),
    SCP("service control policy", "a service control policy"),
    IDENTITY("identity-based policy", "an identity-based policy"),
    BOUNDARY("permissions boundary", "a permissions boundary"),
    SESSION("session policy", "a session policy"),
    RESOURCE("resource-based policy", "a resource-based policy");

    private final String text;
    private final String withArticle;

    PolicyLayer(String text, String withArticle) {
        this.text = text;
        this.withArticle = withArticle;
    }

    public String text() {
        return text;
    }

    public String withArticle() {
        return withArticle;
    }
}
