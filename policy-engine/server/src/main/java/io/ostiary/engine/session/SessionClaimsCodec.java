package io.ostiary.engine.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.Secret;

import org.jspecify.annotations.Nullable;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Claims as bytes: version, kind, flags, two times in seconds, then texts with their lengths in
 * front. Another version, a length that does not fit or bytes left over are no claims.
 */
final class SessionClaimsCodec {

    private static final byte VERSION = 2;
    private static final int FIXED = 6 + 2 * Long.BYTES;
    private static final byte MFA = 1;
    private static final byte NAMED = 2;

    private SessionClaimsCodec() {}

    static Secret encode(SessionClaims claims) {
        var texts = new ArrayList<byte[]>();
        texts.add(claims.principalId().getBytes(UTF_8));
        if (claims.name() != null) {
            texts.add(claims.name().getBytes(UTF_8));
        }
        texts.add(claims.secret().revealBytes());
        claims.origins().forEach(origin -> texts.add(origin.value().getBytes(UTF_8)));
        claims.policies().forEach(policy -> texts.add(policy.getBytes(UTF_8)));
        claims.policyIds().forEach(id -> texts.add(id.getBytes(UTF_8)));
        int length = FIXED;
        for (byte[] text : texts) {
            length += Short.BYTES + text.length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        bytes.put(VERSION).put(letter(claims.kind()));
        bytes.put((byte) ((claims.mfa() ? MFA : 0) | (claims.name() == null ? 0 : NAMED)));
        bytes.putLong(claims.issuedAt().getEpochSecond());
        bytes.putLong(claims.expiresAt().getEpochSecond());
        bytes.put(count(claims.origins()));
        bytes.put(count(claims.policies())).put(count(claims.policyIds()));
        for (byte[] text : texts) {
            if (text.length > Short.MAX_VALUE) {
                throw new IllegalArgumentException("a text too long for a session token");
            }
            bytes.putShort((short) text.length).put(text);
        }
        Secret encoded = Secret.of(bytes.array());
        Arrays.fill(bytes.array(), (byte) 0);
        return encoded;
    }

    static Optional<SessionClaims> decode(Secret encoded) {
        ByteBuffer bytes = ByteBuffer.wrap(encoded.revealBytes());
        try {
            if (bytes.get() != VERSION) {
                return Optional.empty();
            }
            Actor.Kind kind = kind(bytes.get());
            byte flags = bytes.get();
            Instant issuedAt = Instant.ofEpochSecond(bytes.getLong());
            Instant expiresAt = Instant.ofEpochSecond(bytes.getLong());
            int accounts = bytes.get();
            int policies = bytes.get();
            int managed = bytes.get();
            String principalId = text(bytes);
            String name = (flags & NAMED) == 0 ? null : text(bytes);
            Secret secret = Secret.of(bytes(bytes));
            List<AccountId> origins = accounts(bytes, accounts);
            List<String> policyTexts = texts(bytes, policies);
            List<String> policyIds = texts(bytes, managed);
            if (kind == null || bytes.hasRemaining()) {
                return Optional.empty();
            }
            return Optional.of(
                    new SessionClaims(
                            kind,
                            principalId,
                            name,
                            issuedAt,
                            expiresAt,
                            (flags & MFA) != 0,
                            origins,
                            policyTexts,
                            policyIds,
                            secret));
        } catch (BufferUnderflowException | DateTimeException | IllegalArgumentException _) {
            return Optional.empty();
        } finally {
            Arrays.fill(bytes.array(), (byte) 0);
        }
    }

    private static byte count(List<?> list) {
        if (list.size() > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("too many for a session token");
        }
        return (byte) list.size();
    }

    private static List<AccountId> accounts(ByteBuffer bytes, int count) {
        return texts(bytes, count).stream().map(AccountId::new).toList();
    }

    private static List<String> texts(ByteBuffer bytes, int count) {
        var texts = new ArrayList<String>(4);
        for (int i = 0; i < count; i++) {
            texts.add(text(bytes));
        }
        return texts;
    }

    private static String text(ByteBuffer bytes) {
        return new String(bytes(bytes), UTF_8);
    }

    private static byte[] bytes(ByteBuffer bytes) {
        int length = bytes.getShort();
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        var taken = new byte[length];
        bytes.get(taken);
        return taken;
    }

    private static byte letter(Actor.Kind kind) {
        return switch (kind) {
            case ROLE_SESSION -> 1;
            case USER_SESSION -> 2;
            case ROOT_SESSION -> 3;
            case ROOT, USER, SYSTEM -> throw new IllegalArgumentException(kind + " is no session");
        };
    }

    private static Actor.@Nullable Kind kind(byte letter) {
        return switch (letter) {
            case 1 -> Actor.Kind.ROLE_SESSION;
            case 2 -> Actor.Kind.USER_SESSION;
            case 3 -> Actor.Kind.ROOT_SESSION;
            default -> null;
        };
    }
}
