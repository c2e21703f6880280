package io.ostiary.engine.authenticate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.port.Engine.Authentication;
import io.ostiary.contract.secret.Secret;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.sealing.AccountKeys;
import io.ostiary.sealing.DataKey;
import io.ostiary.state.entity.CredentialService;
import io.ostiary.state.entity.HeldCredential;
import io.ostiary.state.entity.ServiceSpecificCredential;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;

/**
 * Bearers of the authorize API: {@code OSAK} and in base64 {@code
 * USER+CREDENTIAL-at-ACCOUNT:SECRET}, so that one is found without a search. Only the secret's hash
 * is kept; it is compared in constant time, and with a hash of nothing when there is no credential.
 * Whatever is wrong has one answer.
 */
final class BearerFinder {

    private static final Authentication.Refused INVALID =
            new Authentication.Refused(CommonError.invalidClientToken());
    private static final int MAX_LENGTH = 512;
    private static final String PREFIX =
            Objects.requireNonNull(CredentialService.AUTHORIZE.tokenPrefix());
    private static final String NAME = CredentialService.AUTHORIZE.serviceName();
    private static final String AT = "-at-";
    private static final byte[] NO_HASH = new byte[32];

    private final AccountKeys accountKeys;

    BearerFinder(AccountKeys accountKeys) {
        this.accountKeys = accountKeys;
    }

    /** What a bearer says of itself; nothing is believed yet. */
    private record Claim(
            AccountId account, String userId, String credentialId, String alias, byte[] secret) {

        @Override
        public String toString() {
            return "Claim[" + alias + "]";
        }
    }

    /** Opened once and kept with the account's snapshot. */
    private record KnownHash(byte[] bytes) {

        @Override
        public String toString() {
            return "KnownHash";
        }
    }

    Authentication authenticate(EngineSnapshot snapshot, Secret bearer, Instant now) {
        Claim claim = claim(bearer);
        if (claim == null) {
            return INVALID;
        }
        if (snapshot.isRefused(claim.account())) {
            return new Authentication.Refused(
                    CommonError.unavailable("The account's history cannot be read."));
        }
        AccountSnapshot account = snapshot.account(claim.account());
        ServiceSpecificCredential credential = account == null ? null : find(account, claim, now);
        byte[] kept = account == null || credential == null ? null : hash(account, credential);
        boolean same = MessageDigest.isEqual(sha256(claim.secret()), kept == null ? NO_HASH : kept);
        if (account == null
                || kept == null
                || !same
                || !(account.state().byId(claim.userId()) instanceof User user)) {
            return INVALID;
        }
        return new Authentication.Verified(caller(claim, user), Set.of());
    }

    private static @Nullable ServiceSpecificCredential find(
            AccountSnapshot account, Claim claim, Instant now) {
        if (!account.state().isOpen()) {
            return null;
        }
        ServiceSpecificCredential found =
                account.state()
                        .find(
                                Table.SERVICE_SPECIFIC_CREDENTIALS,
                                HeldCredential.key(
                                        new EntityId(EntityKind.USER, claim.userId()),
                                        claim.credentialId()));
        return found != null
                        && found.active()
                        && !found.isExpired(now)
                        && found.serviceName().equals(NAME)
                        && found.publicName().equals(claim.alias())
                ? found
                : null;
    }

    private byte @Nullable [] hash(AccountSnapshot account, ServiceSpecificCredential credential) {
        String name = "bearer/" + credential.id();
        if (account.derived(name) instanceof KnownHash(byte[] known)) {
            return known;
        }
        DataKey key = account.dataKey(accountKeys);
        Secret opened =
                key == null
                        ? null
                        : key.open(
                                        credential.password(),
                                        credential.id(),
                                        credential.passwordSetAt().toEpochMilli())
                                .orElse(null);
        if (opened == null) {
            return null;
        }
        byte[] hash = HexFormat.of().parseHex(opened.revealText());
        account.derive(name, new KnownHash(hash));
        return hash;
    }

    private static Caller caller(Claim claim, User user) {
        return new Caller(
                new Actor(
                        Actor.Kind.USER,
                        claim.account(),
                        user.id(),
                        claim.credentialId(),
                        null,
                        user.arn(claim.account()).toString()),
                user.name(),
                user.id(),
                null);
    }

    /** One spelling only: what decodes must encode to the same text. */
    private static @Nullable Claim claim(Secret bearer) {
        if (bearer.length() > MAX_LENGTH) {
            return null;
        }
        String text = new String(bearer.revealBytes(), ISO_8859_1);
        if (!text.startsWith(PREFIX)) {
            return null;
        }
        String encoded = text.substring(PREFIX.length());
        byte[] inner;
        try {
            inner = Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException _) {
            return null;
        }
        if (!Base64.getEncoder().encodeToString(inner).equals(encoded)) {
            return null;
        }
        String clear = new String(inner, ISO_8859_1);
        int colon = clear.indexOf(':');
        String alias = colon < 0 ? "" : clear.substring(0, colon);
        int plus = alias.indexOf('+');
        int at = alias.indexOf(AT);
        if (plus < 1 || at < plus || !AccountId.isValid(alias.substring(at + AT.length()))) {
            return null;
        }
        return new Claim(
                new AccountId(alias.substring(at + AT.length())),
                alias.substring(0, plus),
                alias.substring(plus + 1, at),
                alias,
                clear.substring(colon + 1).getBytes(ISO_8859_1));
    }

    private static byte[] sha256(byte[] secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
        }
    }
}
