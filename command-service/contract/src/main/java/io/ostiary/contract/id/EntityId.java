package io.ostiary.contract.id;

/**
 * The identity of a thing inside an account: its unique id (AIDA…, AROA…), never its name. Root's
 * is the account id.
 */
public record EntityId(EntityKind kind, String uniqueId) {}
