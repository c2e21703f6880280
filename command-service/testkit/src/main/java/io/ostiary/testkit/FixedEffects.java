package io.ostiary.testkit;

import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.state.decide.Effects;
import io.ostiary.state.view.Defect;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;

/**
 * Effects that count instead of drawing, and seal nothing. Each command has a number; its ids and
 * its time follow from that number alone, so that leaving one command out of a history changes no
 * other's.
 */
public final class FixedEffects implements Effects.Ids, Effects.Secrets {
    /** When command number 0 happens; each number is a second. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final long IDS_PER_COMMAND = 1_000;
    private static final int ID_LENGTH = 17;
    private static final long FIRST_ACCOUNT = 200_000_000_000L;

    private long next;

    private FixedEffects(long command) {
        this.next = command * IDS_PER_COMMAND;
    }

    public static Effects of(long command) {
        var counted = new FixedEffects(command);
        return new Effects(START.plusSeconds(command), counted, counted);
    }

    @Override
    public String next(IdPrefix prefix) {
        return prefix.letters() + digits(36, ID_LENGTH).toUpperCase(Locale.ROOT);
    }

    @Override
    public String nextAccessKey(AccountId account) {
        return AccessKeyId.of(IdPrefix.ACCESS_KEY, account, ++next).value();
    }

    @Override
    public AccountId nextAccount() {
        return AccountId.of(FIRST_ACCOUNT + ++next);
    }

    @Override
    public String nextToken(int length) {
        return digits(36, length);
    }

    @Override
    public String nextHex(int length) {
        return digits(16, length);
    }

    private String digits(int radix, int length) {
        String number = Long.toString(++next, radix);
        return number.length() > length
                ? number.substring(number.length() - length)
                : "0".repeat(length - number.length()) + number;
    }

    @Override
    public void newAccountKey(AccountId account) {
        // Nothing is sealed here.
    }

    @Override
    public Effects.Issued issueAccessKeySecret(
            AccountId account, String accessKeyId, @Nullable SealedSecret replyKey) {
        return issued("", accessKeyId, replyKey);
    }

    /** The number tells a second password of the same credential from its first. */
    @Override
    public Effects.Issued issueServicePassword(
            AccountId account,
            String credentialId,
            Effects.@Nullable ApiKeyForm apiKey,
            @Nullable SealedSecret replyKey) {
        String form = apiKey == null ? "" : apiKey.prefix() + "-" + apiKey.alias() + "-";
        return issued(form, credentialId + "-" + ++next, replyKey);
    }

    private static Effects.Issued issued(
            String form, String secret, @Nullable SealedSecret replyKey) {
        if (replyKey == null) {
            throw new Defect("a secret without a reply key");
        }
        return new Effects.Issued(
                new SealedSecret("rest-" + secret), new SealedSecret("reply-" + form + secret));
    }

    @Override
    public SealedSecret keep(AccountId account, String entityId, SealedSecret commandField) {
        return new SealedSecret("kept-" + entityId + "-" + commandField.sealed());
    }
}
