package io.ostiary.contract.shape;

/**
 * What an account may hold of something; a shape of ours.
 *
 * @param value what holds for the account
 * @param defaultValue what holds where nothing was set
 * @param maximum what it can be raised to; the default where it cannot be raised
 */
public record Quota(String name, int value, int defaultValue, int maximum) {}
