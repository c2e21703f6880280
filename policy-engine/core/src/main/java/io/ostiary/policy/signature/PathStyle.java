package io.ostiary.policy.signature;

/** How a service makes the path canonical (IAM User Guide, "Create a signed AWS API request"). */
public enum PathStyle {
    /** Empty and dot segments removed, then encoded once more: all services but S3. */
    NORMALIZED,
    /** Encoded once more, segments left alone. */
    UNNORMALIZED,
    /** S3: as it is, but in one spelling. */
    OBJECT_KEY
}
