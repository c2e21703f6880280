package io.ostiary.gateway.edge;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.ostiary.gateway.edge.Forwarding.Hop;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The proxies in front of us. What they say of where a request comes from is believed; from
 * everybody else the same headers are what any stranger can write, and are not looked at (attack
 * A022). {@code X-Real-IP} and {@code X-HTTP-Method-Override} are looked at from nobody.
 */
public final class TrustedProxies {

    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    /** What is told of a request whose origin is null. */
    public static final String UNREADABLE =
            "What the proxy says of where the request comes from cannot be read.";

    private static final String FOR = "X-Forwarded-For";
    private static final String PROTO = "X-Forwarded-Proto";
    private static final String FORWARDED = "Forwarded";
    private static final String HTTPS = "https";

    private final List<IpSubnetFilterRule> networks;

    private TrustedProxies(List<IpSubnetFilterRule> networks) {
        this.networks = networks;
    }

    /**
     * @param networks such as {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address
     * @throws IllegalArgumentException when one is none
     */
    public static TrustedProxies of(List<String> networks) {
        List<IpSubnetFilterRule> rules = new ArrayList<>();
        for (String network : networks) {
            rules.add(rule(network));
        }
        return rules.isEmpty() ? NONE : new TrustedProxies(List.copyOf(rules));
    }

    private static IpSubnetFilterRule rule(String network) {
        int slash = network.indexOf('/');
        String address = slash < 0 ? network : network.substring(0, slash);
        InetAddress literal = Forwarding.address(address);
        if (literal != null && !address.startsWith("[")) {
            int most = literal.getAddress().length * Byte.SIZE;
            try {
                int bits = slash < 0 ? most : Integer.parseInt(network.substring(slash + 1));
                if (bits >= 0 && bits <= most) {
                    return new IpSubnetFilterRule(literal, bits, IpFilterRuleType.ACCEPT);
                }
            } catch (NumberFormatException e) {
                // told below
            }
        }
        throw new IllegalArgumentException(
                "`" + network + "` is no network: such as 10.0.0.0/8 or 2001:db8::/32");
    }

    private boolean trusts(InetAddress address) {
        if (networks.isEmpty()) {
            return false;
        }
        var peer = new InetSocketAddress(address, 0);
        for (IpSubnetFilterRule network : networks) {
            if (network.matches(peer)) {
                return true;
            }
        }
        return false;
    }

    /** Null when a trusted proxy says what cannot be read, or two things that cannot both be. */
    public @Nullable Origin origin(HttpServerRequest request) {
        return origin(request.remoteAddress().hostAddress(), request.isSSL(), request.headers());
    }

    @Nullable Origin origin(String peer, boolean tls, MultiMap headers) {
        if (networks.isEmpty()) {
            return Origin.direct(peer, tls);
        }
        InetAddress address = Forwarding.address(peer);
        if (address == null || !trusts(address)) {
            return Origin.direct(peer, tls);
        }
        Forwarding listed = Forwarding.ofList(headers, FOR);
        Forwarding standard = Forwarding.ofStandard(headers);
        String prefix = ForwardedHosts.prefix(headers);
        if (listed == null || standard == null || prefix == null) {
            return null;
        }
        Source byList = source(address, listed);
        Source byStandard = source(address, standard);
        if (byList == null || byStandard == null) {
            return null;
        }
        // A proxy writes one of the two and may let the client's own of the other pass.
        if (headers.contains(FOR)
                && headers.contains(FORWARDED)
                && !byList.address.equals(byStandard.address)) {
            return null;
        }
        InetAddress source = headers.contains(FOR) ? byList.address : byStandard.address;
        Hop hop = byStandard.hop;
        return new Origin(
                source.getHostAddress(),
                secure(tls, headers, hop),
                ForwardedHosts.said(headers, hop),
                ForwardedHosts.others(headers, hop),
                prefix);
    }

    /**
     * @param hop what was said of it; null when nobody said anything
     */
    private record Source(InetAddress address, @Nullable Hop hop) {}

    /** From us towards the client, as far as proxies are trusted; null at what is no address. */
    private @Nullable Source source(InetAddress peer, Forwarding said) {
        InetAddress source = peer;
        Hop hop = null;
        for (int i = said.hops().size() - 1; i >= 0 && trusts(source); i--) {
            hop = said.hops().get(i);
            InetAddress next = Forwarding.address(hop.from());
            if (next == null) {
                return null;
            }
            source = next;
        }
        return new Source(source, hop);
    }

    /**
     * What the proxy says. Of a request that it forwards it must say it; one that it does not
     * forward is its own.
     */
    private static boolean secure(boolean tls, MultiMap headers, @Nullable Hop hop) {
        String standard = hop == null ? null : hop.proto();
        List<String> lines = headers.getAll(PROTO);
        if (standard == null && lines.isEmpty()) {
            return tls && !headers.contains(FOR) && !headers.contains(FORWARDED);
        }
        if (standard != null && !standard.equalsIgnoreCase(HTTPS)) {
            return false;
        }
        for (String line : lines) {
            for (String each : line.split(",", -1)) {
                if (!each.strip().equalsIgnoreCase(HTTPS)) {
                    return false;
                }
            }
        }
        return true;
    }
}
