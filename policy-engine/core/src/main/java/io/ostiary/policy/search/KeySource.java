package io.ostiary.policy.search;

/** Where the value of a condition key comes from, before there is a request. */
public enum KeySource {
    /** Known with the question: it was stated, or is a property of the resource. */
    QUESTION,
    /** A property of whoever is asked about; known, and may differ from one to the next. */
    PRINCIPAL,
    /** Of the request that is yet to come: it may hold anything, or not be there. */
    OPEN
}
