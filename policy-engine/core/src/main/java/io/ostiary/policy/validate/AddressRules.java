package io.ostiary.policy.validate;

import io.ostiary.policy.value.IpBlock;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
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
        int slash = value.indexOf('/');
        if (slash < 0) {
            return null;
        }
        try {
            // A literal address is read without asking anybody.
            byte[] bytes = InetAddress.getByName(value.substring(0, slash)).getAddress();
            byte[] network = bytes.clone();
            int prefix = Integer.parseInt(value.substring(slash + 1));
            for (int bit = prefix; bit < network.length * 8; bit++) {
                network[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
            }
            return ByteBuffer.wrap(bytes).equals(ByteBuffer.wrap(network))
                    ? null
                    : InetAddress.getByAddress(network).getHostAddress() + "/" + prefix;
        } catch (UnknownHostException | NumberFormatException _) {
            return null;
        }
    }
}
