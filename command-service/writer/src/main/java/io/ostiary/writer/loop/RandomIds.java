package io.ostiary.writer.loop;

import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.state.decide.Effects;

import java.security.SecureRandom;

/** Ids from the system's random source. */
final class RandomIds implements Effects.Ids {

    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String HEX = "0123456789abcdef";
    private static final int UNIQUE_ID_RANDOM = 17;
    private static final long ACCOUNTS = 1_000_000_000_000L;

    private final SecureRandom random;

    RandomIds(SecureRandom random) {
        this.random = random;
    }

    @Override
    public String next(IdPrefix prefix) {
        return prefix.letters() + draw(UPPER, UNIQUE_ID_RANDOM);
    }

    @Override
    public String nextAccessKey(AccountId account) {
        return AccessKeyId.of(IdPrefix.ACCESS_KEY, account, random.nextLong()).value();
    }

    @Override
    public AccountId nextAccount() {
        return AccountId.of(random.nextLong(1, ACCOUNTS));
    }

    @Override
    public String nextToken(int length) {
        return draw(LOWER, length);
    }

    @Override
    public String nextHex(int length) {
        return draw(HEX, length);
    }

    private String draw(String alphabet, int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
