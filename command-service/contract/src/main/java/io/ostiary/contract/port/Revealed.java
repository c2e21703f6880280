package io.ostiary.contract.port;

import io.ostiary.contract.id.AccountId;

/**
 * A fact that an answer tells of without anybody having waited for it: it lies in the history of
 * this account, at or before this revision. Every reader has to know it before the answer goes out.
 */
public record Revealed(AccountId account, long revision) {}
