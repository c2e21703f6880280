package io.ostiary.contract.shape;

/** A tag; keys are unique ignoring case within an entity, values may be empty. */
public record Tag(String key, String value) {}
