package io.ostiary.policy.value;

import org.jspecify.annotations.Nullable;

/**
 * An address or a CIDR block, IPv4 or IPv6. Read strictly (RFC 6943: two readings of one text are
 * an attack): four decimal parts without leading zeros, no zone, no short or numeric forms. An IPv4
 * address mapped into IPv6 is that IPv4 address (attack A081); one family never matches the other.
 */
public record IpBlock(boolean v4, long high, long low, int prefix) {

    private static final int MAX_LENGTH = 50;
    private static final long MAPPED = 0xFFFF_0000_0000L;

    /** An address, or null. */
    public static @Nullable IpBlock address(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return null;
        }
        return text.indexOf(':') < 0 ? v4Address(text) : v6Address(text);
    }

    /** An address or a block with a prefix length, or null. Bits behind the prefix are ignored. */
    public static @Nullable IpBlock block(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return address(text);
        }
        IpBlock address = address(text.substring(0, slash));
        int prefix = decimal(text, slash + 1, text.length(), 128);
        if (address == null || prefix < 0) {
            return null;
        }
        if (address.v4 && text.lastIndexOf(':', slash) >= 0) {
            // Written as IPv6, so its prefix counts 96 bits more.
            prefix -= 96;
        }
        return prefix < 0 || prefix > address.prefix
                ? null
                : new IpBlock(address.v4, address.high, address.low, prefix);
    }

    public boolean contains(IpBlock address) {
        return contains(address.v4, address.high, address.low);
    }

    /** Whether an address lies in one of the blocks; asked of an IPv4 address it makes nothing. */
    public static boolean anyContains(IpBlock[] blocks, String text) {
        if (text.indexOf(':') >= 0) {
            IpBlock address = address(text);
            return address != null && anyContains(blocks, address.v4, address.high, address.low);
        }
        long bits = text.length() > MAX_LENGTH ? -1 : v4Bits(text, 0);
        return bits >= 0 && anyContains(blocks, true, 0, MAPPED | bits);
    }

    private static boolean anyContains(IpBlock[] blocks, boolean ofV4, long upper, long lower) {
        for (IpBlock block : blocks) {
            if (block.contains(ofV4, upper, lower)) {
                return true;
            }
        }
        return false;
    }

    private boolean contains(boolean ofV4, long upper, long lower) {
        if (v4 != ofV4) {
            return false;
        }
        int bits = v4 ? prefix + 96 : prefix;
        return bits <= 64 ? same(high, upper, bits) : high == upper && same(low, lower, bits - 64);
    }

    private static boolean same(long a, long b, int bits) {
        return bits == 0 || (a ^ b) >>> (64 - bits) == 0;
    }

    private static @Nullable IpBlock v4Address(String text) {
        long value = v4Bits(text, 0);
        return value < 0 ? null : new IpBlock(true, 0, MAPPED | value, 32);
    }

    private static long v4Bits(String text, int from) {
        long value = 0;
        for (int part = 0; part < 4; part++) {
            int end = part == 3 ? text.length() : text.indexOf('.', from);
            int number = end < 0 ? -1 : decimal(text, from, end, 255);
            if (number < 0) {
                return -1;
            }
            value = value << 8 | number;
            from = end + 1;
        }
        return value;
    }

    /** A decimal without leading zeros, or -1. */
    private static int decimal(String text, int from, int to, int max) {
        if (to <= from || to - from > 3 || (text.charAt(from) == '0' && to - from > 1)) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value <= max ? value : -1;
    }

    private static @Nullable IpBlock v6Address(String text) {
        var groups = new int[8];
        int count = 0;
        int gap = -1;
        int at = 0;
        if (text.startsWith("::")) {
            gap = 0;
            at = 2;
        }
        while (at < text.length()) {
            if (count == 8) {
                return null;
            }
            int end = text.indexOf(':', at);
            end = end < 0 ? text.length() : end;
            if (text.indexOf('.', at) >= 0 && end == text.length()) {
                long tail = v4Bits(text, at);
                if (tail < 0 || count > 6) {
                    return null;
                }
                groups[count++] = (int) (tail >>> 16);
                groups[count++] = (int) (tail & 0xFFFF);
                break;
            }
            int group = hex(text, at, end);
            if (group < 0) {
                return null;
            }
            groups[count++] = group;
            if (end == text.length()) {
                break;
            }
            at = end + 1;
            if (at == text.length()) {
                return null;
            }
            if (text.charAt(at) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = count;
                at++;
            }
        }
        // Eight groups, or fewer and a gap that stands for at least one.
        if (gap < 0 ? count != 8 : count > 7) {
            return null;
        }
        return of(groups, count, gap);
    }

    private static IpBlock of(int[] groups, int count, int gap) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < 8; i++) {
            int behind = i - (8 - count);
            long group = gap < 0 || i < gap ? groups[i] : behind >= gap ? groups[behind] : 0;
            if (i < 4) {
                high = high << 16 | group;
            } else {
                low = low << 16 | group;
            }
        }
        boolean mapped = high == 0 && low >>> 32 == 0xFFFF;
        return new IpBlock(mapped, high, low, mapped ? 32 : 128);
    }

    private static int hex(String text, int from, int to) {
        if (to <= from || to - from > 4) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
