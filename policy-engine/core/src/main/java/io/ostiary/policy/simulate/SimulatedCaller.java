package io.ostiary.policy.simulate;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.policy.request.Principal;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who makes the requests of a simulation.
 *
 * @param keys condition keys that come with the caller, by name in lower case
 */
public record SimulatedCaller(Kind kind, Principal principal, Map<String, List<String>> keys) {

    public SimulatedCaller {
        keys = Map.copyOf(keys);
    }

    /** What an ARN names. */
    public enum Kind {
        /** Nobody in particular, of the account that asks. */
        UNNAMED,
        USER,
        GROUP,
        ROLE
    }

    /** Of a simulation that names no caller. */
    public static SimulatedCaller unnamed(AccountId account) {
        return new SimulatedCaller(
                Kind.UNNAMED,
                Principal.user(account, "", "", ""),
                Map.of("aws:principalaccount", List.of(account.value())));
    }

    /**
     * @throws InvalidSimulation when the ARN is none of a user, group or role
     */
    public static SimulatedCaller of(String text) throws InvalidSimulation {
        Arn arn = Arn.parse(text).orElse(null);
        Kind kind = arn == null || !arn.service().equals("iam") ? null : kind(arn);
        if (arn == null || kind == null || !AccountId.isValid(arn.account())) {
            throw new InvalidSimulation(
                    "Invalid Entity Arn: "
                            + text
                            + " does not clearly define entity type and name.");
        }
        var account = new AccountId(arn.account());
        Map<String, List<String>> keys = new HashMap<>();
        keys.put("aws:principalaccount", List.of(account.value()));
        Principal principal =
                switch (kind) {
                    case USER -> {
                        keys.put("aws:principalarn", List.of(text));
                        keys.put("aws:principaltype", List.of("User"));
                        keys.put("aws:username", List.of(arn.resourceName()));
                        yield Principal.user(account, text, text, arn.resourceName());
                    }
                    case ROLE -> {
                        keys.put("aws:principalarn", List.of(text));
                        keys.put("aws:principaltype", List.of("AssumedRole"));
                        yield Principal.roleSession(account, text, text, text);
                    }
                    case GROUP, UNNAMED -> Principal.user(account, text, text, "");
                };
        return new SimulatedCaller(kind, principal, keys);
    }

    private static @Nullable Kind kind(Arn arn) {
        return switch (arn.resourceType()) {
            case "user" -> Kind.USER;
            case "group" -> Kind.GROUP;
            case "role" -> Kind.ROLE;
            default -> null;
        };
    }

    /** The same with more keys. */
    public SimulatedCaller with(Map<String, List<String>> more) {
        Map<String, List<String>> all = new HashMap<>(keys);
        all.putAll(more);
        return new SimulatedCaller(kind, principal, all);
    }

    AccountId account() {
        AccountId account = principal.account();
        if (account == null) {
            throw new IllegalStateException("a simulated caller has an account");
        }
        return account;
    }
}
