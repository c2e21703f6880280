package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

/**
 * S3 API, Owner.
 *
 * @param displayName null: S3 tells it no more
 * @param id the account's canonical user id, 64 hexadecimal digits
 */
public record Owner(@Nullable String displayName, String id) {}
