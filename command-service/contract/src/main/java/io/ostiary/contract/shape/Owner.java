package io.ostiary.contract.shape;

/**
 * S3 API, Owner.
 *
 * @param id the account's canonical user id, 64 hexadecimal digits
 */
public record Owner(String id) {}
