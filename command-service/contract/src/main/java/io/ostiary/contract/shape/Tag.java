package io.ostiary.contract.shape;

/** A tag; keys are unique within what they hang on, values may be empty. */
public record Tag(String key, String value) {}
