package io.ostiary.policy.validate;

import io.ostiary.policy.value.IpBlock;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/** Values of IpAddress and NotIpAddress. */
final class AddressRules {

    private static final String SOURCE_IP = "aws:sourceip";

    /** RFC 1918, RFC 4193, loopback and link-local. */
    private static final List<IpBlock> PRIVATE =
            List.of(
                    block("10.0.0.0/8"),
                    block("172.16.0.0/12"),
                    block("192.168.0.0/16"),
                    block("127.0.0.0/8"),
                    block("169.254.0.0/16"),
                    block("fc00::/7"),
                    block("fe80::/10"),
                    block("::1/128"));

    private AddressRules() {}

    private static IpBlock block(String text) {
        return Objects.requireNonNull(IpBlock.block(text), text);
    }

    static void check(Place place, String value, String operator, Scope scope) {
        IpBlock block = IpBlock.block(value);
        if (block == null) {
            scope.findings().add(Check.TYPE_MISMATCH_IP_RANGE, place, operator);
            return;
        }
        String masked = masked(value);
        if (masked != null) {
            scope.findings().add(Check.IMPROVE_IP_RANGE, place, masked);
        }
    }

    /** Whether the values of aws:SourceIp can match at all: callers come from public addresses. */
    static void checkAll(Place list, List<Place> values, String key, boolean negated, Scope scope) {
        if (!key.equals(SOURCE_IP)) {
            return;
        }
        int hidden = 0;
        int known = 0;
        for (Place each : values) {
            IpBlock block = IpBlock.block(each.text());
            if (block != null) {
                known++;
                hidden += isPrivate(each.text(), block) ? 1 : 0;
            }
        }
        if (hidden == 0) {
            return;
        }
        if (hidden == known) {
            scope.findings()
                    .add(negated ? Check.PRIVATE_NOT_IP_ADDRESS : Check.PRIVATE_IP_ADDRESS, list);
        } else {
            scope.findings()
                    .add(
                            negated
                                    ? Check.PRIVATE_NOT_IP_ADDRESS_SUBSET
                                    : Check.PRIVATE_IP_ADDRESS_SUBSET,
                            list);
        }
    }

    private static boolean isPrivate(String value, IpBlock block) {
        int slash = value.indexOf('/');
        IpBlock address = IpBlock.address(slash < 0 ? value : value.substring(0, slash));
        for (IpBlock each : PRIVATE) {
            if (address != null && each.prefix() <= block.prefix() && each.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** The range with its bits behind the mask set to zero; null when they are. */
    private static @Nullable String masked(String value) {
        IpBlock block = value.indexOf('/') < 0 ? null : IpBlock.block(value);
        if (block == null) {
            return null;
        }
        int bits = block.v4() ? block.prefix() + 96 : block.prefix();
        long high = block.high() & mask(bits);
        long low = block.low() & mask(bits - 64);
        return high == block.high() && low == block.low()
                ? null
                : text(block.v4(), high, low) + "/" + block.prefix();
    }

    /** So many ones, at most 64, then zeros. */
    private static long mask(int bits) {
        return bits <= 0 ? 0 : bits >= 64 ? -1L : -1L << (64 - bits);
    }

    private static String text(boolean v4, long high, long low) {
        var text = new StringBuilder();
        if (v4) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                text.append(low >> shift & 0xFF).append(shift == 0 ? "" : ".");
            }
            return text.toString();
        }
        for (int group = 0; group < 8; group++) {
            long half = group < 4 ? high : low;
            text.append(group == 0 ? "" : ":");
            text.append(Long.toHexString(half >>> (48 - group % 4 * 16) & 0xFFFF));
        }
        return text.toString();
    }
}
